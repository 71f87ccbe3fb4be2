"""What a checkpoint computes, in plain numpy and float32, from Hugging Face's own names and layout."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.quant.tiny import Tensors

Array = NDArray[np.float32]


def decoder_logits(config: dict[str, Any], tensors: Tensors, tokens: list[int], stretch: Array | None = None) -> Array:
    """A LLaMA, Qwen 2 or Qwen 3: RMS norms, rotary halves, grouped heads, SwiGLU. `stretch` divides the frequencies."""
    heads, groups, epsilon = config["num_attention_heads"], config["num_key_value_heads"], config["rms_norm_eps"]
    width = config.get("head_dim") or config["hidden_size"] // heads
    frequencies = config["rope_theta"] ** -(np.arange(0, width, 2) / width) / (1 if stretch is None else stretch)
    angles = np.outer(np.arange(len(tokens)), frequencies)
    states = tensors["model.embed_tokens.weight"][tokens].astype(np.float32)
    for index in range(config["num_hidden_layers"]):
        layer = f"model.layers.{index}"
        normed = rms(states, tensors[f"{layer}.input_layernorm.weight"], epsilon)
        q, k, v = (
            linear(tensors, f"{layer}.self_attn.{name}_proj", normed).reshape(len(tokens), -1, width) for name in "qkv"
        )
        if f"{layer}.self_attn.q_norm.weight" in tensors:
            q = rms(q, tensors[f"{layer}.self_attn.q_norm.weight"], epsilon)
            k = rms(k, tensors[f"{layer}.self_attn.k_norm.weight"], epsilon)
        q, k = rotated(q, angles), rotated(k, angles)
        k, v = (np.repeat(each, heads // groups, axis=1) for each in (k, v))
        mixed = attention(q, k, v, lambda _head, distance: np.zeros_like(distance))
        states = states + linear(tensors, f"{layer}.self_attn.o_proj", mixed)
        normed = rms(states, tensors[f"{layer}.post_attention_layernorm.weight"], epsilon)
        gate, up = (linear(tensors, f"{layer}.mlp.{name}_proj", normed) for name in ("gate", "up"))
        states = states + linear(tensors, f"{layer}.mlp.down_proj", gate / (1 + np.exp(-gate)) * up)
    head = tensors.get("lm_head.weight", tensors["model.embed_tokens.weight"])
    return rms(states, tensors["model.norm.weight"], epsilon) @ head.T.astype(np.float32)


def bloom_logits(config: dict[str, Any], tensors: Tensors, tokens: list[int]) -> Array:
    """A BLOOM: layer norms, ALiBi, q, k and v fused head by head, GELU by its tanh approximation."""
    heads, epsilon = config["n_head"], config["layer_norm_epsilon"]
    width = config["hidden_size"] // heads
    slopes = 2.0 ** (-8 / heads * np.arange(1, heads + 1))

    def normed(name: str, states: Array) -> Array:
        centred = states - states.mean(-1, keepdims=True)
        scaled = centred / np.sqrt((centred**2).mean(-1, keepdims=True) + epsilon)
        return scaled * tensors[f"transformer.{name}.weight"] + tensors[f"transformer.{name}.bias"]

    states = normed("word_embeddings_layernorm", tensors["transformer.word_embeddings.weight"][tokens])
    for index in range(config["n_layer"]):
        layer = f"h.{index}"
        fused = linear(
            tensors, f"transformer.{layer}.self_attention.query_key_value", normed(f"{layer}.input_layernorm", states)
        ).reshape(len(tokens), heads, 3, width)
        mixed = attention(*(fused[:, :, part] for part in range(3)), lambda head, distance: slopes[head] * distance)
        states = states + linear(tensors, f"transformer.{layer}.self_attention.dense", mixed)
        inner = linear(
            tensors, f"transformer.{layer}.mlp.dense_h_to_4h", normed(f"{layer}.post_attention_layernorm", states)
        )
        inner = 0.5 * inner * (1 + np.tanh(np.sqrt(2 / np.pi) * (inner + 0.044715 * inner**3)))
        states = states + linear(tensors, f"transformer.{layer}.mlp.dense_4h_to_h", inner)
    return normed("ln_f", states) @ tensors["transformer.word_embeddings.weight"].T


def attention(q: Array, k: Array, v: Array, bias: Callable[[int, Array], Array]) -> Array:
    """Causal attention of [tokens, heads, width]; `bias(head, distance)` is added to the scores."""
    count, heads, width = q.shape
    distance = np.arange(count)[None, :] - np.arange(count)[:, None]
    mixed = np.empty_like(v, dtype=np.float32)
    for head in range(heads):
        scores = q[:, head] @ k[:, head].T / np.sqrt(width) + bias(head, distance)
        scores = np.where(distance > 0, -np.inf, scores)
        weights = np.exp(scores - scores.max(-1, keepdims=True))
        mixed[:, head] = weights / weights.sum(-1, keepdims=True) @ v[:, head]
    return mixed.reshape(count, -1)


def rotated(states: Array, angles: Array) -> Array:
    """Hugging Face's rotary positions: the first half of a head against the second."""
    first, second = np.split(states, 2, axis=-1)
    cosine, sine = np.cos(angles)[:, None], np.sin(angles)[:, None]
    return np.concatenate([first * cosine - second * sine, second * cosine + first * sine], -1).astype(np.float32)


def rms(states: Array, weight: Array, epsilon: float) -> Array:
    return states / np.sqrt((states**2).mean(-1, keepdims=True) + epsilon) * weight


def linear(tensors: Tensors, name: str, states: Array) -> Array:
    found = states @ tensors[f"{name}.weight"].T.astype(np.float32)
    return found + tensors[f"{name}.bias"] if f"{name}.bias" in tensors else found
