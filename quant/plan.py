"""What would become of a checkpoint: every tensor's place, type and source, and the metadata. No weights are read."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from gguf import GGML_QUANT_VERSION, LlamaFileType
from numpy.typing import NDArray

from quant import words
from quant.architectures import blueprint_of
from quant.architectures.wanted import Wanted
from quant.checkpoint import Checkpoint, bare_name
from quant.errors import CannotConvert, DamagedFile
from quant.following import Found, put_in_order
from quant.general import general_entries
from quant.metadata import Entry, count
from quant.native import quantise_rows
from quant.packed import (
    Loss,
    Packed,
    check_packing,
    check_unwanted_bias,
    kept_codes,
    kind_of,
    rounded_again,
    take_packed,
)
from quant.pieces import Piece, check_dtype, encoded
from quant.prompts import Asking, how_to_ask
from quant.repack import BlockType
from quant.report import ConvertedTensor, Kept
from quant.tensors import StoredTensor
from quant.types import MIXTURES, ModelShape, To, Type, choose_types, in_file_order
from quant.vocabulary import read_vocabulary, vocabulary_entries
from quant.wish import Wish

HOLDS = {"float32": {Type.F32}, "float16": {Type.F32, Type.F16}, "bfloat16": {Type.F32, Type.BF16}}
# What a file of kept codes calls itself, after most of them.
FILE_TYPES = {
    Type.Q4_0: LlamaFileType.MOSTLY_Q4_0,
    Type.Q4_1: LlamaFileType.MOSTLY_Q4_1,
    Type.Q8_0: LlamaFileType.MOSTLY_Q8_0,
}


@dataclass(frozen=True, slots=True)
class Planned:
    """One tensor of the result, and what yields its bytes on a pool of so many threads."""

    result: ConvertedTensor
    kind: Type
    pieces: Callable[[], Iterator[Piece]]
    shard: str = ""  # the file that has to be there first
    loss: Loss | None = None  # filled while repacked codes are written

    def after(self) -> ConvertedTensor:
        """The result once it is written, when it is known how near to the source it is."""
        if self.loss is None:
            return self.result
        if not self.loss.relative_rms:
            return replace(self.result, kept=Kept.EXACT)
        return replace(self.result, kept=Kept.NEAR_EXACT, relative_rms=self.loss.relative_rms)


@dataclass(frozen=True, slots=True)
class Plan:
    """A conversion that is sure to have all it needs."""

    name: str
    architecture: str
    to: To
    asking: Asking
    metadata: tuple[Entry, ...]
    tensors: tuple[Planned, ...]


def plan_conversion(checkpoint: Checkpoint, wish: Wish) -> Plan:
    """Plan it. Raises DamagedFile when a tensor is missing or misshapen, CannotConvert when something is unknown."""
    blueprint = blueprint_of(checkpoint.config)
    check_packing(checkpoint.config)
    check_no_base(wish)
    found = _found(checkpoint, blueprint.wanted, blueprint.unneeded)
    if wish.to is To.AUTO:
        found = put_in_order(found)
    packed = {target: tensor for target, (_, tensor) in found.items() if isinstance(tensor, Packed)}
    shapes = {target: wanted.shape for target, (wanted, _) in found.items()}
    shapes |= {target: values.shape for target, values in blueprint.made.items()}
    shapes = {target: shapes[target] for target in in_file_order(list(shapes))}
    to, types, file_type = _chosen(shapes, packed, wish, blueprint.shape)
    planned = []
    for target, kind in types.items():
        if target in blueprint.made:
            planned.append(_made(target, blueprint.made[target], kind))
        else:
            planned.append(_converted(*found[target], kind, keeps_codes=to is To.AUTO))
    asking = how_to_ask(checkpoint.files, checkpoint.config, checkpoint.name, bool(packed))
    name = asking.release or checkpoint.name
    vocabulary = read_vocabulary(checkpoint.files, shapes["token_embd.weight"][0], blueprint.shape.architecture)
    values = sum(int(np.prod(shape)) for shape in shapes.values())
    metadata = (
        *general_entries(name, values, checkpoint.files),
        *blueprint.metadata,
        *vocabulary_entries(vocabulary, checkpoint.files, checkpoint.config),
        *asking.entries(),
        count("general.quantization_version", GGML_QUANT_VERSION),
        count("general.file_type", int(file_type)),
    )
    return Plan(name, blueprint.shape.architecture, to, asking, metadata, tuple(planned))


def _chosen(
    shapes: Mapping[str, tuple[int, ...]], packed: Mapping[str, Packed], wish: Wish, model: ModelShape
) -> tuple[To, dict[str, Type], LlamaFileType]:
    """What to call the result's type (`auto` where codes are kept), each tensor's, and what the file calls itself."""
    if wish.to is To.AUTO and packed:
        # Beside the codes everything else is not much: 8 bits keep it near to what it was, 6 not far from it.
        beside = To.Q6_K if wish.small else To.Q8_0
        types = choose_types(shapes, beside, model)
        types |= {name: kind_of(each, types[name]) for name, each in packed.items()}
        most = Counter(types[name] for name in packed).most_common(1)[0][0]
        return To.AUTO, types, FILE_TYPES.get(most, MIXTURES[beside][1])
    check_not_small(wish)
    to = To.Q4_K_M if wish.to is To.AUTO else wish.to
    return to, choose_types(shapes, to, model), MIXTURES[to][1]


def check_no_base(wish: Wish) -> None:
    """Raise CannotConvert where `base` would mean nothing."""
    if wish.base is not None:
        raise CannotConvert(words.BASE_IS_FOR_ADAPTERS, words.LEAVE_OUT_BASE)


def check_not_small(wish: Wish) -> None:
    """Raise CannotConvert where `small` would mean nothing: it must not seem to have been heard."""
    if wish.small:
        raise CannotConvert(words.NOTHING_TO_MAKE_SMALL, words.ASK_FOR_A_SMALLER_TYPE)


def kept_in(kind: Type, dtype: str) -> Kept:
    """How much of full-precision values survives in `kind`."""
    return Kept.EXACT if kind in HOLDS.get(dtype, set()) else Kept.QUANTISED


def _found(checkpoint: Checkpoint, wanted: tuple[Wanted, ...], unneeded: tuple[str, ...]) -> Found:
    """Each wanted tensor by its name in the result."""
    left = {bare_name(name): tensor for name, tensor in checkpoint.tensors.items() if not name.endswith(unneeded)}
    found: dict[str, tuple[Wanted, StoredTensor | Packed]] = {}
    biases = {each.source for each in wanted if each.source.endswith(".bias")}
    for each in wanted:
        tensor = left.pop(each.source, None) or take_packed(left, each.source, checkpoint.config)
        if tensor is None:
            raise DamagedFile(words.TENSOR_IS_MISSING.filled(name=each.source), words.CHECK_THE_CONFIG)
        if tensor.shape != each.shape:
            shapes = words.WRONG_SHAPE.filled(name=each.source, found=tensor.shape, expected=each.shape)
            raise DamagedFile(shapes, words.CHECK_THE_CONFIG)
        if isinstance(tensor, StoredTensor):
            check_dtype(tensor)
        elif each.source.removesuffix("weight") + "bias" not in biases:
            check_unwanted_bias(left, each.source)
        found[each.target] = each, tensor
    left.pop("lm_head.weight", None)  # where it was not wanted it is the embedding once more
    if left:
        raise DamagedFile(words.TENSOR_IS_UNKNOWN.filled(name=min(left)), words.CHECK_THE_CONFIG)
    return found


def _converted(wanted: Wanted, tensor: StoredTensor | Packed, kind: Type, keeps_codes: bool) -> Planned:
    name, shape = wanted.target, wanted.shape
    if isinstance(tensor, Packed):
        result = ConvertedTensor(
            name, shape, tensor.stored, kind.name, Kept.REQUANTISED, zero_points=tensor.repair or ""
        )
        if not keeps_codes or not tensor.keeps:
            return Planned(result, kind, partial(rounded_again, tensor, wanted.order, kind))
        # A minimum is a product, which 16 bits seldom hold; how near they come is known when it is done.
        foreseen = Kept.NEAR_EXACT if tensor.keeps is BlockType.Q4_1 else Kept.EXACT
        loss = Loss()
        encode = partial(kept_codes, tensor, wanted.order, tensor.keeps, loss)
        return Planned(replace(result, kept=foreseen), kind, encode, loss=loss)
    result = ConvertedTensor(name, shape, tensor.dtype, kind.name, kept_in(kind, tensor.dtype))
    return Planned(result, kind, partial(encoded, tensor, wanted.order, kind), tensor.shard)


def _made(name: str, values: NDArray[np.float32], kind: Type) -> Planned:
    result = ConvertedTensor(name, values.shape, "float32", kind.name, Kept.MADE)
    return Planned(result, kind, lambda: iter([partial(quantise_rows, values.reshape(1, -1), kind)]))
