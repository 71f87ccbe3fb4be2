"""The worker process: it may die at any moment, and the person loses nothing but a little time."""

import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from pathlib import Path
from time import monotonic, sleep

import psutil
import pytest

from chatbelle.chat import StopReason
from chatbelle.children import describe_exit
from chatbelle.engine.opening import open_engine
from chatbelle.engine.protocol import Engine, Loading, Sampling
from chatbelle.engine.worker import WorkerEngine, died_of_its_build
from chatbelle.errors import BrokenBuild, EngineCrashed, LoadCancelled, ModelError, NotEnoughMemory
from tests.engine.asking import answered, said

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(os.name == "nt", reason="Windows has no signals to kill with"),
]
DEADLY = [signal.SIGSEGV, signal.SIGABRT, signal.SIGKILL]
LONG = said("The crow sat in a tree. " * 120)
STORY = said("Tell me a long story about a fox and a crow.")
LONG_ANSWER = Sampling(temperature=0, max_tokens=400)  # which the model does fill


def workers() -> list[BaseProcess]:
    return [child for child in multiprocessing.active_children() if child.name == "chatbelle-engine"]


def kill(engine: Engine, deadly: signal.Signals) -> None:
    assert isinstance(engine, WorkerEngine)
    os.kill(engine.process_id, deadly)


@pytest.mark.parametrize("deadly", DEADLY)
def test_a_crash_while_loading_is_an_error_with_a_remedy(smollm2: Path, deadly: signal.Signals) -> None:
    others = workers()

    def kill_the_new_one(share: float) -> None:
        (new,) = [worker for worker in workers() if worker not in others]
        os.kill(new.pid or 0, deadly)

    with pytest.raises((EngineCrashed, NotEnoughMemory)) as crashed:
        open_engine(smollm2, on_progress=kill_the_new_one)
    assert isinstance(crashed.value, NotEnoughMemory) is (deadly is signal.SIGKILL)  # how systems take memory back
    assert deadly.name == crashed.value.details
    assert crashed.value.remedy.zh


@pytest.mark.parametrize("deadly", DEADLY)
def test_after_a_crash_while_reading_the_prompt_the_next_message_works(worker: Engine, deadly: signal.Signals) -> None:
    threading.Timer(0.15, kill, [worker, deadly]).start()
    with pytest.raises(EngineCrashed) as crashed:
        answered(worker, LONG)
    assert crashed.value.details == deadly.name
    assert answered(worker, STORY)[1].stop is StopReason.MAX_TOKENS


@pytest.mark.parametrize("deadly", DEADLY)
def test_after_a_crash_in_an_answer_what_was_said_is_there_and_the_next_works(
    worker: Engine, deadly: signal.Signals
) -> None:
    pieces = worker.reply(STORY, LONG_ANSWER)
    heard = [next(pieces).text for _ in range(8)]
    kill(worker, deadly)
    with pytest.raises(EngineCrashed) as crashed:
        heard += [piece.text for piece in pieces]
    assert crashed.value.details == deadly.name
    assert "".join(heard)
    assert answered(worker, STORY)[1].stop is StopReason.MAX_TOKENS


def test_an_illegal_instruction_is_recognised_as_a_broken_build_and_names_the_cure(worker: Engine) -> None:
    pieces = worker.reply(STORY, LONG_ANSWER)
    next(pieces)
    kill(worker, signal.SIGILL)
    with pytest.raises(BrokenBuild, match=r"-mno-amx-tile.*pip install"):
        list(pieces)


def test_loading_reports_its_progress(smollm2: Path) -> None:
    shares: list[float] = []
    open_engine(smollm2, Loading(context_tokens=512), on_progress=shares.append).close()
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_loading_can_be_cancelled_and_leaves_no_process(smollm2: Path) -> None:
    others, cancelled = workers(), threading.Event()
    with pytest.raises(LoadCancelled):
        open_engine(smollm2, on_progress=lambda share: cancelled.set(), cancelled=cancelled)
    assert_gone_soon(lambda: workers() == others)


def test_closing_ends_the_process_even_in_the_middle_of_an_answer(smollm2: Path) -> None:
    engine = open_engine(smollm2, Loading(context_tokens=512))
    assert isinstance(engine, WorkerEngine)
    pieces = engine.reply(STORY, LONG_ANSWER)
    next(pieces)
    engine.close()
    engine.close()
    assert not psutil.pid_exists(engine.process_id)
    with pytest.raises(EngineCrashed):
        list(pieces)


def test_a_rested_worker_gives_all_its_memory_back_and_answers_when_it_is_asked(smollm2: Path) -> None:
    engine = open_engine(smollm2, Loading(context_tokens=512))
    assert isinstance(engine, WorkerEngine)
    before = engine.process_id
    engine.rest()
    assert not psutil.pid_exists(before)
    assert answered(engine, STORY)[0]
    engine.close()


def test_a_model_that_was_removed_is_missed_by_its_name_when_it_is_needed_again(smollm2: Path, tmp_path: Path) -> None:
    model = Path(shutil.copy(smollm2, tmp_path / "moved.gguf"))
    engine = open_engine(model, Loading(context_tokens=512))
    pieces = engine.reply(STORY, Sampling(temperature=0, max_tokens=20))
    next(pieces)
    model.unlink()
    assert list(pieces)[-1].finish  # what is being said is said to its end
    engine.rest()
    with pytest.raises(ModelError, match=r"moved\.gguf"):
        list(engine.reply(STORY, Sampling(temperature=0, max_tokens=20)))
    engine.close()


def test_a_file_that_is_no_model_is_refused_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "diary.gguf").write_text("Dear diary")
    with pytest.raises(ModelError, match="diary"):
        open_engine(tmp_path / "diary.gguf")


PARENT = """
import sys
from pathlib import Path
from chatbelle.children import describe_exit
from chatbelle.chat import Message, Role
from chatbelle.engine.opening import open_engine
from chatbelle.engine.protocol import Loading, Sampling
if __name__ == "__main__":
    engine = open_engine(Path(sys.argv[1]), Loading(context_tokens=1024))
    print(engine.process_id, flush=True)
    for piece in engine.reply([Message(Role.USER, "The crow sat. " * 200)], Sampling(max_tokens=700)):
        print(piece.text, flush=True)
"""


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGSEGV])
@pytest.mark.parametrize("lines_heard", [0, 3], ids=["while reading", "while answering"])
def test_the_worker_ends_when_its_parent_ends_however_that_ends(
    smollm2: Path, tmp_path: Path, ending: signal.Signals, lines_heard: int
) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    command = [sys.executable, script, smollm2]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, text=True
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        while lines_heard and parent.stdout.readline().strip() == "":
            pass
        parent.send_signal(ending)
        parent.wait(10)
    assert_gone_soon(lambda: not psutil.pid_exists(child))


def assert_gone_soon(gone: Callable[[], bool]) -> None:
    until = monotonic() + 5
    while not gone() and monotonic() < until:
        sleep(0.02)
    assert gone()


def test_an_exit_is_described_by_its_signal_or_its_code() -> None:
    assert (describe_exit(-6), describe_exit(3)) == ("SIGABRT", "exit code 3")


@pytest.mark.parametrize(
    ("deadly", "amx_untried", "broken"),
    [
        (signal.SIGILL, False, True),
        (signal.SIGSEGV, True, True),
        (signal.SIGSEGV, False, False),
        (signal.SIGABRT, True, False),
    ],
)
def test_a_build_is_blamed_for_what_broken_builds_do(deadly: signal.Signals, amx_untried: bool, broken: bool) -> None:
    assert died_of_its_build(-deadly, amx_untried) is broken
