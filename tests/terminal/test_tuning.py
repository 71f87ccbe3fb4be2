"""`chatbelle tune`: measures, shows what was found, or goes back to llama.cpp's defaults."""

import json
from collections.abc import Generator
from pathlib import Path

import pytest

from chatbelle.chat import StopReason
from chatbelle.engine.protocol import Finish, Loading, Piece
from chatbelle.engine.scripted import MEASURED, ScriptedEngine
from chatbelle.errors import MachineBusy, SettingsError
from chatbelle.settings import KeptSettings
from chatbelle.terminal.screen import Screen
from chatbelle.terminal.tuning import calibrate, keep_choice, show
from chatbelle.words import Language
from tests.test_cli import chatbelle


class BusyMachine(ScriptedEngine):
    """Never gets round to measuring."""

    def calibrate(self, anew: bool = False) -> Generator[Piece]:
        yield Piece("", Finish(StopReason.INTERRUPTED, 0, 0, 0, 0.0, 0.0))


def test_what_was_measured_is_shown_line_by_line() -> None:
    engine = ScriptedEngine("hi")
    calibrate(engine, Screen(Language.ZH))
    assert engine.computing.calibrated == MEASURED
    assert show(engine.computing, Language.ZH).splitlines()[0] == "解码用 3 个线程：比默认快 12 %。"


def test_a_busy_machine_is_an_error_with_a_remedy() -> None:
    with pytest.raises(MachineBusy):
        calibrate(BusyMachine("hi"), Screen(Language.EN))


def test_the_choice_is_kept_and_the_next_loading_heeds_it(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    keep_choice(KeptSettings(file), tuned=False)
    assert KeptSettings(file).settings.loading(Loading()) == Loading(tuned=False)
    keep_choice(KeptSettings(file), tuned=True)
    assert KeptSettings(file).settings.loading(Loading()) == Loading()


def test_settings_that_cannot_be_read_are_not_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text("{", encoding="utf-8")
    with pytest.raises(SettingsError):
        keep_choice(KeptSettings(file), tuned=False)
    assert file.read_text(encoding="utf-8") == "{"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--show", "--defaults"], "do not go together"),
        (["no-such-model"], "no-such-model"),
        (["missing.gguf", "--show"], "missing.gguf"),
        (["--nonsense"], "--nonsense"),
    ],
)
def test_wrong_input_is_named_and_exits_with_2(arguments: list[str], said: str) -> None:
    done = chatbelle("tune", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


@pytest.mark.model
def test_defaults_need_no_model_and_are_shown_for_each(chatbelle_home: Path) -> None:
    assert chatbelle("tune", "--defaults").returncode == 0
    assert json.loads((chatbelle_home / "settings.json").read_text(encoding="utf-8"))["tuned"] is False
    done = chatbelle("tune", "--show")
    assert (done.returncode, done.stdout) == (0, "llama.cpp's defaults are used.\n")
