"""The terminal chat in a real terminal, with the real model: keys go in, and what a person would see is read."""

import os
import re
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pexpect
import pytest

from chatbelle.store.chats import open_store

pytestmark = pytest.mark.model

ROOT = Path(__file__).parents[2]
ENTER, ALT_ENTER, CTRL_C, CTRL_D, UP = "\r", "\x1b\r", "\x03", "\x04", "\x1b[A"
STYLES_AND_MOVES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
PROMPT = "› "
STORY = "Tell me a long story about sailors."


class Terminal:
    """`chatbelle chat` in a terminal of its own."""

    def __init__(self, *options: str) -> None:
        environment = {**os.environ, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "PROMPT_TOOLKIT_NO_CPR": "1"}
        self.process = pexpect.spawn(
            sys.executable, ["-m", "chatbelle.cli", "chat", *options], cwd=ROOT, env=environment, dimensions=(40, 100)
        )
        self._unread = ""

    def type(self, keys: str) -> None:
        self.process.send(keys)

    def read_until(self, expected: str, seconds: float = 30) -> str:
        """What appears up to and including `expected`, without colours and cursor moves."""
        deadline = time.monotonic() + seconds
        while expected not in self._unread:
            assert time.monotonic() < deadline, f"{expected!r} did not come, but {self._unread!r}"
            with suppress(pexpect.TIMEOUT):
                new = self.process.read_nonblocking(65536, timeout=0.2).decode(errors="replace")
                self._unread += STYLES_AND_MOVES.sub("", new)
        seen, self._unread = self._unread.split(expected, 1)
        return seen + expected

    def ends_with(self) -> int | None:
        """The exit code of the command, which is about to end."""
        self.process.expect(pexpect.EOF, timeout=10)
        self.process.close()
        return self.process.exitstatus

    def close(self) -> None:
        self.process.close(force=True)


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    terminal = Terminal("--temperature", "0", "--max-tokens", "200")
    terminal.read_until(PROMPT)
    yield terminal
    terminal.close()


def kept_messages(home: Path) -> list[str]:
    store = open_store(home / "chats.sqlite3")
    (line,) = store.chats()
    texts = [message.text for message in store.chat(line.id).path()]
    store.close()
    return texts


def test_ctrl_c_stops_the_answer_and_not_the_program(terminal: Terminal, chatbelle_home: Path) -> None:
    terminal.type(STORY + ENTER)
    terminal.read_until(" and ")  # in the story, not in the question
    terminal.type(CTRL_C)
    assert "^C" not in terminal.read_until("stopped", seconds=3)
    terminal.read_until(PROMPT)
    terminal.type("What is 2+2?" + ENTER)
    terminal.read_until("tokens/s")
    terminal.type(CTRL_D)
    assert terminal.ends_with() == 0
    question, story, second, answer = kept_messages(chatbelle_home)
    assert (question, second) == (STORY, "What is 2+2?")
    assert story
    assert answer


def test_a_second_ctrl_c_at_an_empty_prompt_leaves(terminal: Terminal) -> None:
    terminal.type("half a thought" + CTRL_C)
    terminal.read_until(PROMPT)
    terminal.type(CTRL_C)
    terminal.read_until("Ctrl+C again")
    terminal.read_until(PROMPT)
    terminal.type(CTRL_C)
    assert terminal.ends_with() == 0


def test_alt_enter_a_backslash_and_a_paste_make_lines_of_one_message(terminal: Terminal, chatbelle_home: Path) -> None:
    terminal.type(f"one{ALT_ENTER}two\\{ENTER}\x1b[200~three\r\n四\x1b[201~{ENTER}")
    terminal.read_until("tokens/s")
    terminal.type("/quit" + ENTER)
    assert terminal.ends_with() == 0
    assert kept_messages(chatbelle_home)[0] == "one\ntwo\nthree\n四"


def test_the_arrow_keys_bring_back_messages_of_an_earlier_run(terminal: Terminal, chatbelle_home: Path) -> None:
    terminal.type("Hello from before" + ENTER)
    terminal.read_until("tokens/s")
    terminal.type(CTRL_D)
    terminal.ends_with()
    again = Terminal("--temperature", "0", "--max-tokens", "20", "--chat", "1")
    assert "Opened: Hello from before" in again.read_until(PROMPT)
    again.type(UP)
    again.read_until("Hello from before")
    again.type(ENTER)
    again.read_until("tokens/s")
    again.type(CTRL_D)
    assert again.ends_with() == 0
    again.close()
    assert kept_messages(chatbelle_home)[::2] == ["Hello from before"] * 2


def test_a_killed_terminal_leaves_no_engine_behind_and_keeps_the_chat(terminal: Terminal, chatbelle_home: Path) -> None:
    terminal.type(STORY + ENTER)
    terminal.read_until(" and ")  # in the story, not in the question
    engines = children_of(terminal.process.pid)
    terminal.process.kill(signal.SIGKILL)
    terminal.process.wait()
    assert engines
    deadline = time.monotonic() + 5
    while any(is_running(engine) for engine in engines):
        assert time.monotonic() < deadline, "the engine outlived its parent"
        time.sleep(0.05)
    assert kept_messages(chatbelle_home)[0] == STORY


def children_of(process: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def is_running(process: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except FileNotFoundError:
        return False
