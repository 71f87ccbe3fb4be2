"""Blocks and images: what reaches the Markdown control."""

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from chatbelle.ui.markdown_blocks import Blocks, blocks_of, code_of, columns_of, is_list_item
from chatbelle.ui.markdown_images import without_images

LINES = st.lists(
    st.sampled_from(
        [
            "",
            "# 标题",
            "段落 text",
            "- 项",
            "1. 一",
            "2. 二",
            "   - 子",
            "```py",
            "```",
            "~~~",
            "x = 1",
            "$$",
            "E = mc^2",
            "$$a$$",
            "\\[",
            "\\]",
            "> 引",
            "    缩进",
            "---",
            "***",
            "===",
            "<b>",
            "[a]: http://b",
            "a\rb",
            "a\x0cb",
            "a\u2028b",
        ]
    )
    | st.just("| a | b |")
    | st.just("|---|---|"),
    max_size=14,
)


@settings(deadline=None)
@given(LINES, st.integers(1, 9), st.booleans())
def test_blocks_joined_are_the_text_again_however_it_arrived(lines: list[str], step: int, ended: bool):
    text = "\n".join(lines) + "\n" * ended
    blocks = Blocks()
    for start in range(0, len(text), step):
        blocks = blocks.grown(text[start : start + step])
    assert "".join(blocks.finished) + blocks.tail == text
    assert "".join(blocks_of(text)) == text


@settings(deadline=None)
@given(LINES)
def test_a_finished_block_does_not_depend_on_how_the_text_arrived(lines: list[str]):
    text = "\n".join(lines)
    at_once, letter_by_letter = Blocks().grown(text), Blocks()
    for letter in text:
        letter_by_letter = letter_by_letter.grown(letter)
    assert letter_by_letter == at_once


def test_each_kind_of_block_stays_whole():
    blocks = (
        "# 题\n\n",
        "段\n落\n\n",
        "```py\na\n\n- b\n```\n",
        "| a |\n|---|\n| 1 |\n\n",
        "> 引\n> 用\n\n",
        "$$\na\n\n- b\n$$\n",
    )
    assert blocks_of("".join(blocks)) == blocks


def test_a_list_is_cut_into_its_items():
    assert blocks_of("1. 一\n2. 二\n   - 子\n3. 三") == ("1. 一\n", "2. 二\n   - 子\n", "3. 三")
    assert is_list_item("2. 二\n")
    assert not is_list_item("2024 年")


def test_code_is_known_while_it_is_still_arriving():
    code = code_of("```python\nx = 1\n``")
    assert code is not None
    assert (code.language, code.text) == ("python", "x = 1\n``")


def test_the_columns_of_a_table_are_counted() -> None:
    assert columns_of("| a | b | c |\n|:--|--:|---|\n| 1 | 2 | 3 |\n") == 3
    assert columns_of("a | b\n--|--\n") == 2
    assert columns_of("a | b\nc\n") == 0
    assert columns_of("text\n") == 0


def test_an_image_becomes_its_alternative_text():
    assert without_images('看 ![一只猫](http://x/y.png "t") 吧') == "看 一只猫 吧"
    assert without_images("!![[a](b)](c)") == "a"
    assert without_images('<img src="http://x" alt="猫">') == "猫"
    assert without_images("![猫][1]\n\n[1]: http://x/y.png") == "猫\n\n[1]: http://x/y.png"


def test_code_keeps_what_looks_like_an_image():
    for text in (
        "`vec![1, 2](x)`",
        "`a` 与 `b![c](d)`",
        "```rust\nvec![1](2)\n```\n",
        "- a\n  ```\n  ![a](b)\n  ```\n",
    ):
        assert without_images(text) == text


ODD = st.text(alphabet='![]()`\\\n\r|<>" -ab:~x', max_size=40) | st.lists(
    st.sampled_from(
        [
            "![a](http://b)",
            "![a]",
            "[a]: http://b",
            "```",
            "`",
            "|",
            "\n",
            "- ",
            "  ",
            "> ",
            "![",
            "](u)",
            "\\",
            "a",
            "~~~",
        ]
    ),
    max_size=14,
).map("".join)


@settings(max_examples=1000, deadline=None)
@given(ODD)
def test_no_image_is_left_for_an_independent_parser(text: str):
    for parser in (MarkdownIt("commonmark"), MarkdownIt("commonmark").enable("table")):
        tokens = parser.parse(without_images(text))
        assert not [child for token in tokens for child in token.children or [] if child.type == "image"]
