"""What an export looks like to the person, or the program, that opens it."""

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbelle.chat import Message, Role
from chatbelle.errors import TransferError
from chatbelle.history import WholeChat
from chatbelle.transfer.export import export_chat, export_chats, safe_name
from chatbelle.transfer.format import Format
from chatbelle.transfer.readable import to_html, to_markdown
from chatbelle.words import Language
from tests.transfer.whole_chats import CHAT


def saying(text: str) -> WholeChat:
    return WholeChat("uid", "", (Message(Role.USER, text, 1),), 1, 0, 0)


class Elements(HTMLParser):
    """The elements of a page with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def test_markdown_has_a_heading_for_each_speaker_of_the_path_that_is_shown() -> None:
    lines = "".join(to_markdown(CHAT, Language.ZH)).splitlines()
    assert lines[0] == "# 天气 & <b>"
    assert [line for line in lines if line.startswith("##")] == ["## 系统提示", "## 你", "## BELLE-7B"]
    assert "不知道。" not in lines
    assert lines[-5:] == ["**晴**。", "", "```python", "print('<晴>')", "```"]


def test_html_shows_the_text_as_it_was_meant_and_nothing_else() -> None:
    page = "".join(to_html(CHAT, Language.ZH))
    assert "<title>天气 &amp; &lt;b&gt;</title>" in page
    assert "<strong>晴</strong>" in page
    assert "print('&lt;晴&gt;')" in page
    assert 'lang="zh-Hans"' in page


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "![see](http://127.0.0.1/pixel.png)",
        '<img src="x" onerror="alert(1)">',
        "[here](javascript:alert(1))",
        "<style>@import 'x'</style>",
        "</article><iframe src='x'>",
    ],
)
def test_a_page_fetches_and_runs_nothing_whatever_was_said(text: str) -> None:
    seen = Elements("".join(to_html(saying(text), Language.EN))).seen
    assert not {tag for tag, _ in seen} & {"script", "img", "iframe", "link", "object", "embed", "form", "base"}
    assert [tag for tag, _ in seen].count("style") == 1
    names = {name for _, attributes in seen for name in attributes}
    assert not {name for name in names if name.startswith("on")} | (names & {"src", "srcset", "style"})
    links = [attributes.get("href") or "" for tag, attributes in seen if tag == "a"]
    assert not [link for link in links if link.startswith("javascript")]


def test_all_chats_become_a_file_each_with_a_name_of_its_own(tmp_path: Path) -> None:
    chats = [saying("1"), saying("2"), CHAT]
    files = export_chats(chats, Format.MARKDOWN, tmp_path / "out", Language.EN)
    assert [file.name for file in files] == ["Untitled.md", "Untitled (2).md", "天气 & b.md"]
    assert sorted(tmp_path.joinpath("out").iterdir()) == sorted(files)


def test_all_chats_become_one_json_file(tmp_path: Path) -> None:
    (file,) = export_chats([CHAT, saying("hi")], Format.JSON, tmp_path / "all.json", Language.EN)
    values = json.loads(file.read_text(encoding="utf-8"))
    assert (values["format"], values["version"], len(values["chats"])) == ("chatbelle-chats", 1, 2)
    assert [message["parent"] for message in values["chats"][0]["messages"]] == [None, 1, 2, 2]


@pytest.mark.parametrize("wanted", list(Format))
def test_nothing_is_overwritten(tmp_path: Path, wanted: Format) -> None:
    target = tmp_path / "chat"
    target.write_text("mine")
    with pytest.raises(TransferError, match="there already"):
        export_chat(CHAT, wanted, target, Language.EN)
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("chat", "mine")]


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for attempt in (
        lambda: export_chat(CHAT, Format.HTML, tmp_path / "file" / "x.html", Language.EN),
        lambda: export_chats([CHAT], Format.HTML, tmp_path / "file" / "x", Language.EN),
        lambda: export_chat(CHAT, Format.HTML, tmp_path / "missing" / "x.html", Language.EN),
    ):
        with pytest.raises(TransferError, match="cannot be written"):
            attempt()


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("../../etc/passwd", "etc passwd"),
        ('a\\b:c*d?e"f<g>h|i\n\0j', "a b c d e f g h i j"),
        (".hidden", "hidden"),
        ("...", "chat"),
        ("", "chat"),
        ("NUL", "NUL_"),
        ("com1.txt", "com1.txt_"),
        ("ends with a dot. ", "ends with a dot"),
        ("天气", "天气"),
        ("a\u202egnp.exe", "a gnp.exe"),
    ],
)
def test_a_title_becomes_a_name_that_every_system_takes(title: str, name: str) -> None:
    assert safe_name(title) == name


@given(st.text())
def test_every_title_becomes_a_name(title: str) -> None:
    name = safe_name(title)
    assert name == Path(name).name
    assert 0 < len(name.encode()) <= 121
    assert name.strip(". ") == name
