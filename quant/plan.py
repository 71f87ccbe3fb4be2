"""What would become of a checkpoint: every tensor's place, type and source, and the metadata. No weights are read."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from gguf import GGML_QUANT_VERSION, LlamaFileType, size_label
from numpy.typing import NDArray

from quant import words
from quant.architectures import blueprint_of
from quant.architectures.wanted import Wanted
from quant.checkpoint import Checkpoint, bare_name
from quant.errors import DamagedFile
from quant.following import Found, put_in_order
from quant.metadata import Entry, count, text
from quant.native import quantise_rows
from quant.packed import Loss, Packed, check_unwanted_bias, kept_codes, kind_of, rounded_again, take_packed
from quant.pieces import Piece, check_dtype, encoded
from quant.prompts import Asking, how_to_ask
from quant.report import ConvertedTensor, Kept
from quant.tensors import StoredTensor
from quant.types import MIXTURES, To, Type, choose_types, in_file_order
from quant.vocabulary import read_vocabulary, vocabulary_entries

HOLDS = {"float32": {Type.F32}, "float16": {Type.F32, Type.F16}, "bfloat16": {Type.F32, Type.BF16}}
# What a file of kept codes calls itself, after most of them.
FILE_TYPES = {
    Type.Q4_0: LlamaFileType.MOSTLY_Q4_0,
    Type.Q4_1: LlamaFileType.MOSTLY_Q4_1,
    Type.Q8_0: LlamaFileType.MOSTLY_Q8_0,
}


@dataclass(frozen=True, slots=True)
class Planned:
    """One tensor of the result, and the pieces of its bytes."""

    result: ConvertedTensor
    kind: Type
    pieces: Callable[[], Iterator[Piece]]
    shard: str = ""  # the file that has to be there first
    loss: Loss | None = None  # filled while repacked codes are written

    def after(self) -> ConvertedTensor:
        """The result once it is written, when it is known how near to the source it is."""
        if self.loss is None or not self.loss.relative_rms:
            return self.result
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


def plan_conversion(checkpoint: Checkpoint, to: To) -> Plan:
    """Plan it. Raises DamagedFile when a tensor is missing or misshapen, CannotConvert when something is unknown."""
    blueprint = blueprint_of(checkpoint.config)
    found = _found(checkpoint, blueprint.wanted, blueprint.unneeded)
    if to is To.AUTO:
        found = put_in_order(found)
    packed = {target: tensor for target, (_, tensor) in found.items() if isinstance(tensor, Packed)}
    keeps_codes = to is To.AUTO and bool(packed)
    to = To.Q4_K_M if to is To.AUTO and not packed else to
    shapes = {target: wanted.shape for target, (wanted, _) in found.items()}
    shapes |= {target: values.shape for target, values in blueprint.made.items()}
    shapes = {target: shapes[target] for target in in_file_order(list(shapes))}
    if keeps_codes:
        # Beside the codes everything else is small: 8 bits keep it near to what it was.
        types = choose_types(shapes, To.Q8_0, blueprint.shape) | {name: kind_of(each) for name, each in packed.items()}
        types = {target: types[target] for target in shapes}
        file_type = FILE_TYPES[Counter(types[name] for name in packed).most_common(1)[0][0]]
    else:
        types, file_type = choose_types(shapes, to, blueprint.shape), MIXTURES[to][1]
    planned = []
    for target, kind in types.items():
        if target in blueprint.made:
            planned.append(_made(target, blueprint.made[target], kind))
        else:
            planned.append(_converted(*found[target], kind, keeps_codes))
    asking = how_to_ask(checkpoint.files, checkpoint.config, checkpoint.name, bool(packed))
    name = asking.release or checkpoint.name
    vocabulary = read_vocabulary(checkpoint.files, shapes["token_embd.weight"][0])
    values = sum(int(np.prod(shape)) for shape in shapes.values())
    metadata = (
        text("general.type", "model"),
        text("general.name", name),
        text("general.size_label", size_label(values, 0, 0, 0)),
        *blueprint.metadata,
        *vocabulary_entries(vocabulary, checkpoint.files, checkpoint.config),
        *asking.entries(),
        count("general.quantization_version", GGML_QUANT_VERSION),
        count("general.file_type", int(file_type)),
    )
    return Plan(name, blueprint.shape.architecture, to, asking, metadata, tuple(planned))


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
        if keeps_codes and tensor.keeps:
            loss = Loss()
            result = ConvertedTensor(name, shape, tensor.stored, kind.name, Kept.EXACT)
            return Planned(result, kind, partial(kept_codes, tensor, wanted.order, tensor.keeps, loss), loss=loss)
        result = ConvertedTensor(name, shape, tensor.stored, kind.name, Kept.REQUANTISED)
        return Planned(result, kind, partial(rounded_again, tensor, wanted.order, kind))
    result = ConvertedTensor(name, shape, tensor.dtype, kind.name, kept_in(kind, tensor.dtype))
    return Planned(result, kind, partial(encoded, tensor, wanted.order, kind), tensor.shard)


def _made(name: str, values: NDArray[np.float32], kind: Type) -> Planned:
    result = ConvertedTensor(name, values.shape, "float32", kind.name, Kept.MADE)
    return Planned(result, kind, lambda: iter([partial(quantise_rows, values.reshape(1, -1), kind)]))
