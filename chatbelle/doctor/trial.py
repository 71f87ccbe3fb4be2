"""Tries llama.cpp where its crash does no harm: in child processes."""

import platform
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from time import monotonic

from chatbelle import words
from chatbelle.chat import Message, Role
from chatbelle.children import children_deaf_to_ctrl_c
from chatbelle.doctor.machine import installed_version
from chatbelle.engine.opening import open_engine
from chatbelle.engine.protocol import Sampling
from chatbelle.engine.rebuild import rebuild_command
from chatbelle.errors import BrokenBuild, ChatBelleError
from chatbelle.words import Phrase

QUESTION = Message(Role.USER, "Count from one to twenty.")
SHORT = Sampling(temperature=0.0, max_tokens=32)


@dataclass(frozen=True, slots=True)
class Build:
    """The installed llama.cpp: the binding's version, what its library was compiled with, whether it can use a GPU."""

    version: str
    features: tuple[str, ...]
    gpu: bool


@dataclass(frozen=True, slots=True)
class Trial:
    """How one prompt went; the error, if it did not."""

    load_seconds: float = 0.0
    first_token_seconds: float = 0.0
    tokens_per_second: float = 0.0
    error: ChatBelleError | None = None


def installed_build() -> Build:
    """Ask the installed llama.cpp. Raises BrokenBuild when its library cannot even be loaded."""
    try:
        return in_a_child(read_build)
    except BrokenProcessPool as error:
        raise BrokenBuild(words.LIBRARY_CRASHES, build_anew()) from error
    except (ImportError, OSError, RuntimeError) as error:
        raise BrokenBuild(words.LIBRARY_UNUSABLE.filled(detail=error), build_anew()) from error


def read_build() -> Build:
    """The facts of the build. Importing them loads the library."""
    from chatbelle.engine.build import build_facts

    facts = build_facts()
    return Build(facts.binding_version, facts.features, facts.gpu)


def build_anew() -> Phrase:
    """How to get a llama.cpp that is right for this machine."""
    x86 = platform.machine().lower() in ("x86_64", "amd64") and installed_version("llama-cpp-python")
    return words.BUILD_ANEW.filled(command=rebuild_command() if x86 else "pip install --no-cache-dir llama-cpp-python")


def in_a_child(question: Callable[[], Build]) -> Build:
    """The answer to `question`, from a process of its own. Raises BrokenProcessPool when that process dies."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as child:
        with children_deaf_to_ctrl_c():
            asked = child.submit(question)
        return asked.result()


def try_prompt(model: Path) -> Trial:
    """Load the model and let it say a few words. Its engine runs in a child process already."""
    began = monotonic()
    try:
        with closing(open_engine(model)) as engine:
            load_seconds = monotonic() - began
            *_, last = engine.reply([QUESTION], SHORT)
    except ChatBelleError as error:
        return Trial(error=error)
    finish = last.finish
    if finish is None:
        return Trial(load_seconds)
    decoding_seconds = finish.seconds - finish.first_token_seconds
    rate = (finish.answer_tokens - 1) / decoding_seconds if decoding_seconds > 0 else 0.0
    return Trial(load_seconds, finish.first_token_seconds, rate)
