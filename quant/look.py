"""What a source is, what would become of it, and what stands in the way, without reading its weights."""

from dataclasses import asdict, dataclass, replace
from pathlib import Path

from quant.errors import CannotConvert, WrongKey
from quant.plan import Plan
from quant.report import ConvertedTensor
from quant.sources import Source, recognise
from quant.types import tensor_bytes
from quant.wish import Wish
from quant.words import Phrase


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why it cannot be converted as it is, and what to do."""

    what: Phrase
    remedy: Phrase


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, and the tensors that a conversion would give; of what stays closed only what it is."""

    kind: str
    name: str
    release: str
    obstacle: Obstacle | None = None
    architecture: str = ""
    prompt_format: str = ""
    has_template: bool = False
    would_make: str = ""  # the TYPE of `auto`, empty when there is nothing to do
    would_make_bytes: int = 0
    tensors: tuple[ConvertedTensor, ...] = ()

    def as_plain(self) -> dict[str, object]:
        """The same as JSON can hold it."""
        told = {"what": self.obstacle.what.en, "remedy": self.obstacle.remedy.en} if self.obstacle else None
        return {**asdict(self), "obstacle": told}


def look_at(path: Path, key: Path | None = None, base: Path | None = None) -> Finding:
    """Look at a checkpoint. Raises QuantError when it is none, or damaged."""
    source = recognise(path, key)
    try:
        return _found(source, source.plan(Wish(base=base)))
    except (CannotConvert, WrongKey) as error:
        return replace(_as_it_is(source, path.name), obstacle=Obstacle(error.what, error.remedy))


def _found(source: Source, plan: Plan) -> Finding:
    return Finding(
        kind=source.kind,
        name=plan.name,
        release=plan.asking.release,
        architecture=plan.architecture,
        prompt_format=plan.asking.prompt_format,
        has_template=bool(plan.asking.template),
        would_make=str(plan.to),
        would_make_bytes=sum(tensor_bytes(each.result.shape, each.kind) for each in plan.tensors),
        tensors=tuple(planned.result for planned in plan.tensors),
    )


def _as_it_is(source: Source, name: str) -> Finding:
    """What can be said of a source that would not be converted: of a quantised GGUF all but what would become of it."""
    try:
        found = _found(source, source.plan(Wish(requantise=True)))
    except (CannotConvert, WrongKey):
        return Finding(source.kind, name, source.release)
    tensors = tuple(replace(each, type="") for each in found.tensors)
    return replace(found, would_make="", would_make_bytes=0, tensors=tensors)
