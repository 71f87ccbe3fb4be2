"""Tiny models with random weights that load and answer in milliseconds.

They say nothing but letters that the vocabulary never joins, so that an answer's text is always cut into the tokens
with which it was said, and a fresh engine can be asked about the same tokens.
"""

from functools import cache
from pathlib import Path

import llama_cpp
import numpy as np

from chatbelle.chat import Message
from chatbelle.engine.llama import LlamaEngine, open_llama
from chatbelle.engine.protocol import Loading, Sampling
from chatbelle.memory import BATCH_TOKENS
from quant.convert import convert
from quant.types import To
from tests.quant.tiny import Tensors, decoder_tensors, llama_config, write_folder

SAID = np.frombuffer(b"abcdfgijkmnopqrstuvwxyz", np.uint8)  # without h, e and l, which the vocabulary joins
SHORT = Sampling(temperature=0, max_tokens=12)
CONTEXT_TOKENS = 1024
AS_GOOD = 0.01  # measured: a batch moves logits by 0.0014 of the largest, one other token 300 before by 0.15


CONFIG = llama_config(max_position_embeddings=CONTEXT_TOKENS)


def write_tiny_model(folder: Path, name: str, seed: int) -> Path:
    """A GGUF of a LLaMA with three layers; only the weights depend on `seed`."""
    return write_model_of(tiny_weights(seed), folder, name)


def tiny_weights(seed: int) -> Tensors:
    """The weights of such a model, as Hugging Face names them."""
    chance = np.random.default_rng(seed)
    tensors = {tensor: chance.permuted(values, axis=-1) for tensor, values in decoder_tensors(CONFIG).items()}
    said = np.zeros((CONFIG["vocab_size"], 1), np.float32)
    said[SAID] = 1.0
    tensors["lm_head.weight"] *= said
    return tensors


def write_model_of(tensors: Tensors, folder: Path, name: str) -> Path:
    """A GGUF with these weights; the checkpoint it is made of lies beside it."""
    target = folder / f"{name}.gguf"
    convert(write_folder(folder / name, CONFIG, tensors), target, To.F16)
    return target


def loading(**changes: object) -> Loading:
    """How tests load a tiny model."""
    return Loading(**({"context_tokens": CONTEXT_TOKENS, "prompt_format": "belle-bloom"} | changes))


def open_tiny(model: Path, **changes: object) -> LlamaEngine:
    """A tiny model in this process."""
    return open_llama(model, loading(**changes), lambda share: None, lambda: False)


def assert_as_if_fresh(model: Path, messages: list[Message], text: str) -> None:
    """Every token of a greedy answer is what a model that was never asked anything would say next, or as good.

    As good: a prompt is evaluated in batches and an answer token by token, by as many threads as there are cores free,
    which adds up in another order, and what is kept is rounded to 16 bits. That moves logits a hundred times less than
    a wrong state does.
    """
    fresh = _fresh_engine(model)._model
    fresh.cache.wipe()
    prompt = fresh.prompts.prompt(messages)
    for start in range(0, len(prompt), BATCH_TOKENS):
        fresh.cache.evaluate(prompt[start : start + BATCH_TOKENS])
    for token in fresh.vocabulary.tokenize(text):
        pointer = llama_cpp.llama_get_logits_ith(fresh.cache.context, -1)
        logits = np.ctypeslib.as_array(pointer, (fresh.vocabulary.token_count,))
        assert logits.max() - logits[token] <= AS_GOOD * np.abs(logits).max(), (messages, text)
        fresh.cache.evaluate([token])


@cache
def _fresh_engine(model: Path) -> LlamaEngine:
    return open_tiny(model, snapshot_bytes=0)
