"""The command line as programs and shells meet it: real processes, their output and exit codes."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import pytest

from chatbelle.chat import Message, Role
from chatbelle.store.chats import open_store

ROOT = Path(__file__).parents[1]
COMMAND = [sys.executable, "-m", "chatbelle.cli"]


def chatbelle(*arguments: str | Path, stdin: str | bytes = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command with this input; bytes are passed on as they are."""
    process = subprocess.run(
        [*COMMAND, *map(os.fspath, arguments)],
        cwd=ROOT,
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        timeout=60,
        check=False,
        env={**os.environ, "LC_ALL": "C.UTF-8", **environment},
    )
    return subprocess.CompletedProcess(
        process.args, process.returncode, process.stdout.decode(), process.stderr.decode()
    )


@pytest.fixture
def text_file(tmp_path: Path) -> Path:
    path = tmp_path / "notes.txt"
    path.write_text("no model at all")
    return path


# --- Wrong input ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("command", ["ask", "chat"])
@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--model", "missing.gguf"], "no file missing.gguf"),
        (["--model", "."], "is not a file"),
        (["--max-tokens", "-5"], "--max-tokens"),
        (["--max-tokens", "many"], "--max-tokens"),
        (["--temperature", "-1"], "--temperature"),
        (["--seed", "-1"], "--seed"),
        (["--context", "0"], "--context"),
        (["--format", "nonsense"], "“nonsense”"),
        (["--nonsense"], "--nonsense"),
    ],
)
def test_wrong_options_are_named_and_exit_with_2(command: str, options: list[str], said: str) -> None:
    done = chatbelle(command, *options, stdin="Hello")
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["ask", "chat"])
def test_a_file_that_is_no_model_is_refused(command: str, text_file: Path) -> None:
    done = chatbelle(command, "--model", text_file, stdin="Hello")
    assert (done.returncode, done.stdout) == (1, "")
    assert "is not a GGUF model file" in done.stderr


@pytest.mark.parametrize(("arguments", "stdin"), [([], ""), (["-"], ""), ([""], ""), (["  "], " \n"), (["-"], "\n\n")])
def test_an_empty_question_is_refused(arguments: list[str], stdin: str) -> None:
    done = chatbelle("ask", *arguments, stdin=stdin)
    assert (done.returncode, done.stdout) == (2, "")
    assert "There is no question." in done.stderr


def test_a_command_that_does_not_exist_is_refused() -> None:
    assert chatbelle("asks").returncode == 2


def test_errors_come_in_the_persons_language() -> None:
    done = chatbelle("ask", "--model", "missing.gguf", "你好", LC_ALL="zh_CN.UTF-8")
    assert "找不到文件 missing.gguf。" in done.stderr
    assert "请检查路径，或换一个模型。" in done.stderr


def test_the_chosen_language_wins_over_the_systems(chatbelle_home: Path) -> None:
    chatbelle_home.mkdir()
    (chatbelle_home / "settings.json").write_text('{"language": "zh"}')
    assert "没有问题可答。" in chatbelle("ask").stderr


def test_help_is_in_the_systems_language() -> None:
    assert "Answer one question" in chatbelle("ask", "--help").stdout
    assert "回答一个问题" in chatbelle("ask", "--help", LC_ALL="zh_CN.UTF-8").stdout


def test_damaged_chats_are_said_plainly_and_left_alone(chatbelle_home: Path) -> None:
    chatbelle_home.mkdir()
    (chatbelle_home / "chats.sqlite3").write_text("garbage")
    done = chatbelle("chat", stdin="Hello")
    assert done.returncode == 1
    assert "damaged" in done.stderr
    assert (chatbelle_home / "chats.sqlite3").read_text() == "garbage"


def test_an_unexpected_error_is_a_calm_sentence_and_a_note(chatbelle_home: Path, tmp_path: Path) -> None:
    (tmp_path / "psutil.py").write_text("raise ValueError('nobody thought of this')")
    done = chatbelle("doctor", PYTHONPATH=os.fspath(tmp_path))
    assert done.returncode == 1
    assert "Something went wrong in ChatBelle itself." in done.stderr
    assert "Traceback" not in done.stderr
    (note,) = (chatbelle_home / "cache").glob("crash-*.txt")
    assert "nobody thought of this" in note.read_text()
    assert os.fspath(note) in done.stderr


@pytest.mark.parametrize("command", ["ask", "chat", "doctor"])
def test_a_home_that_cannot_be_is_said_plainly(chatbelle_home: Path, command: str) -> None:
    chatbelle_home.write_text("a file where the folder should be")
    done = chatbelle(command, stdin="Hello")
    assert done.returncode == 1
    assert "choose another with CHATBELLE_HOME" in done.stderr


# --- With the real model ----------------------------------------------------------------------------------------------
@pytest.mark.model
def test_the_answer_alone_is_on_stdout() -> None:
    done = chatbelle("ask", "What is 2+2?", "--temperature", "0")
    assert done.returncode == 0
    assert "4" in done.stdout
    assert done.stdout.endswith("\n")
    assert done.stderr == ""


@pytest.mark.model
def test_the_same_seed_gives_the_same_answer() -> None:
    first, second = (chatbelle("ask", "Tell a story", "--seed", "7", "--max-tokens", "30").stdout for _ in range(2))
    assert first == second != chatbelle("ask", "Tell a story", "--seed", "8", "--max-tokens", "30").stdout


@pytest.mark.model
def test_what_is_piped_in_belongs_to_the_question() -> None:
    done = chatbelle("ask", "Repeat the name of the city:", "--temperature", "0", stdin="The city is Lisbon.\n")
    assert "Lisbon" in done.stdout


@pytest.mark.model
def test_an_answer_that_was_cut_short_is_told_on_stderr() -> None:
    done = chatbelle("ask", "-", "--max-tokens", "3", stdin="Tell a long story.")
    assert done.returncode == 0
    assert "after 3 tokens" in done.stderr


@pytest.mark.model
def test_broken_bytes_are_read_as_well_as_they_can_be() -> None:
    assert chatbelle("ask", "-", "--max-tokens", "3", stdin=b"Hello \xff\xfe \x00 world").returncode == 0


@pytest.mark.model
def test_a_question_that_is_too_long_is_refused_with_its_size() -> None:
    done = chatbelle("ask", "-", stdin="word " * 10_000)
    assert (done.returncode, done.stdout) == (1, "")
    assert re.search(r"has 1\d{4} tokens", done.stderr)
    assert "nothing is lost" in done.stderr


@pytest.mark.model
def test_a_question_is_not_kept(chatbelle_home: Path) -> None:
    chatbelle("ask", "Hello", "--max-tokens", "3")
    assert not (chatbelle_home / "chats.sqlite3").exists()


@pytest.mark.model
def test_head_may_stop_reading() -> None:
    with subprocess.Popen(
        [*COMMAND, "ask", "Write a very long essay about the history of tea."],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.read(1)
        process.stdout.close()
        assert process.wait(30) == 0
        assert process.stderr.read() == b""


@pytest.mark.model
def test_ctrl_c_ends_an_answer_with_130_and_keeps_what_was_said() -> None:
    with subprocess.Popen(
        [*COMMAND, "ask", "Write a very long essay about the history of tea."],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout
        assert process.stderr
        first = process.stdout.read(1)
        process.send_signal(signal.SIGINT)
        rest = process.stdout.read()
        assert process.wait(10) == 130
        assert (first + rest).endswith(b"\n")
        assert b"Traceback" not in process.stderr.read()


@pytest.mark.model
@pytest.mark.parametrize("command", [["ask", "Write a very long essay about the history of tea."], ["doctor"]])
@pytest.mark.parametrize("after_seconds", [0.0, 0.1, 0.3, 0.5, 0.7, 0.9])
def test_ctrl_c_at_any_moment_shows_no_traceback(command: list[str], after_seconds: float) -> None:
    with subprocess.Popen(
        [sys.executable, "-X", "importtime", *COMMAND[1:], *command],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        assert process.stderr
        wait_for(process.stderr, b"typer")  # Python itself has started, and `main` runs
        time.sleep(after_seconds)
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to every process of the command
        assert b"Traceback" not in process.stderr.read()
        # Python ends itself by the signal if it came while a dataclass was being made. A shell calls both 130.
        assert process.wait(10) in (130, -signal.SIGINT)


def wait_for(lines: Iterable[bytes], word: bytes) -> None:
    assert any(word in line for line in lines)


@pytest.mark.model
def test_lines_from_a_pipe_are_a_conversation_that_is_kept(chatbelle_home: Path) -> None:
    done = chatbelle("chat", "--temperature", "0", "--max-tokens", "20", stdin="My name is Ada.\nWhat is my name?\n")
    assert done.returncode == 0
    assert "\x1b" not in done.stdout + done.stderr
    store = open_store(chatbelle_home / "chats.sqlite3")
    (line,) = store.chats()
    assert [message.text for message in store.chat(line.id).path()][::2] == ["My name is Ada.", "What is my name?"]
    store.close()


@pytest.mark.model
def test_the_doctor_finds_a_machine_that_can_chat() -> None:
    done = chatbelle("doctor", "--json")
    report = json.loads(done.stdout)
    assert report["ok"] is (done.returncode == 0) is True
    assert report["trial"]["tokens_per_second"] > 0
    assert report["llama_cpp"]["features"]


@pytest.mark.model
def test_the_doctor_says_what_is_broken_and_exits_with_1(chatbelle_home: Path) -> None:
    chatbelle_home.mkdir()
    (chatbelle_home / "chats.sqlite3").write_text("garbage")
    done = chatbelle("doctor", LC_ALL="zh_CN.UTF-8")
    assert done.returncode == 1
    assert "✗ 不能用：保存对话的文件已损坏" in done.stdout


def test_the_app_refuses_a_prompt_format_that_it_does_not_know() -> None:
    done = chatbelle("--format", "nonsense")
    assert done.returncode == 2
    assert "“nonsense”" in done.stderr


# --- The history ------------------------------------------------------------------------------------------------------
@pytest.fixture
def two_chats(chatbelle_home: Path) -> None:
    chatbelle_home.mkdir()
    store = open_store(chatbelle_home / "chats.sqlite3")
    for title, text in (("茶", "喝什么茶？"), ("Tea", "Which tea?")):
        store.add(store.new_chat(title).id, Message(Role.USER, text))
    store.close()


@pytest.mark.usefixtures("two_chats")
def test_search_names_the_chat_and_shows_the_words() -> None:
    assert chatbelle("search", "什么").stdout == "  2  茶: 喝什么茶？\n"
    done = chatbelle("search", "coffee")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "Nothing was found.\n")


@pytest.mark.usefixtures("two_chats")
def test_a_chat_is_exported_into_a_file_and_all_into_a_folder(tmp_path: Path) -> None:
    assert chatbelle("export", "2", tmp_path / "tea.md").returncode == 0
    assert (tmp_path / "tea.md").read_text(encoding="utf-8").startswith("# 茶\n")
    done = chatbelle("export", "--format", "html", tmp_path / "all")
    assert (done.returncode, done.stderr) == (0, f"2 chats are in {tmp_path / 'all'}.\n")
    assert sorted(path.name for path in (tmp_path / "all").iterdir()) == ["Tea.html", "茶.html"]


@pytest.mark.usefixtures("two_chats")
@pytest.mark.parametrize(
    ("arguments", "code", "said"), [(["9", "x.md"], 2, "number 9"), (["1", "."], 1, "there already")]
)
def test_an_export_that_cannot_be_says_why(arguments: list[str], code: int, said: str) -> None:
    done = chatbelle("export", *arguments)
    assert (done.returncode, said in done.stderr, "Traceback" in done.stderr) == (code, True, False)


def test_where_there_are_no_chats_nothing_is_exported(tmp_path: Path) -> None:
    done = chatbelle("export", tmp_path / "all", CHATBELLE_HOME=str(tmp_path / "empty"))
    assert (done.returncode, "no chats yet" in done.stderr) == (2, True)
    assert not (tmp_path / "all").exists()


@pytest.mark.usefixtures("two_chats")
def test_exported_chats_come_in_elsewhere_and_only_once(tmp_path: Path) -> None:
    file = tmp_path / "chats.json"
    assert chatbelle("export", "--format", "json", file).returncode == 0
    elsewhere = {"CHATBELLE_HOME": str(tmp_path / "elsewhere")}
    assert chatbelle("import", file, **elsewhere).stderr == "2 chats are new, 0 were there already.\n"
    assert chatbelle("import", file, **elsewhere).stderr == "0 chats are new, 2 were there already.\n"
    assert chatbelle("search", "tea", **elsewhere).stdout.count("\n") == 2


def test_other_programs_chats_on_this_machine_are_listed_and_come_in(tmp_path: Path) -> None:
    home = {"HOME": str(tmp_path), "USERPROFILE": str(tmp_path)}
    assert chatbelle("import", **home).stderr.startswith("No other program's chats were found.")
    thread = tmp_path / "jan" / "threads" / "a"
    thread.mkdir(parents=True)
    (thread / "thread.json").write_text('{"id": "a", "title": "Tea"}')
    listed = chatbelle("import", **home).stdout
    assert listed == f"Jan: {tmp_path / 'jan' / 'threads'}\n"
    assert chatbelle("import", listed.strip().removeprefix("Jan: ")).stderr.startswith("1 chats are new")


def test_a_file_without_chats_is_refused_by_name(text_file: Path) -> None:
    done = chatbelle("import", text_file)
    assert (done.returncode, "notes.txt is damaged" in done.stderr) == (1, True)
