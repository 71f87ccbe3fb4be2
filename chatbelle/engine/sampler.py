"""Chooses tokens: llama.cpp's sampler chain for a Sampling, in llama.cpp's own order."""

import ctypes
from collections.abc import Sequence

import llama_cpp
import numpy as np

from chatbelle.engine.protocol import Sampling
from chatbelle.engine.vocabulary import Vocabulary

# Where DRY lets a repetition begin anew: llama.cpp's defaults.
_DRY_BREAKERS = (b"\n", b":", b'"', b"*")


class Sampler:
    """A sampler chain that must be freed; sees the prompt's end too, so that penalties know what was just said."""

    def __init__(self, sampling: Sampling, vocabulary: Vocabulary, context_tokens: int, prompt: Sequence[int]) -> None:
        self._is_greedy = sampling.temperature <= 0 and not _penalises(sampling) and not sampling.dry_multiplier
        self._logits = ctypes.c_float * vocabulary.token_count
        self._chain = llama_cpp.llama_sampler_chain_init(llama_cpp.llama_sampler_chain_default_params())
        for link in _links(sampling, vocabulary, context_tokens):
            llama_cpp.llama_sampler_chain_add(self._chain, link)  # the chain frees its links
        looks_back = max(
            sampling.penalty_tokens if _penalises(sampling) else 0,
            sampling.dry_tokens if sampling.dry_multiplier else 0,
        )
        for token in prompt[-looks_back:] if looks_back else ():
            llama_cpp.llama_sampler_accept(self._chain, token)

    def next_token(self, context: "llama_cpp.llama_context_p", row: int = -1) -> int:
        """A token for a row of the logits that were decoded last; -1 is the last one."""
        if self._is_greedy:  # llama.cpp would copy all logits for its chain: 1 % of a small model's token
            logits = self._logits.from_address(ctypes.addressof(llama_cpp.llama_get_logits_ith(context, row).contents))
            return int(np.frombuffer(memoryview(logits), np.float32).argmax())
        return int(llama_cpp.llama_sampler_sample(self._chain, context, row))

    def free(self) -> None:
        """Free the chain and its links."""
        llama_cpp.llama_sampler_free(self._chain)


def _links(sampling: Sampling, vocabulary: Vocabulary, context_tokens: int) -> "list[llama_cpp.llama_sampler_p]":
    links = []
    if _penalises(sampling):
        links.append(_penalties(sampling, vocabulary))
    if sampling.dry_multiplier:
        links.append(_dry(sampling, vocabulary, context_tokens))
    if sampling.temperature <= 0:
        return [*links, llama_cpp.llama_sampler_init_greedy()]
    if sampling.top_k > 0:
        links.append(llama_cpp.llama_sampler_init_top_k(sampling.top_k))
    if sampling.typical_p < 1:
        links.append(llama_cpp.llama_sampler_init_typical(sampling.typical_p, 1))
    if sampling.top_p < 1:
        links.append(llama_cpp.llama_sampler_init_top_p(sampling.top_p, 1))
    if sampling.min_p > 0:
        links.append(llama_cpp.llama_sampler_init_min_p(sampling.min_p, 1))
    seed = llama_cpp.LLAMA_DEFAULT_SEED if sampling.seed is None else sampling.seed & 0xFFFFFFFF
    return [
        *links,
        llama_cpp.llama_sampler_init_temp(sampling.temperature),
        llama_cpp.llama_sampler_init_dist(seed),
    ]


def _penalises(sampling: Sampling) -> bool:
    return (sampling.repetition_penalty, sampling.frequency_penalty, sampling.presence_penalty) != (1.0, 0.0, 0.0)


def _penalties(sampling: Sampling, vocabulary: Vocabulary) -> "llama_cpp.llama_sampler_p":
    values = (
        sampling.penalty_tokens,
        sampling.repetition_penalty,
        sampling.frequency_penalty,
        sampling.presence_penalty,
    )
    # llama-cpp-python 0.3.36 wants the size of the vocabulary first; 0.3.32, which phones get, does not.
    wants_vocabulary = len(llama_cpp.llama_sampler_init_penalties.argtypes) > len(values)
    first = (vocabulary.token_count,) if wants_vocabulary else ()
    link: llama_cpp.llama_sampler_p = llama_cpp.llama_sampler_init_penalties(*first, *values)
    return link


def _dry(sampling: Sampling, vocabulary: Vocabulary, context_tokens: int) -> "llama_cpp.llama_sampler_p":
    breakers = (ctypes.c_char_p * len(_DRY_BREAKERS))(*_DRY_BREAKERS)
    values = (
        sampling.dry_multiplier,
        sampling.dry_base,
        sampling.dry_allowed_length,
        sampling.dry_tokens,
        breakers,
        len(_DRY_BREAKERS),
    )
    # 0.3.32 wants the context's length after the vocabulary; 0.3.36 does not.
    wants_context = len(llama_cpp.llama_sampler_init_dry.argtypes) > len(values) + 1
    first = (vocabulary.pointer, context_tokens) if wants_context else (vocabulary.pointer,)
    link: llama_cpp.llama_sampler_p = llama_cpp.llama_sampler_init_dry(*first, *values)
    return link
