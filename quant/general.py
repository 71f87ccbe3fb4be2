"""What a GGUF says of the model as a whole: its name and the parts of that, and how its makers draw tokens."""

from collections.abc import Mapping
from pathlib import Path

from gguf import GGUFValueType, Keys, Metadata, size_label

from quant.config import Config, read_json
from quant.metadata import Entry, text
from quant.tensors import Bytes

GENERATION = "generation_config.json"
# Its words for what llama.cpp's converter carries over.
SAMPLING = (
    ("top_k", "general.sampling.top_k", GGUFValueType.INT32),
    ("top_p", "general.sampling.top_p", GGUFValueType.FLOAT32),
    ("min_p", "general.sampling.min_p", GGUFValueType.FLOAT32),
    ("temperature", "general.sampling.temp", GGUFValueType.FLOAT32),
    ("repetition_penalty", "general.sampling.penalty_repeat", GGUFValueType.FLOAT32),
)


def general_entries(name: str, values: int, files: Mapping[str, Bytes]) -> list[Entry]:
    """The entries for a model called `name` of so many values, in the order of llama.cpp's converter.

    The converter prefers what a config.json says it was made from; here a BELLE is called BELLE.
    """
    told = Metadata.apply_metadata_heuristic(Metadata(), model_path=Path(name), total_params=values)
    parts = (
        (Keys.General.NAME, told.name),
        (Keys.General.VERSION, told.version),
        (Keys.General.FINETUNE, told.finetune),
        (Keys.General.BASENAME, told.basename),
        (Keys.General.SIZE_LABEL, told.size_label or size_label(values, 0, 0, 0)),
    )
    return [text(Keys.General.TYPE, "model"), *_sampling(files), *(text(key, part) for key, part in parts if part)]


def _sampling(files: Mapping[str, Bytes]) -> list[Entry]:
    told = Config(read_json(files[GENERATION]) if GENERATION in files else {})
    stated = [(key, kind, told.values.get(word)) for word, key, kind in SAMPLING]
    return [
        Entry(key, value, kind)
        for key, kind, value in stated
        if isinstance(value, int if kind is GGUFValueType.INT32 else int | float) and abs(value) < 1 << 31
    ]
