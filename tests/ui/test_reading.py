"""A long chat is drawn in stretches, and any message of it can be gone to."""

import asyncio
import json
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.driving import SCRIPTED_APP, chromium, click, named, open_app, running, wait_until
from chatbelle.chat import Chat, Message, Role
from chatbelle.engine.scripted import ScriptedEngine
from chatbelle.store.chats import Store, open_store
from chatbelle.ui.actions import Actions
from chatbelle.ui.stretch import FIRST, MORE, MOST, Stretch, beginning_with, newest
from tests.ui.playing import opens, played


def long_chat(store: Store, messages: int) -> Chat:
    chat = store.new_chat("长")
    tip = None
    for number in range(messages):
        role = Role.ASSISTANT if number % 2 else Role.USER
        tip = store.add(chat.id, Message(role, f"第 {number} 条", parent=tip)).id
    return store.chat(chat.id)


SHORT, LONG = Message(Role.USER, "好"), Message(Role.ASSISTANT, "很长的一段。" * 300)


def test_a_long_chat_opens_with_its_end():
    assert newest([SHORT] * 1000).of(1000) == range(1000 - FIRST, 1000)
    assert newest([SHORT] * 3).of(3) == range(3)


def test_of_long_messages_fewer_fill_the_window():
    assert 1 < len(newest([LONG] * 1000).of(1000)) < FIRST / 2


def test_what_is_read_stays_where_it_is_while_earlier_messages_come():
    stretch = newest([SHORT] * 1000)
    assert stretch.earlier(1000).of(1000) == range(1000 - FIRST - MORE, 1000)
    assert stretch.earlier(1000).anchor == stretch.anchor


def test_before_a_message_that_was_gone_to_the_reader_begins_with_it_at_the_bottom():
    stretch = beginning_with(500, 1000).earlier(1000)
    assert stretch.of(1000) == range(500 - MORE, 501)
    assert not stretch.from_top


@given(number=st.integers(0, 999), ways=st.lists(st.sampled_from([Stretch.earlier, Stretch.later]), max_size=60))
def test_wherever_the_reader_goes_a_bounded_part_of_the_chat_is_drawn(number: int, ways: list[object]):
    stretch = beginning_with(number, 1000)
    for way in ways:
        assert callable(way)
        stretch = way(stretch, 1000)
        assert 0 < len(stretch.of(1000)) <= MOST + MORE
        assert stretch.of(1000).stop <= 1000


def test_the_whole_chat_can_be_walked_through_from_its_end():
    stretch = newest([SHORT] * 1000)
    seen = set(stretch.of(1000))
    while stretch.of(1000).start:
        stretch = stretch.earlier(1000)
        seen |= set(stretch.of(1000))
    assert seen == set(range(1000))


def test_a_found_message_stands_at_the_top_of_its_chat(store: Store):
    chat = long_chat(store, 60)

    async def go(actions: Actions) -> None:
        actions.reading.open_at(chat.id, chat.messages[20].id)

    conversation = played(store, opens(ScriptedEngine()), go).conversation
    assert conversation.chat == chat
    assert conversation.stretch.of(60).start == 20
    assert conversation.stretch.from_top


def test_a_found_message_on_another_branch_brings_that_branch_up(store: Store):
    chat = long_chat(store, 20)
    other = store.add(chat.id, Message(Role.USER, "另一条路", parent=chat.messages[9].id))
    store.show(chat)

    async def go(actions: Actions) -> None:
        actions.reading.open_at(chat.id, other.id)

    shown = played(store, opens(ScriptedEngine()), go).conversation
    assert shown.chat is not None
    assert shown.chat.path()[shown.stretch.start].text == "另一条路"


def test_who_asks_while_reading_far_above_sees_the_question_and_its_answer(store: Store):
    chat = long_chat(store, 60)

    async def ask(actions: Actions) -> None:
        actions.reading.open_at(chat.id, chat.messages[0].id)
        await actions.answers.send("新的")
        await asyncio.sleep(0)

    conversation = played(store, opens(ScriptedEngine("好")), ask).conversation
    assert conversation.stretch.follows
    assert conversation.stretch.of(62).stop == 62


@pytest.mark.browser
def test_the_beginning_of_a_long_chat_comes_as_the_reader_scrolls_to_it(tmp_path: Path):
    home, script = tmp_path / "home", tmp_path / "answers.json"
    home.mkdir()
    script.write_text(json.dumps(["好"]), encoding="utf-8")
    with closing(open_store(home / "chats.sqlite3")) as store:
        long_chat(store, 60)
    with running(home, str(SCRIPTED_APP), "PORT", "500", str(script)) as address, chromium() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        open_app(page, address)
        click(page, "chat-1")
        named(page, "message-59").wait_for(state="attached")
        assert named(page, "earlier").count() + named(page, "message-0").count() == 0  # neither is near
        page.mouse.move(760, 400)

        def scrolled_to_the_first() -> bool:
            page.mouse.wheel(0, -400)
            page.wait_for_timeout(150)
            return named(page, "message-0").count() == 1

        wait_until(page, scrolled_to_the_first)
