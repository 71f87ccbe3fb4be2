"""Specifies what the app shows itself with: the fonts, the browser's first page, the icon."""

import json
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

import flutter_fallback
import index_page
from chatbelle import words
from chatbelle.paths import assets_folder
from chatbelle.words import Phrase

ASSETS = assets_folder()
FALLBACK = ASSETS / "assets" / "fonts"


@pytest.fixture(scope="module")
def chinese() -> set[int]:
    return set(TTFont(ASSETS / "fonts" / "NotoSansSC-Regular.otf").getBestCmap())


@pytest.fixture(scope="module")
def asked_for() -> dict[str, frozenset[int]]:
    """What Flutter's engine in the installed flet_web asks for, by file."""
    import flet_web

    return flutter_fallback.fallback_files(Path(flet_web.__file__).parent / "web" / "main.dart.js")


def two_byte_characters(encoding: str, first: range, second: range) -> Iterator[str]:
    for lead in first:
        for trail in second:
            yield from bytes([lead, trail]).decode(encoding, errors="ignore")


def test_the_chinese_font_has_every_character_of_gb2312_and_every_hanzi_of_gbk(chinese: set[int]) -> None:
    simplified = set(two_byte_characters("gb2312", range(0xA1, 0xF8), range(0xA1, 0xFF)))
    gbk = set(two_byte_characters("gbk", range(0x81, 0xFF), range(0x40, 0xFF)))
    assert len(simplified) > 7000
    assert not [character for character in simplified if ord(character) not in chinese]
    assert not [character for character in gbk if "一" <= character <= "龥" and ord(character) not in chinese]


def test_the_chinese_font_has_full_width_punctuation_and_rare_names(chinese: set[int]) -> None:
    wanted = "，。；：？！、“”‘’「」『』（）《》〈〉【】〔〕…—～·￥％＋－" + "䶮龘㐂喆堃犇"
    assert not [character for character in wanted if ord(character) not in chinese]


def test_our_own_words_can_all_be_drawn(chinese: set[int]) -> None:
    symbols = {point for file in FALLBACK.glob("notosanssymbols2/*/*") for point in TTFont(file).getBestCmap()}
    ours = [value for value in vars(words).values() if isinstance(value, Phrase)]
    said = {character for phrase in ours for character in phrase.en + phrase.zh if character.isprintable()}
    assert not [character for character in said if ord(character) not in chinese | symbols]


def test_code_has_a_font_of_equal_widths() -> None:
    font = TTFont(ASSETS / "fonts" / "JetBrainsMono-Regular.ttf")
    named = font.getBestCmap()
    assert len({font["hmtx"][named[point]][0] for point in range(0x20, 0x7F)}) == 1
    assert all(ord(character) in named for character in "│├└─→≤≠")


@pytest.mark.parametrize("character", ["😀", "👩", "👍", "❤", "𠮷", "龘", "中", "✔", "⌘", "∑", "ℝ"])
def test_what_the_engine_asks_for_lies_where_it_asks(asked_for: dict[str, frozenset[int]], character: str) -> None:
    files = [FALLBACK / path for path, characters in asked_for.items() if ord(character) in characters]
    here = [file for file in files if file.is_file()]
    assert any(ord(character) in TTFont(file).getBestCmap() for file in here)


def test_no_fallback_file_is_left_from_another_version_of_the_engine(asked_for: dict[str, frozenset[int]]) -> None:
    here = {file.relative_to(FALLBACK).as_posix() for file in FALLBACK.rglob("*.woff2")}
    assert here
    assert here <= asked_for.keys()


def test_every_font_comes_with_its_licence() -> None:
    licence = (ASSETS / "fonts" / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    bundled = {file.name for file in (ASSETS / "fonts").iterdir()} - {"OFL.txt"}
    assert not [name for name in bundled if name not in licence]
    assert not [folder.name for folder in FALLBACK.iterdir() if f"{folder.name}/" not in licence]


def test_the_first_page_is_in_step_with_flets() -> None:
    made = index_page.index_page(index_page.flets_page())
    assert (ASSETS / "index.html").read_text(encoding="utf-8") == made, "run packaging/index_page.py"


def test_the_first_page_may_talk_to_this_machine_only() -> None:
    page = (ASSETS / "index.html").read_text(encoding="utf-8")
    policy = page.split('http-equiv="Content-Security-Policy" content="')[1].split('"')[0]
    directives = dict(directive.split(" ", 1) for directive in policy.split("; "))
    hosts = {source for sources in directives.values() for source in sources.split() if ":" in source}
    assert hosts == {"data:", "blob:", "ws://127.0.0.1:*", "ws://localhost:*"}
    assert page.index("Content-Security-Policy") < page.index("<script"), "a policy holds for what comes after it"


def test_the_first_page_keeps_the_place_where_flet_writes_its_settings() -> None:
    assert (ASSETS / "index.html").read_text(encoding="utf-8").count("<!-- fletAppConfig -->") == 1


def test_flets_page_without_a_piece_we_change_is_refused() -> None:
    with pytest.raises(ValueError, match="no longer has exactly one"):
        index_page.index_page(index_page.flets_page().replace("<title>Flet</title>", ""))


def test_the_browser_is_told_of_icons_that_exist_in_their_sizes() -> None:
    manifest = json.loads((ASSETS / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["name"] == "ChatBelle"
    for icon in manifest["icons"]:
        assert "x".join(str(side) for side in png_size(ASSETS / icon["src"])) == icon["sizes"]


def png_size(file: Path) -> tuple[int, int]:
    width, height = struct.unpack(">II", file.read_bytes()[16:24])
    return width, height
