"""What a source is and what would become of it, without reading its weights."""

from dataclasses import asdict, dataclass
from pathlib import Path

from quant.report import ConvertedTensor
from quant.sources import plan_source
from quant.types import To, tensor_bytes


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, and the tensors that a conversion would give."""

    kind: str
    name: str
    release: str
    architecture: str
    prompt_format: str
    has_template: bool
    would_make: str  # the TYPE of `auto`, empty when there is nothing to do
    would_make_bytes: int
    tensors: tuple[ConvertedTensor, ...]

    def as_plain(self) -> dict[str, object]:
        """The same as JSON can hold it."""
        return asdict(self)


def look_at(path: Path, key: Path | None = None, base: Path | None = None) -> Finding:
    """Look at a checkpoint. Raises QuantError when it cannot be converted as it is."""
    source = plan_source(path, To.AUTO, key, base=base)
    plan = source.plan
    results = tuple(planned.result for planned in plan.tensors)
    return Finding(
        kind=source.kind,
        name=plan.name,
        release=plan.asking.release,
        architecture=plan.architecture,
        prompt_format=plan.asking.prompt_format,
        has_template=bool(plan.asking.template),
        would_make=str(plan.to),
        would_make_bytes=sum(tensor_bytes(each.result.shape, each.kind) for each in plan.tensors),
        tensors=results,
    )
