"""The settings on disk."""

from pathlib import Path

import pytest

from chatbelle.errors import SettingsError
from chatbelle.history import ChatOrder
from chatbelle.settings import Brightness, Settings, read_settings, write_settings
from chatbelle.words import Language


def test_settings_come_back_as_they_were_written(tmp_path: Path):
    settings = Settings(
        Language.ZH,
        Brightness.DARK,
        Path("/somewhere/模型.gguf"),
        (Path("/模型"), Path("/b.gguf")),
        "https://hf-mirror.com",
        ("你是诗人。",),
        ChatOrder.TITLE,
        suggest_titles=False,
    )
    write_settings(tmp_path / "settings.json", settings)
    assert read_settings(tmp_path / "settings.json") == settings
    assert not list(tmp_path.glob("*.part"))


def test_without_a_file_there_are_defaults(tmp_path: Path):
    assert read_settings(tmp_path / "settings.json") == Settings()


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{", '{"language": "xx"}', '{"model": 3}', '{"model_folders": 3}', '{"chat_order": "x"}', "\udcff"],
)
def test_a_damaged_file_is_an_error_with_a_remedy(tmp_path: Path, content: str):
    file = tmp_path / "settings.json"
    file.write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(SettingsError) as caught:
        read_settings(file)
    assert str(file) in caught.value.remedy.en


def test_what_is_unknown_is_ignored(tmp_path: Path):
    file = tmp_path / "settings.json"
    file.write_text('{"language": "en", "from_the_future": 1}')
    assert read_settings(file) == Settings(Language.EN)
