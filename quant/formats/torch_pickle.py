"""torch's files: a pickle that describes the tensors, and the storages they lie in. A zip file since torch 1.6."""

from collections.abc import Mapping
from math import prod

from quant import words
from quant.errors import DamagedFile, UnknownSource
from quant.formats import torch_legacy, torch_zip
from quant.formats.pickled import PickledTensor
from quant.formats.rows import item_type, reach, shortened, strided
from quant.tensors import Bytes, StoredTensor

WRAPPERS = ("model", "state_dict", "module")  # where training scripts put the weights
DEEPEST_WRAPPING = 4


def is_torch(source: Bytes) -> bool:
    """Whether the file begins like one of torch's, of either kind."""
    return torch_zip.is_zip(source) or torch_legacy.is_legacy(source)


def open_torch(source: Bytes) -> dict[str, StoredTensor]:
    """The tensors of a state dict by name, out of whatever dictionaries it is wrapped in.

    RefusedPickle names what it asks for beyond that; DamagedFile when what it says cannot be true; UnknownSource when
    it is no file of torch's, or holds no tensors by name.
    """
    if torch_zip.is_zip(source):
        value, starts = torch_zip.read_list(source)
    elif torch_legacy.is_legacy(source):
        value, starts = torch_legacy.read_list(source)
    else:
        raise UnknownSource(words.NOT_TORCH.filled(name=source.name), words.CHOOSE_CHECKPOINT)
    tensors = unwrapped(value)
    if not tensors:
        raise UnknownSource(words.NO_TENSORS.filled(name=source.name), words.CHOOSE_CHECKPOINT)
    return {name: placed(source, name, tensor, starts) for name, tensor in tensors.items()}


def unwrapped(value: object) -> dict[str, PickledTensor]:
    """The tensors of the outermost dictionary that has any; what is no tensor (a step, an epoch) is left out."""
    for _ in range(DEEPEST_WRAPPING):
        if not isinstance(value, dict):
            break
        tensors = {name: tensor for name, tensor in value.items() if isinstance(tensor, PickledTensor)}
        if tensors:
            return tensors
        value = next((value[key] for key in WRAPPERS if isinstance(value.get(key), dict)), None)
    return {}


def placed(source: Bytes, name: str, tensor: PickledTensor, starts: Mapping[str, int]) -> StoredTensor:
    """The tensor with its bytes; DamagedFile when it reaches over the end of its storage, or is larger than that."""
    storage = tensor.storage
    last = tensor.offset + reach(tensor.shape, tensor.strides)
    if last > storage.elements or prod(tensor.shape) > storage.elements:
        damaged = words.TENSOR_DAMAGED.filled(name=source.name, tensor=shortened(name))
        raise DamagedFile(damaged, words.DOWNLOAD_AGAIN)
    start = starts[storage.key] + (storage.first + tensor.offset) * item_type(storage.dtype).itemsize
    return strided(source, name, start, tensor.shape, tensor.strides, storage.dtype)
