"""A checkpoint's config.json, asked by name: what is missing or of the wrong kind is a named error."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from quant import words
from quant.errors import DamagedFile
from quant.tensors import Bytes

LARGEST = 3.4e38  # of a float32, nearly
MOST_LAYERS, MOST_ACROSS = 1000, 1 << 20  # of a model: its layers, the width of its widest matrix
JSON_LIMIT_BYTES = 256 << 20  # the largest known tokenizer.json has 33 MB


def read_json(source: Bytes) -> dict[str, object]:
    """The object in a JSON file. Raises DamagedFile when it holds anything else."""
    if source.length > JSON_LIMIT_BYTES:
        raise DamagedFile(words.NOT_JSON.filled(name=source.name), words.GET_THE_CHECKPOINT_AGAIN)
    try:
        found = json.loads(source.read(0, source.length).tobytes())
    except (ValueError, RecursionError) as error:
        raise DamagedFile(words.NOT_JSON.filled(name=source.name), words.GET_THE_CHECKPOINT_AGAIN) from error
    if not isinstance(found, dict):
        raise DamagedFile(words.NOT_JSON.filled(name=source.name), words.GET_THE_CHECKPOINT_AGAIN)
    return found


@dataclass(frozen=True, slots=True)
class Config:
    """Values of config.json. Several names for one value are tried in turn."""

    values: Mapping[str, object]

    def integer(self, *names: str, default: int | None = None, most: int = (1 << 31) - 1) -> int:
        """A positive whole number up to `most`; raises DamagedFile without it or a default."""
        value = self._first(names)
        if value is None and default is not None:
            return default
        if not isinstance(value, int) or isinstance(value, bool) or not 0 < value <= most:
            raise self._without(names)
        return value

    def number(self, *names: str, default: float | None = None) -> float:
        """A number that 32 bits can hold; raises DamagedFile without it or a default."""
        value = self._first(names)
        if value is None and default is not None:
            return default
        if not isinstance(value, int | float) or isinstance(value, bool) or not abs(value) < LARGEST:
            raise self._without(names)
        return float(value)

    def text(self, name: str) -> str:
        """A text, or an empty one."""
        value = self.values.get(name)
        return value if isinstance(value, str) else ""

    def flag(self, name: str, default: bool) -> bool:
        """Yes or no."""
        value = self.values.get(name)
        return value if isinstance(value, bool) else default

    def part(self, name: str) -> "Config":
        """The values of an object inside, none if it is not there."""
        value = self.values.get(name)
        return Config(value if isinstance(value, dict) else {})

    def _first(self, names: tuple[str, ...]) -> object:
        return next((self.values[name] for name in names if self.values.get(name) is not None), None)

    def _without(self, names: tuple[str, ...]) -> DamagedFile:
        return DamagedFile(words.CONFIG_LACKS.filled(key=names[0]), words.GET_THE_CHECKPOINT_AGAIN)
