"""Which tensor gets which ggml type: llama.cpp's own rules for dense models, so that the bytes come out the same.

The rules count tensors as they pass, so they want the names in the file's order. See llama.cpp, src/llama-quant.cpp.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from gguf import GGML_QUANT_SIZES, GGMLQuantizationType, LlamaFileType

Type = GGMLQuantizationType


class To(StrEnum):
    """What a person can ask for."""

    AUTO = "auto"
    F16 = "f16"
    BF16 = "bf16"
    F32 = "f32"
    Q8_0 = "q8_0"
    Q6_K = "q6_k"
    Q5_K_M = "q5_k_m"
    Q5_K_S = "q5_k_s"
    Q4_K_M = "q4_k_m"
    Q4_K_S = "q4_k_s"
    Q4_0 = "q4_0"
    Q4_1 = "q4_1"
    IQ4_XS = "iq4_xs"
    Q3_K_M = "q3_k_m"
    Q2_K = "q2_k"


# The type of most tensors, and what the file calls itself.
MIXTURES = {
    To.F32: (Type.F32, LlamaFileType.ALL_F32),
    To.F16: (Type.F16, LlamaFileType.MOSTLY_F16),
    To.BF16: (Type.BF16, LlamaFileType.MOSTLY_BF16),
    To.Q8_0: (Type.Q8_0, LlamaFileType.MOSTLY_Q8_0),
    To.Q6_K: (Type.Q6_K, LlamaFileType.MOSTLY_Q6_K),
    To.Q5_K_M: (Type.Q5_K, LlamaFileType.MOSTLY_Q5_K_M),
    To.Q5_K_S: (Type.Q5_K, LlamaFileType.MOSTLY_Q5_K_S),
    To.Q4_K_M: (Type.Q4_K, LlamaFileType.MOSTLY_Q4_K_M),
    To.Q4_K_S: (Type.Q4_K, LlamaFileType.MOSTLY_Q4_K_S),
    To.Q4_0: (Type.Q4_0, LlamaFileType.MOSTLY_Q4_0),
    To.Q4_1: (Type.Q4_1, LlamaFileType.MOSTLY_Q4_1),
    To.IQ4_XS: (Type.IQ4_XS, LlamaFileType.MOSTLY_IQ4_XS),
    To.Q3_K_M: (Type.Q3_K, LlamaFileType.MOSTLY_Q3_K_M),
    To.Q2_K: (Type.Q2_K, LlamaFileType.MOSTLY_Q2_K),
}
UNQUANTISED = {To.F32, To.F16, To.BF16}
# When a row does not fill whole blocks of 256: the nearest type with blocks of 32.
SMALLER_BLOCKS = {
    Type.Q2_K: Type.Q4_0,
    Type.Q3_K: Type.Q4_0,
    Type.Q4_K: Type.Q5_0,
    Type.Q5_K: Type.Q5_1,
    Type.Q6_K: Type.Q8_0,
    Type.IQ4_XS: Type.IQ4_NL,
}


@dataclass(frozen=True, slots=True)
class ModelShape:
    """What the rules want to know of a model beside its tensors."""

    layers: int
    heads: int
    kv_heads: int
    architecture: str

    @property
    def heads_per_kv(self) -> int:
        """How many query heads share one key and value head."""
        return self.heads // self.kv_heads

    @property
    def is_70b(self) -> bool:
        """Whether llama.cpp takes it for a 70B, whose attn_v is small and worth more bits."""
        grouped = self.architecture == "llama" and self.heads != self.kv_heads
        return self.layers == 80 and (grouped or self.architecture == "qwen2")


def in_file_order(names: list[str]) -> list[str]:
    """llama.cpp's loader order: what belongs to no layer first, then layer by layer, each by name."""

    def layer_then_name(name: str) -> tuple[int, str]:
        room, _, rest = name.partition(".")
        number = rest.partition(".")[0]
        return (int(number) if room == "blk" and number.isdecimal() else -1, name)

    return sorted(names, key=layer_then_name)


def choose_types(shapes: Mapping[str, tuple[int, ...]], to: To, model: ModelShape) -> dict[str, Type]:
    """The type of every tensor; `shapes` in file order, rows first."""
    default, _ = MIXTURES[to]
    chosen: dict[str, Type] = {}
    passed = Passed(sum(_is_value(name) for name in shapes), tied="output.weight" not in shapes)
    for name, shape in shapes.items():
        if len(shape) < 2 or not name.endswith(".weight") or name.endswith("_norm.weight"):
            chosen[name] = Type.F32
        elif to in UNQUANTISED:
            chosen[name] = default
        else:
            columns = shape[-1]
            chosen[name] = fitting(_wanted(name, columns, to, model, passed), columns)
            passed = passed.after(name)
    return chosen


def fitting(wanted: Type, columns: int) -> Type:
    """`wanted`, or the nearest type whose blocks fill a row of `columns`."""
    for candidate in (wanted, SMALLER_BLOCKS.get(wanted, wanted)):
        if columns % GGML_QUANT_SIZES[candidate][0] == 0:
            return candidate
    return Type.F16


def tensor_bytes(shape: tuple[int, ...], kind: Type) -> int:
    """Size of a tensor in the file, without padding."""
    block, block_bytes = GGML_QUANT_SIZES[kind]
    elements = 1
    for length in shape:
        elements *= length
    return elements // block * block_bytes


@dataclass(frozen=True, slots=True)
class Passed:
    """How many tensors of the counted kinds came before."""

    values_in_all: int
    tied: bool
    values: int = 0
    ffn_downs: int = 0

    def after(self, name: str) -> "Passed":
        """The counts once `name` has passed."""
        if _is_value(name):
            return replace(self, values=self.values + 1)
        return replace(self, ffn_downs=self.ffn_downs + 1) if "ffn_down" in name else self


def _is_value(name: str) -> bool:
    return "attn_v.weight" in name or "attn_qkv.weight" in name


def _worth_more_bits(index: int, count: int) -> bool:
    """The first and last eighth of the layers, and every third between them."""
    return index < count // 8 or index >= 7 * count // 8 or (index - count // 8) % 3 == 2


def _wanted(name: str, columns: int, to: To, model: ModelShape, passed: Passed) -> Type:
    default, _ = MIXTURES[to]
    if name == "output.weight" or (passed.tied and name == "token_embd.weight"):
        if columns % GGML_QUANT_SIZES[default][0] or default is Type.Q8_0:
            return Type.Q8_0
        return Type.Q6_K
    if _is_value(name):
        return _wanted_for_values("attn_qkv" in name, to, model, passed)
    if "ffn_down" in name:
        return _wanted_for_ffn_down(to, passed.ffn_downs, model.layers)
    if "attn_output.weight" in name:
        return {To.Q2_K: Type.Q3_K, To.Q3_K_M: Type.Q4_K}.get(to, default)
    return default


def _wanted_for_values(fused: bool, to: To, model: ModelShape, passed: Passed) -> Type:
    default, _ = MIXTURES[to]
    index = passed.values
    kind = default
    match to:
        case To.Q2_K:
            kind = Type.Q4_K if model.heads_per_kv >= 4 else Type.Q3_K
        case To.Q3_K_M:
            kind = Type.Q5_K if index < 2 else Type.Q4_K
        case To.IQ4_XS if model.heads_per_kv >= 4:
            kind = Type.Q5_K
        case To.Q4_K_M | To.Q5_K_M if _worth_more_bits(index, passed.values_in_all):
            kind = Type.Q6_K
        case To.Q4_K_S if index < 4:
            kind = Type.Q5_K
    if model.is_70b and kind in (Type.Q3_K, Type.Q4_K):
        kind = Type.Q5_K
    return kind


def _wanted_for_ffn_down(to: To, index: int, layers: int) -> Type:
    default, _ = MIXTURES[to]
    first_eighth = index < layers // 8
    match to:
        case To.Q2_K:
            return Type.Q3_K
        case To.Q3_K_M:
            return Type.Q5_K if index < layers // 16 else Type.Q4_K
        case To.Q4_K_M | To.Q5_K_M if _worth_more_bits(index, layers):
            return Type.Q6_K
        case To.IQ4_XS | To.Q4_K_S if first_eighth:
            return Type.Q5_K
    return default
