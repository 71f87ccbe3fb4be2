"""What happens when the person does something: with a real store and the scripted engine."""

import asyncio
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from chatbelle import words
from chatbelle.chat import Message, StopReason
from chatbelle.engine.protocol import Engine
from chatbelle.engine.scripted import ScriptedEngine
from chatbelle.errors import LoadCancelled, ModelError
from chatbelle.store.chats import Store
from chatbelle.ui.actions import Actions
from chatbelle.ui.model_status import Phase
from tests.ui.playing import opens, played
from tests.ui.waiting import until


def test_a_message_sent_while_the_model_loads_is_answered_when_it_is_there(store: Store):
    state = played(store, opens(ScriptedEngine("你好")), lambda actions: actions.answers.send("在吗？"))
    assert state.conversation.chat is not None
    assert [message.text for message in state.conversation.chat.path()] == ["在吗？", "你好"]
    assert state.conversation.reply is None
    assert [chat.title for chat in state.list.chats] == ["在吗？"]


def test_stop_keeps_what_was_said(store: Store):
    async def stop_midway(actions: Actions) -> None:
        sending = asyncio.ensure_future(actions.answers.send("数数"))
        await until(lambda: bool((reply := actions.state.conversation.reply) and reply.tail.text))
        actions.answers.stop()
        await sending

    state = played(store, opens(ScriptedEngine("一二三" * 500, pause_seconds=0.005)), stop_midway)
    assert state.conversation.chat is not None
    answer = state.conversation.chat.path()[-1]
    assert 0 < len(answer.text) < 1500
    assert answer.facts is not None
    assert answer.facts.stop is StopReason.INTERRUPTED


class SlowToCount(ScriptedEngine):
    """Counts a prompt's tokens only once it is allowed to."""

    def __init__(self, answer: str) -> None:
        super().__init__(answer, pause_seconds=0.005)
        self.counting, self.may_count = threading.Event(), threading.Event()

    def count_tokens(self, messages: Sequence[Message]) -> int:
        self.counting.set()
        self.may_count.wait(5)
        return super().count_tokens(messages)


def test_stop_is_heeded_before_the_engine_has_begun(store: Store):
    engine = SlowToCount("一二三" * 500)

    async def stop_early(actions: Actions) -> None:
        sending = asyncio.ensure_future(actions.answers.send("数数"))
        await until(engine.counting.is_set)
        actions.answers.stop()
        engine.may_count.set()
        await sending

    state = played(store, opens(engine), stop_early)
    assert state.conversation.chat is not None
    assert len(state.conversation.chat.path()[-1].text) < 30


def test_a_message_that_is_too_long_goes_back_to_the_composer(store: Store):
    state = played(store, opens(ScriptedEngine(context_tokens=64)), lambda actions: actions.answers.send("长" * 200))
    assert state.draft.text == "长" * 200
    assert state.conversation.chat is not None
    assert state.conversation.chat.path() == ()
    assert state.conversation.notice is not None
    assert "203" in state.conversation.notice.what.zh  # the message and what stands around it


def test_an_answer_goes_on_while_another_chat_is_open(store: Store):
    async def look_elsewhere(actions: Actions) -> None:
        sending = asyncio.ensure_future(actions.answers.send("第一个"))
        await until(lambda: bool(actions.state.conversation.reply))
        actions.screen.new_chat()
        assert actions.state.conversation.reply is None
        await sending
        assert actions.state.conversation.chat is None

    state = played(store, opens(ScriptedEngine("完整的回答", pause_seconds=0.05)), look_elsewhere)
    assert store.chat(state.list.chats[0].id).path()[-1].text == "完整的回答"


def test_each_chat_keeps_its_draft(store: Store):
    async def write_in_two(actions: Actions) -> None:
        await actions.answers.send("一")
        actions.screen.typed("给第一个")
        actions.screen.new_chat()
        assert actions.state.draft.text == ""
        actions.screen.open_chat(actions.state.list.chats[0].id)

    assert played(store, opens(ScriptedEngine("好")), write_in_two).draft.text == "给第一个"


def test_a_draft_is_kept_as_soon_as_the_person_pauses(store: Store):
    async def write(actions: Actions) -> None:
        actions.screen.typed("半句")
        actions.screen.typed("半句话")
        await until(lambda: store.draft(0) == "半句话")
        await actions.answers.send("半句话")
        assert store.draft(0) == ""

    played(store, opens(ScriptedEngine("好")), write)


def test_a_new_tab_begins_with_what_was_typed_before(store: Store):
    async def come_back(actions: Actions) -> None:
        store.keep_draft(0, "昨天没写完")
        actions.screen.start()

    assert played(store, opens(ScriptedEngine()), come_back).draft.text == "昨天没写完"


def test_why_there_is_no_model_is_said_and_the_message_is_kept(store: Store):
    def fails(path: Path, *_: object) -> Engine:
        raise ModelError(words.NOT_A_GGUF.filled(name=path.name), words.NEEDS_GGUF)

    state = played(store, fails, lambda actions: actions.answers.send("你好"))
    assert state.conversation.notice is not None
    assert state.conversation.notice.what == words.NOT_A_GGUF.filled(name="some.gguf")
    assert store.chat(1).path()[-1].text == "你好"


def test_loading_can_be_cancelled(store: Store):
    def slow(path: Path, prompt_format: str | None, on_progress: Callable[[float], None], cancelled: Any) -> Engine:
        on_progress(0.5)
        assert cancelled.wait(5)
        raise LoadCancelled(words.LOAD_STOPPED, words.LOAD_AGAIN)

    async def cancel(actions: Actions) -> None:
        following = asyncio.ensure_future(actions.follow_model())
        await until(lambda: actions.state.model.status.share == 0.5)
        actions.stop_loading()
        await until(lambda: actions.state.model.status.phase is Phase.NONE)
        following.cancel()

    assert played(store, slow, cancel).model.status.error is not None


def test_only_web_and_mail_links_are_offered(store: Store):
    async def tap(actions: Actions) -> None:
        actions.ask_link("javascript:alert(1)")
        assert actions.state.asked.question is None
        actions.ask_link("https://example.com/a?b=c")

    question = played(store, opens(ScriptedEngine()), tap).asked.question
    assert question is not None
    assert question.link == "https://example.com/a?b=c"


def test_a_prompt_that_takes_long_to_read_is_answered_all_the_same(store: Store):
    slow_reader = ScriptedEngine("读完了", reading_seconds=0.6)
    state = played(store, opens(slow_reader), lambda actions: actions.answers.send("很长的一段"))
    assert state.conversation.notice is None
    assert store.chat(1).path()[-1].text == "读完了"


def test_a_model_chosen_while_another_is_loading_takes_its_place(store: Store):
    def opened(path: Path, prompt_format: str | None, on_progress: Callable[[float], None], cancelled: Any) -> Engine:
        if path.name == "some.gguf":
            assert cancelled.wait(5)
            raise LoadCancelled(words.LOAD_STOPPED, words.LOAD_AGAIN)
        return ScriptedEngine(model_name="the other")

    async def choose(actions: Actions) -> None:
        following = asyncio.ensure_future(actions.follow_model())
        actions.load_model("/other.gguf")
        await until(lambda: actions.state.model.status.phase is Phase.READY)
        following.cancel()

    assert played(store, opened, choose).model.status.path == Path("/other.gguf")


def test_a_tab_that_begins_to_follow_late_shows_the_model_as_it_is(store: Store):
    async def follow_late(actions: Actions) -> None:
        assert actions.state.model.status.phase is Phase.LOADING
        await actions.answers.send("在吗？")  # is answered, so the model is there
        following = asyncio.ensure_future(actions.follow_model())
        await until(lambda: actions.state.model.status.phase is Phase.READY)
        following.cancel()

    played(store, opens(ScriptedEngine()), follow_late)


def test_an_opened_chat_is_read_before_the_person_has_written(store: Store):
    async def open_again_and_go_on(actions: Actions) -> None:
        await actions.answers.send("一")
        first = actions.state.list.open_id
        actions.screen.new_chat()
        await actions.answers.send("二")
        actions.open_chat(first)
        await actions.answers.send("三")

    state = played(store, opens(ScriptedEngine("你好")), open_again_and_go_on)
    assert state.conversation.chat is not None
    facts = state.conversation.chat.path()[-1].facts
    assert facts is not None
    assert facts.evaluated_tokens < facts.prompt_tokens / 2
