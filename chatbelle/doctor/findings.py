"""What follows from the facts: pure rules, each a sentence and a remedy."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from chatbelle import words
from chatbelle.doctor.machine import Machine
from chatbelle.doctor.trial import Build, Trial, build_anew
from chatbelle.errors import ChatBelleError
from chatbelle.words import Phrase

GIB = 1024**3
X86_FEATURES = {"SSE3", "SSSE3", "AVX"}  # any of them in a build says that it is for x86


class Gravity(StrEnum):
    """How bad it is."""

    BROKEN = "broken"
    SLOW = "slow"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Finding:
    """What is the matter, and how to mend it."""

    gravity: Gravity
    what: Phrase
    remedy: Phrase


def broken(error: ChatBelleError) -> Finding:
    """The finding that an error is."""
    return Finding(Gravity.BROKEN, error.what, error.remedy)


def findings_about_machine(machine: Machine) -> Iterator[Finding]:
    """Too little of something, or too much else going on."""
    if machine.cores < 4:
        yield Finding(Gravity.SLOW, words.FEW_CORES.filled(cores=machine.cores), words.SMALL_MODELS)
    if machine.busy_threads > machine.threads * 0.75:
        busy = words.MACHINE_BUSY.filled(busy=f"{machine.busy_threads:.1f}", threads=machine.threads)
        yield Finding(Gravity.SLOW, busy, words.CLOSE_OTHERS)
    if machine.memory_bytes < 8 * GIB:
        small = words.LITTLE_MEMORY.filled(memory=in_gib(machine.memory_bytes))
        yield Finding(Gravity.SLOW, small, words.SMALL_MODELS)
    if machine.free_bytes < 1 * GIB:
        free = words.LITTLE_FREE_MEMORY.filled(free=in_gib(machine.free_bytes))
        yield Finding(Gravity.SLOW, free, words.CLOSE_OTHERS)
    if machine.swap_used_bytes > GIB // 2 and machine.free_bytes < 2 * GIB:
        swap = words.SWAP_USED.filled(swap=in_gib(machine.swap_used_bytes))
        yield Finding(Gravity.SLOW, swap, words.CLOSE_OTHERS)
    if machine.disk_free_bytes < GIB:
        disk = words.LITTLE_DISK.filled(free=in_gib(machine.disk_free_bytes))
        yield Finding(Gravity.HINT, disk, words.FREE_SOME_DISK)
    if not machine.clients:
        yield Finding(Gravity.BROKEN, words.NO_CLIENT, words.INSTALL_CLIENT)


def findings_about_build(build: Build, machine: Machine, tried: bool) -> Iterator[Finding]:
    """What the installed llama.cpp lacks on this machine, or has too much of."""
    if X86_FEATURES & set(build.features) and "AVX2" not in build.features:
        if "avx2" in machine.processor_features:
            yield Finding(Gravity.SLOW, words.BUILD_WITHOUT_AVX2, build_anew())
        else:
            yield Finding(Gravity.SLOW, words.PROCESSOR_WITHOUT_AVX2, words.SMALL_MODELS)
    if any(feature.startswith("AMX") for feature in build.features) and not tried:
        yield Finding(Gravity.HINT, words.AMX_UNTRIED, words.INSTALL_BUILTIN)
    if machine.gpu_likely and not build.gpu:
        yield Finding(Gravity.HINT, words.GPU_UNUSED, words.INSTALL_GPU_BUILD)


def findings_about_trial(trial: Trial | None) -> Iterator[Finding]:
    """How a prompt went; None when there was no model to try."""
    if trial is None:
        yield Finding(Gravity.HINT, words.NOT_TRIED, words.INSTALL_BUILTIN)
    elif trial.error:
        yield broken(trial.error)


def in_gib(amount_bytes: int) -> str:
    """An amount of memory for people."""
    return f"{amount_bytes / GIB:.1f} GiB"
