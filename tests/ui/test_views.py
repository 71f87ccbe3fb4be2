"""What views decide, without drawing them."""

from datetime import date, datetime

import flet as ft
import pytest

from chatbelle import words
from chatbelle.chat import AnswerFacts, ChatSummary, Message, Role, StopReason
from chatbelle.ui.block import formulas_as_shown, longest_run
from chatbelle.ui.conversation import hidden_in
from chatbelle.ui.history.lines import by_day
from chatbelle.ui.links import may_be_opened
from chatbelle.ui.message import caret, ending_of
from chatbelle.ui.message_actions import quiet_row
from chatbelle.ui.standing import Standing
from chatbelle.words import Language


def changed_on(year: int, month: int, day: int) -> ChatSummary:
    return ChatSummary(day, f"{month}-{day}", datetime(year, month, day, 12).timestamp())


def test_chats_stand_under_the_day_they_were_changed_on():
    chats = [changed_on(2026, 11, day) for day in (22, 21, 18, 1)] + [changed_on(2025, 1, 1)]
    headings = [heading for heading, _ in by_day(chats, date(2026, 11, 22))]
    assert headings == [words.TODAY, words.YESTERDAY, words.LAST_7_DAYS, words.LAST_30_DAYS, words.EARLIER]


def test_two_chats_of_a_day_share_its_heading():
    chats = [changed_on(2026, 11, 22), changed_on(2026, 11, 22)]
    assert [len(group) for _, group in by_day(chats, date(2026, 11, 22))] == [2]


def test_an_answer_says_how_it_ended_unless_it_ended_by_itself():
    def ending(facts: AnswerFacts | None) -> words.Phrase | None:
        return ending_of(Message(Role.ASSISTANT, "…", facts=facts))

    assert ending(AnswerFacts(StopReason.END)) is None
    assert ending(AnswerFacts(StopReason.MAX_TOKENS)) == words.STOPPED_BY_LIMIT
    assert ending(None) == words.STOPPED_BY_END


def test_the_last_answer_says_what_is_forgotten():
    path = [Message(Role.ASSISTANT, "", facts=AnswerFacts(StopReason.END, forgotten=count)) for count in (0, 2)]
    assert hidden_in(path, None) == range(2)
    assert not hidden_in([Message(Role.USER, "新的")], None)


@pytest.mark.parametrize("address", ["http://a.cn", "https://例子.中国/路?x=1", "mailto:a@b.cn"])
def test_web_and_mail_addresses_may_be_opened(address: str):
    assert may_be_opened(address)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:x",
        "file:///etc/passwd",
        "data:text/html,x",
        "http://",
        "https://a\u202e.cn",
        "http://[",
        "/x",
        "",
        "//a",
    ],
)
def test_others_never(address: str):
    assert not may_be_opened(address)


def test_formulas_take_the_form_that_the_control_knows():
    assert formulas_as_shown("\\[\na+b\n\\]\n") == "$$\na+b\n$$"
    assert formulas_as_shown("其中 $R$ 与 $x^2$") == "其中 *R* 与 $x^2$"
    assert formulas_as_shown("`$R$`") == "`$R$`"


def test_a_fence_is_longer_than_any_run_of_backticks_in_the_code():
    assert longest_run("a ``` b `````") == 5
    assert longest_run("") == 0


def test_where_the_system_wants_less_motion_nothing_breathes_or_fades():
    still = Standing(0, Language.ZH, still=True)
    assert isinstance(caret(still=False), ft.Shimmer)
    assert isinstance(caret(still=True), ft.Container)
    assert quiet_row([], True, Standing(0, Language.ZH)).animate_opacity
    assert quiet_row([], True, still).animate_opacity is None
