"""The settings on disk."""

import json
from dataclasses import fields
from pathlib import Path

import pytest

from chatbelle.engine.protocol import CacheType, Loading
from chatbelle.errors import SettingsError
from chatbelle.history import ChatOrder
from chatbelle.settings import Brightness, KeptSettings, Settings, TextSize, WindowSize, read_settings, write_settings
from chatbelle.words import Language


def test_settings_come_back_as_they_were_written(tmp_path: Path):
    settings = Settings(
        language=Language.ZH,
        brightness=Brightness.DARK,
        high_contrast=True,
        text_size=TextSize.LARGE,
        send_with_ctrl_enter=True,
        suggest_titles=False,
        welcomed=True,
        threads=4,
        context_tokens=8192,
        cache_type=CacheType.Q8_0,
        snapshot_bytes=0,
        rest_after_minutes=None,
        model=Path("/somewhere/模型.gguf"),
        model_folders=(Path("/模型"), Path("/b.gguf")),
        endpoint="https://hf-mirror.com",
        personas=("你是诗人。",),
        window=WindowSize(800, 600, maximized=True),
        chat_order=ChatOrder.TITLE,
    )
    write_settings(tmp_path / "settings.json", settings)
    assert read_settings(tmp_path / "settings.json") == settings
    assert not list(tmp_path.glob("*.part"))


def test_without_a_file_there_are_defaults(tmp_path: Path):
    assert read_settings(tmp_path / "settings.json") == Settings()


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{",
        '{"language": "xx"}',
        '{"model": 3}',
        '{"model_folders": 3}',
        '{"threads": -1}',
        '{"window": 3}',
        '{"window": {"depth": 3}}',
        '{"chat_order": "x"}',
        "\udcff",
    ],
)
def test_a_damaged_file_is_an_error_with_a_remedy(tmp_path: Path, content: str):
    file = tmp_path / "settings.json"
    file.write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(SettingsError) as caught:
        read_settings(file)
    assert str(file) in caught.value.remedy.en


def test_what_a_newer_version_has_chosen_is_kept(tmp_path: Path):
    file = tmp_path / "settings.json"
    file.write_text('{"language": "en", "from_the_future": {"a": 1}}')
    KeptSettings(file).change(language=Language.ZH)
    assert json.loads(file.read_text())["from_the_future"] == {"a": 1}
    assert read_settings(file).language is Language.ZH


def test_what_was_asked_for_at_the_start_goes_before_what_is_set():
    settings = Settings(threads=4, context_tokens=8192, snapshot_bytes=5)
    assert settings.loading(Loading(context_tokens=512)) == Loading(context_tokens=512, threads=4, snapshot_bytes=5)


def test_locked_chats_keep_no_states_whatever_is_set():
    assert Settings().loading(Loading(snapshot_bytes=0)).snapshot_bytes == 0


def test_every_setting_has_a_name_of_its_own_in_the_file(tmp_path: Path):
    write_settings(tmp_path / "settings.json", Settings())
    kept = json.loads((tmp_path / "settings.json").read_text())
    assert kept.keys() | {"unknown"} == {each.name for each in fields(Settings)}
