"""Titles that the model suggests: what is made of what it says."""

from collections.abc import Sequence

import pytest

from chatbelle.chat import Message, Role
from chatbelle.engine.protocol import Sampling
from chatbelle.engine.scripted import ScriptedEngine
from chatbelle.titles import suggest_title, tidied

CHAT = (Message(Role.USER, "杭州有什么好玩的？", 1), Message(Role.ASSISTANT, "西湖和灵隐寺。", 2, 1))


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("杭州两日游", "杭州两日游"),
        ("《杭州两日游》。", "杭州两日游"),
        ('"A Walk in Hangzhou."', "A Walk in Hangzhou"),
        ("**Title: A Walk\u3000in  Hangzhou**\n\nThis title says…", "A Walk in Hangzhou"),
        ("\n标题：「杭州」\n", "杭州"),
        ("<think>\nThe person asks\n</think>\n\n杭州", "杭州"),
        ("What is 2+2?", "What is 2+2?"),
        ("<think>\nThe person asks", ""),
        ("Our conversation was about many places, and I would say", ""),
        ("…", ""),
        ("", ""),
    ],
)
def test_of_what_a_model_says_only_a_short_title_is_left(said: str, title: str) -> None:
    assert tidied(said) == title


def test_the_title_comes_as_one_piece_of_text() -> None:
    pieces = list(suggest_title(CHAT, ScriptedEngine("杭州两日游"), Sampling()))
    assert [piece.text for piece in pieces if piece.text] == ["杭州两日游"]


def test_a_title_that_was_cut_off_is_none() -> None:
    for said, titles in (("一" * 30, []), (f"杭州\n{'一' * 30}", ["杭州"])):
        pieces = suggest_title(CHAT, ScriptedEngine(said), Sampling())
        assert [piece.text for piece in pieces if piece.text] == titles


def test_nobody_is_asked_where_the_request_does_not_fit() -> None:
    engine = ScriptedEngine("杭州", context_tokens=40)
    assert list(suggest_title(CHAT, engine, Sampling(max_tokens=1))) == []


def test_the_request_is_in_the_language_of_the_chat() -> None:
    asked: list[str] = []

    class Listening(ScriptedEngine):
        def count_tokens(self, messages: Sequence[Message]) -> int:
            asked.append(messages[-1].text)
            return super().count_tokens(messages)

    list(suggest_title(CHAT, Listening("杭州"), Sampling()))
    assert "标题" in asked[-1]
