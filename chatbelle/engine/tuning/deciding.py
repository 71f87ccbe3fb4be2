"""What is decided without measuring: llama.cpp's defaults, phones, and how much a graphics processor takes."""

from dataclasses import replace

from chatbelle.engine.threads import Cores
from chatbelle.engine.tuned import Tuning
from chatbelle.memory import BATCH_TOKENS

LLAMA_CPP_BATCH_TOKENS = 512  # its n_ubatch
MOST_PHONE_THREADS = 4
APPLE_FAST_CORES = 2  # of every iPhone's six
GPU_RESERVE_SHARE, GPU_RESERVE_BYTES = 0.1, 512 * 1024**2  # for the screen, and what llama.cpp computes in


def untuned(cores: Cores) -> Tuning:
    """What is used until something is measured: a thread for each core."""
    return Tuning(cores.physical, cores.physical, BATCH_TOKENS)


def limited(tuning: Tuning, most_threads: int | None) -> Tuning:
    """The tuning with no more threads than the person allows, where there is a limit."""
    most = most_threads or max(tuning.decode_threads, tuning.prompt_threads)
    return replace(
        tuning, decode_threads=min(most, tuning.decode_threads), prompt_threads=min(most, tuning.prompt_threads)
    )


def llama_cpp_defaults(cores: Cores) -> Tuning:
    """What llama.cpp's own programs take, at any time."""
    return Tuning(cores.physical, cores.physical, LLAMA_CPP_BATCH_TOKENS, steady=True)


def phone_tuning(platform: str, cores: Cores) -> Tuning:
    """On phones nothing is measured, to spare the battery: the fast cores compute, which are half of them or fewer.

    A slow core holds all others up, because each step ends with the last thread.
    """
    fast = APPLE_FAST_CORES if platform == "ios" else min(MOST_PHONE_THREADS, cores.physical // 2)
    threads = max(1, min(fast, cores.physical))
    return Tuning(threads, threads, BATCH_TOKENS)


def gpu_layers(layers: int, weights_bytes: int, cache_bytes: int, free_gpu_bytes: int | None) -> int:
    """How many of the model's `layers` the graphics processor has room for, their part of the KV cache with them.

    The output layer counts as one more: `layers + 1` is all of it, as llama.cpp counts, and so it is with None bytes,
    where nobody knows: then llama.cpp will say whether it can.
    """
    if free_gpu_bytes is None:
        return layers + 1
    room_bytes = free_gpu_bytes - max(GPU_RESERVE_BYTES, int(free_gpu_bytes * GPU_RESERVE_SHARE))
    layer_bytes = max(1, (weights_bytes + cache_bytes) // (layers + 1))
    return max(0, min(layers + 1, room_bytes // layer_bytes))
