"""What a person asks of a conversion, beside the source and the target."""

from dataclasses import dataclass
from pathlib import Path

from quant.types import To


@dataclass(frozen=True, slots=True)
class Wish:
    """The type of the result, and two permissions that nobody should need by accident.

    An explicit type also rounds the codes of GPTQ, AWQ and ggml files again: it cannot mean anything else there.
    A quantised GGUF looks like any other, so there it takes `requantise` as well.
    """

    to: To = To.AUTO
    small: bool = False  # Q6_K instead of Q8_0 for what a quantised source does not let keep exactly
    requantise: bool = False
    base: Path | None = None  # the model that an adapter was made for
