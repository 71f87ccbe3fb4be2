"""kill -9 at any moment: no chat is lost, and at most half a second of text."""

import json
import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from chatbelle.chat import Message, Role
from chatbelle.store.chats import open_store

ROOT = Path(__file__).parents[2]
RUNS = 50
LOSS_SECONDS = 0.5
SCRIPT = "".join(f"{number} 杯茶，" for number in range(60))  # some two seconds of talk


@dataclass(frozen=True)
class Seen:
    """What a killed run had reported."""

    chat_id: int | None
    asked: str | None
    certain: str  # the text that was on screen for half a second or longer
    ended: bool


def run_and_kill(path: Path, question: str, after_seconds: float) -> Seen:
    """Start one turn in a process of its own and kill it this long after its first word."""
    command = [sys.executable, "-m", "tests.store.one_turn", str(path), question, SCRIPT]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout
        child.stdout.readline()
        time.sleep(after_seconds)
        killed_at = time.monotonic()
        child.kill()
        reports = [json.loads(line) for line in child.stdout if line.endswith("}\n")]
    return Seen(
        next((report["chat"] for report in reports if "chat" in report), None),
        next((report["asked"] for report in reports if "asked" in report), None),
        "".join(report.get("piece", "") for report in reports if report["at"] < killed_at - LOSS_SECONDS),
        any("ended" in report for report in reports),
    )


def check(path: Path, seen: Seen) -> str:
    """The chat of a killed run is there with what was seen of it. Returns the part of the answer that was kept."""
    store = open_store(path)
    if seen.chat_id is None:
        kept: tuple[Message, ...] = ()
    else:
        kept = store.chat(seen.chat_id).path()
    store.close()
    if seen.asked:
        assert (kept[0].role, kept[0].text) == (Role.USER, seen.asked)
    answer = kept[1].text if len(kept) > 1 else ""
    assert answer.startswith(seen.certain)
    assert SCRIPT.startswith(answer)
    return answer


def test_a_kill_at_any_moment_loses_no_chat_and_at_most_half_a_second_of_text(tmp_path: Path) -> None:
    path = tmp_path / "chats.sqlite3"
    runs: list[Seen] = []
    answers: list[str] = []
    for number in range(RUNS):
        moment = random.uniform(0, 0.2) if number % 5 == 0 else random.uniform(0, 1.1)
        runs.append(run_and_kill(path, f"Question {number}: 今天怎么样？", moment))
        answers.append(check(path, runs[-1]))
    store = open_store(path)
    assert {run.chat_id for run in runs if run.chat_id} <= {line.id for line in store.chats()}
    store.close()
    assert [check(path, run) for run in runs] == answers
    assert any(run.certain for run in runs)  # or the test saw nothing
    assert not any(run.ended for run in runs)
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
