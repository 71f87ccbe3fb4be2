"""The passphrase in a real terminal: it is asked for, not shown, and a wrong one does no harm."""

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pexpect
import pytest

from chatbelle.chat import Message, Role
from chatbelle.store.chats import open_store
from chatbelle.store.driver import can_encrypt
from chatbelle.store.passphrase import set_passphrase

pytestmark = pytest.mark.skipif(not can_encrypt(), reason="SQLCipher is not installed")

ROOT = Path(__file__).parents[2]
SECONDS = 60


@pytest.fixture(autouse=True)
def chats(chatbelle_home: Path) -> Path:
    chatbelle_home.mkdir()
    path = chatbelle_home / "chats.sqlite3"
    with closing(open_store(path)) as store:
        store.add(store.new_chat("茶").id, Message(Role.USER, "喝什么茶？"))
    return path


def in_a_terminal(*arguments: str, answers: tuple[str, ...] = ()) -> tuple[int | None, str]:
    """Run the command and type these answers, one at each question; returns exit code and all that was seen."""
    process = pexpect.spawn(
        sys.executable,
        ["-m", "chatbelle.cli", *arguments],
        cwd=ROOT,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        dimensions=(40, 200),
        encoding="utf-8",
        timeout=SECONDS,
    )
    seen = ""
    for answer in answers:
        process.expect([": $", "more: $"])
        seen += process.before + process.after
        process.waitnoecho(SECONDS)
        process.sendline(answer)
    process.expect(pexpect.EOF)
    process.close()
    return process.exitstatus, seen + process.before


def test_chats_are_locked_searched_and_unlocked(chats: Path) -> None:
    code, seen = in_a_terminal("passphrase", answers=("eight is enough", "eight is enough"))
    assert (code, "nobody can open your chats again" in seen, "eight" in seen) == (0, True, False)
    code, seen = in_a_terminal("search", "茶", answers=("no such thing", "eight is enough"))
    assert (code, "does not open your chats" in seen, "喝什么茶？" in seen) == (0, True, True)
    assert in_a_terminal("passphrase", "--remove", answers=("eight is enough",))[0] == 0
    open_store(chats).close()


def test_a_new_passphrase_is_asked_for_twice(chats: Path) -> None:
    before = chats.read_bytes()
    code, seen = in_a_terminal("passphrase", answers=("eight is enough", "eight is not"))
    assert (code, "differ" in seen) == (2, True)
    assert chats.read_bytes() == before


def test_without_a_terminal_nobody_is_asked(chats: Path) -> None:
    set_passphrase(chats, None, "eight is enough")
    command = [sys.executable, "-m", "chatbelle.cli", "search", "茶"]
    done = subprocess.run(
        command,
        cwd=ROOT,
        input="eight is enough\n",
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    assert (done.returncode, done.stdout, "locked with a passphrase" in done.stderr) == (1, "", True)
