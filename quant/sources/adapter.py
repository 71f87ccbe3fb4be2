"""A LoRA adapter in PEFT's folder: two small matrices for each layer that it changes, for a model told by `--base`.

In the result A has shape (rank, columns) and B (rows, rank); where a family's rows move on their way into a GGUF, B's
rows move with them. llama.cpp scales by alpha / rank, as PEFT does; rank-stabilised LoRA, alpha / √rank, is told to it
as a larger alpha. See PEFT's LoraConfig, and llama.cpp, src/llama-adapter.cpp.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from gguf import LlamaFileType
from numpy.typing import NDArray

from quant import words
from quant.architectures import blueprint_of
from quant.architectures.wanted import Wanted
from quant.arriving import open_weights
from quant.base_model import config_of_base
from quant.checkpoint import bare_name
from quant.config import Config, read_json
from quant.errors import CannotConvert, DamagedFile
from quant.metadata import count, number, text
from quant.pieces import as_float32, check_dtype, encoded
from quant.plan import Plan, Planned, check_not_small, kept_in
from quant.prompts import Asking
from quant.report import ConvertedTensor
from quant.tensors import Bytes, StoredTensor
from quant.types import To, Type
from quant.wish import Wish

ADAPTER_CONFIG = "adapter_config.json"
WEIGHTS = ("adapter_model.safetensors", "adapter_model.bin")
TYPES = {
    To.AUTO: (Type.F16, LlamaFileType.MOSTLY_F16),
    To.F16: (Type.F16, LlamaFileType.MOSTLY_F16),
    To.BF16: (Type.BF16, LlamaFileType.MOSTLY_BF16),
    To.F32: (Type.F32, LlamaFileType.ALL_F32),
}
PLAIN_NAME = re.compile(r"[\w.]+")
HALF = re.compile(r"(?:base_model\.model\.)?(?P<layer>.+?)\.lora_(?P<half>A|B)(?:\.[^.]+)??\.weight")


@dataclass(frozen=True, slots=True)
class Adapter:
    """What adapter_config.json says that matters."""

    config: Config
    alpha: float
    root_scaled: bool

    def alpha_for(self, layer: str, rank: int) -> float:
        """PEFT's scale of a layer, times its rank: what llama.cpp calls alpha."""
        patterns = self.config.part("alpha_pattern").values.items()
        told = next((each for name, each in patterns if f".{layer}".endswith(f".{bare_name(name)}")), None)
        alpha = float(told) if isinstance(told, int | float) else self.alpha
        return alpha * rank**0.5 if self.root_scaled else alpha


def is_adapter(files: Mapping[str, Bytes]) -> bool:
    """Whether the folder holds an adapter."""
    return ADAPTER_CONFIG in files


def plan_adapter(files: Mapping[str, Bytes], name: str, wish: Wish) -> Plan:
    """Plan it. Raises CannotConvert for what llama.cpp's adapters cannot say, DamagedFile when parts do not fit."""
    adapter = read_adapter(files)
    if wish.base is None:
        told = adapter.config.text("base_model_name_or_path") or "?"
        raise CannotConvert(words.BASE_IS_MISSING.filled(name=told), words.NAME_THE_BASE)
    check_not_small(wish)
    if wish.to not in TYPES:
        raise CannotConvert(words.ADAPTER_TYPE.filled(type=wish.to), words.ADAPTER_TYPES)
    kind, file_type = TYPES[wish.to]
    blueprint = blueprint_of(config_of_base(wish.base))
    wanted = {each.source: each for each in blueprint.wanted if len(each.shape) == 2}
    halves = _halves(files, adapter)
    alphas = {layer: adapter.alpha_for(layer, pair["A"].shape[0]) for layer, pair in halves.items()}
    alpha = max(alphas.values())
    planned: list[Planned] = []
    for layer, pair in sorted(halves.items()):
        place = wanted.get(f"{layer}.weight")
        if place is None:
            raise CannotConvert(words.NOT_IN_THE_BASE.filled(name=layer), words.CHECK_THE_BASE)
        planned += _planned(place, pair["A"], pair["B"], alphas[layer] / alpha, kind)
    metadata = (
        text("general.type", "adapter"),
        text("adapter.type", "lora"),
        text("general.name", name),
        number("adapter.lora.alpha", alpha),
        count("general.file_type", int(file_type)),
    )
    return Plan(name, blueprint.shape.architecture, wish.to, Asking(), metadata, tuple(planned))


def read_adapter(files: Mapping[str, Bytes]) -> Adapter:
    """What kind it is. Raises CannotConvert for kinds that are no plain LoRA."""
    config = Config(read_json(files[ADAPTER_CONFIG]))
    if config.text("peft_type") not in ("LORA", ""):
        raise CannotConvert(words.ADAPTER_KIND.filled(kind=config.text("peft_type")[:40]), words.ONLY_LORA)
    for unfit in ("use_dora", "modules_to_save", "fan_in_fan_out", "alora_invocation_tokens"):
        if config.values.get(unfit):
            raise CannotConvert(words.ADAPTER_KIND.filled(kind=unfit), words.ONLY_LORA)
    if not all(
        PLAIN_NAME.fullmatch(name) for name in config.part("alpha_pattern").values
    ):  # PEFT takes expressions there
        raise CannotConvert(words.ADAPTER_KIND.filled(kind="alpha_pattern"), words.ONLY_LORA)
    if config.values.get("bias") not in (None, "none"):
        raise CannotConvert(words.ADAPTER_KIND.filled(kind="bias"), words.ONLY_LORA)
    return Adapter(config, config.number("lora_alpha"), config.flag("use_rslora", default=False))


def _halves(files: Mapping[str, Bytes], adapter: Adapter) -> dict[str, dict[str, StoredTensor]]:
    """Both matrices of each layer, by its name in the base model."""
    source = next((files[name] for name in WEIGHTS if name in files), None)
    if source is None:
        raise DamagedFile(words.PART_IS_MISSING.filled(name=WEIGHTS[0]), words.GET_THE_CHECKPOINT_AGAIN)
    found: dict[str, dict[str, StoredTensor]] = {}
    for name, tensor in open_weights(source).items():
        half = HALF.fullmatch(name)
        if half is None:
            raise CannotConvert(words.TENSOR_IS_UNKNOWN.filled(name=name[:120]), words.ONLY_LORA)
        check_dtype(tensor)
        found.setdefault(bare_name(half["layer"]), {})[half["half"]] = tensor
    for layer, pair in found.items():
        whole = len(pair) == 2 and len(pair["A"].shape) == len(pair["B"].shape) == 2
        if not whole or pair["A"].shape[0] != pair["B"].shape[1] or not pair["A"].shape[0]:
            raise DamagedFile(words.HALVES_DISAGREE.filled(name=layer), words.GET_THE_CHECKPOINT_AGAIN)
    if not found:
        raise DamagedFile(words.NO_TENSORS.filled(name=source.name), words.GET_THE_CHECKPOINT_AGAIN)
    return found


def _planned(place: Wanted, a: StoredTensor, b: StoredTensor, scale: float, kind: Type) -> Iterator[Planned]:
    if (b.shape[0], a.shape[1]) != place.shape:
        found = words.WRONG_SHAPE.filled(name=place.source, found=(b.shape[0], a.shape[1]), expected=place.shape)
        raise DamagedFile(found, words.CHECK_THE_BASE)
    if scale != 1:
        b = replace(b, dtype="float32", read_rows=partial(_scaled, b, scale))
    for tensor, half, order in ((a, "lora_a", None), (b, "lora_b", place.order)):
        target = f"{place.target}.{half}"
        result = ConvertedTensor(target, tensor.shape, tensor.dtype, kind.name, kept_in(kind, tensor.dtype))
        yield Planned(result, kind, partial(encoded, tensor, order, kind))


def _scaled(tensor: StoredTensor, scale: float, first: int, last: int) -> NDArray[np.generic]:
    """The rows of a matrix of a layer whose alpha is another: the file has one for all."""
    return as_float32(tensor.read_rows(first, last), tensor.dtype) * np.float32(scale)
