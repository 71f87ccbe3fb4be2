"""What llama, qwen2 and qwen3 share: RMS norms, rotary positions, a gated feed-forward layer."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quant import words
from quant.architectures.wanted import Wanted, paired
from quant.config import MOST_ACROSS, MOST_LAYERS, Config
from quant.errors import CannotConvert, DamagedFile
from quant.metadata import Entry, count, number, text
from quant.types import ModelShape

RowOrder = Callable[[int, int], NDArray[np.intp]]  # rows, heads: where each row comes from


@dataclass(frozen=True, slots=True)
class Decoder:
    """The sizes of such a model, read from its config.json."""

    config: Config
    architecture: str
    layers: int
    width: int
    heads: int
    kv_heads: int
    head_width: int
    inner: int
    vocabulary: int
    tied: bool

    @property
    def shape(self) -> ModelShape:
        """What the choice of types wants to know."""
        return ModelShape(self.layers, self.heads, self.kv_heads, self.architecture)

    @property
    def rope(self) -> Config:
        """How positions are stretched; newer configs keep the base there as well."""
        newer = self.config.part("rope_parameters")
        return newer if newer.values else self.config.part("rope_scaling")

    @property
    def rope_type(self) -> str:
        """The kind of stretching, empty when there is none."""
        return (self.rope.text("rope_type") or self.rope.text("type")).lower()


def read_decoder(config: Config, architecture: str, usual_head_width: int | None = None) -> Decoder:
    """The sizes from config.json; some families have a usual width of heads. Raises DamagedFile or CannotConvert."""
    heads, width = (
        config.integer("num_attention_heads", most=MOST_ACROSS),
        config.integer("hidden_size", most=MOST_ACROSS),
    )
    kv_heads = config.integer("num_key_value_heads", default=heads)
    head_width = config.integer("head_dim", default=usual_head_width or width // heads or None, most=MOST_ACROSS)
    odd = head_width % 2 or heads * head_width > MOST_ACROSS
    if odd or heads % kv_heads or (width % heads and not config.values.get("head_dim")):
        raise DamagedFile(words.CONFIG_LACKS.filled(key="num_attention_heads"), words.GET_THE_CHECKPOINT_AGAIN)
    if config.values.get("num_local_experts") or config.values.get("num_experts"):
        raise CannotConvert(words.UNKNOWN_ARCHITECTURE.filled(name="mixture of experts"), words.KNOWN_ARCHITECTURES)
    return Decoder(
        config=config,
        architecture=architecture,
        layers=config.integer("num_hidden_layers", most=MOST_LAYERS),
        width=width,
        heads=heads,
        kv_heads=kv_heads,
        head_width=head_width,
        inner=config.integer("intermediate_size"),
        vocabulary=config.integer("vocab_size"),
        tied=config.flag("tie_word_embeddings", default=False),
    )


def decoder_metadata(model: Decoder) -> list[Entry]:
    """The entries that llama.cpp's converter writes for all of them, in its order."""
    name, config = model.architecture, model.config
    entries = [
        count(f"{name}.block_count", model.layers),
        count(f"{name}.context_length", config.integer("max_position_embeddings", default=2048)),
        count(f"{name}.embedding_length", model.width),
        count(f"{name}.feed_forward_length", model.inner),
        count(f"{name}.attention.head_count", model.heads),
        count(f"{name}.attention.head_count_kv", model.kv_heads),
        *_rope_scaling(model),
    ]
    base = model.rope.number("rope_theta", default=config.number("rope_theta", default=10000.0))
    entries.append(number(f"{name}.rope.freq_base", base))
    # LLaMA-1's first configs name no epsilon; it is 1e-6.
    entries.append(number(f"{name}.attention.layer_norm_rms_epsilon", config.number("rms_norm_eps", default=1e-6)))
    if name != "qwen2" or config.values.get("head_dim") is not None:
        entries += [
            count(f"{name}.attention.key_length", model.head_width),
            count(f"{name}.attention.value_length", model.head_width),
        ]
    return entries


def decoder_tensors(model: Decoder, qkv_bias: bool = False, order: RowOrder | None = None) -> list[Wanted]:
    """Every tensor; `order` says where the rows of q and k come from, if they move."""
    vocabulary = (model.vocabulary, model.width)
    wanted = [
        Wanted("embed_tokens.weight", "token_embd.weight", vocabulary),
        Wanted("norm.weight", "output_norm.weight", (model.width,)),
    ]
    if not model.tied:
        wanted.append(Wanted("lm_head.weight", "output.weight", vocabulary))
    for index in range(model.layers):
        wanted += _layer(model, f"layers.{index}", f"blk.{index}", qkv_bias, order)
    return wanted


def _layer(model: Decoder, layer: str, block: str, qkv_bias: bool, order: RowOrder | None) -> list[Wanted]:
    queries, keys = model.heads * model.head_width, model.kv_heads * model.head_width
    attention = f"{layer}.self_attn"
    found = [
        *_moved(paired(attention, block, "q_proj", "attn_q", queries, model.width, qkv_bias), model.heads, order),
        *_moved(paired(attention, block, "k_proj", "attn_k", keys, model.width, qkv_bias), model.kv_heads, order),
        *paired(attention, block, "v_proj", "attn_v", keys, model.width, qkv_bias),
        *paired(attention, block, "o_proj", "attn_output", model.width, queries, bias=False),
    ]
    for name, target, rows, columns in (
        ("gate_proj", "ffn_gate", model.inner, model.width),
        ("up_proj", "ffn_up", model.inner, model.width),
        ("down_proj", "ffn_down", model.width, model.inner),
    ):
        found += paired(f"{layer}.mlp", block, name, target, rows, columns, bias=False)
    norms = (("input_layernorm", "attn_norm"), ("post_attention_layernorm", "ffn_norm"))
    return found + [Wanted(f"{layer}.{name}.weight", f"{block}.{to}.weight", (model.width,)) for name, to in norms]


def _moved(tensors: list[Wanted], heads: int, order: RowOrder | None) -> list[Wanted]:
    if order is None:
        return tensors
    return [Wanted(each.source, each.target, each.shape, order(each.shape[0], heads)) for each in tensors]


def _rope_scaling(model: Decoder) -> list[Entry]:
    name, rope = model.architecture, model.rope
    match model.rope_type:
        case "" | "default" | "llama3":  # llama3's factors become a tensor
            return []
        case "linear" | "yarn" as kind:
            entries = [
                text(f"{name}.rope.scaling.type", kind),
                number(f"{name}.rope.scaling.factor", rope.number("factor")),
            ]
            return entries + (_yarn(name, rope) if kind == "yarn" else [])
    raise CannotConvert(words.UNKNOWN_ROPE.filled(name=model.rope_type), words.KNOWN_ARCHITECTURES)


def _yarn(name: str, rope: Config) -> list[Entry]:
    """What only this kind of stretching has; the names are those of config.json and of the GGUF."""
    original = rope.integer("original_max_position_embeddings")
    factors = (
        ("yarn_ext_factor", ("extrapolation_factor",)),
        ("yarn_attn_factor", ("attention_factor", "attn_factor")),
        ("yarn_beta_fast", ("beta_fast",)),
        ("yarn_beta_slow", ("beta_slow",)),
    )
    stated = [(key, names) for key, names in factors if any(rope.values.get(each) is not None for each in names)]
    return [
        count(f"{name}.rope.scaling.original_context_length", original),
        *(number(f"{name}.rope.scaling.{key}", rope.number(*names)) for key, names in stated),
    ]
