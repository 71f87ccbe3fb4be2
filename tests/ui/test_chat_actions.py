"""What can be done with a chat: its tree, its settings, its context. A real store and the scripted engine."""

import asyncio
from dataclasses import replace
from pathlib import Path

from chatbelle.chat import Chat, Message, Role, StopReason
from chatbelle.context import WhenFull
from chatbelle.engine.protocol import Engine
from chatbelle.engine.scripted import ScriptedEngine
from chatbelle.presets import CREATIVE, PRESETS, preset_of, with_preset
from chatbelle.store.chats import Store
from chatbelle.ui.actions import Actions
from chatbelle.ui.conversation import hidden_in
from chatbelle.ui.reply import Reply
from chatbelle.ui.standing import Versions, versions_in
from chatbelle.ui.state import Way
from tests.ui.playing import opens, played
from tests.ui.waiting import until


def texts(chat: Chat | None) -> list[str]:
    assert chat is not None
    return [message.text for message in chat.path()]


def open_chat(actions: Actions) -> Chat:
    chat = actions.state.conversation.chat
    assert chat is not None
    return chat


def test_an_edited_message_begins_a_branch_and_the_other_stays(store: Store):
    async def edit(actions: Actions) -> None:
        await actions.answers.send("one")
        first = open_chat(actions).path()[0]
        await actions.branching.send_edited(first.id, "two")
        assert texts(actions.state.conversation.chat) == ["two", "b"]
        actions.branching.walk_to(first.id)

    state = played(store, opens(ScriptedEngine("a", "b")), edit)
    assert texts(state.conversation.chat) == ["one", "a"]


def test_another_answer_is_a_version_of_the_first(store: Store):
    async def ask_again(actions: Actions) -> None:
        await actions.answers.send("one")
        await actions.answers.answer_anew(open_chat(actions).path()[1].id)

    chat = played(store, opens(ScriptedEngine("a", "b")), ask_again).conversation.chat
    assert texts(chat) == ["one", "b"]
    assert chat is not None
    assert versions_in(chat)[chat.path()[1].id] == Versions(2, 2, before=chat.messages[1].id)


def test_an_answer_that_could_not_be_given_anew_leaves_the_first_one_shown(store: Store):
    async def ask_again(actions: Actions) -> None:
        await actions.answers.send("one")
        long = replace(store.settings(1), system="word " * 100)
        store.keep_settings(1, long)
        await actions.answers.answer_anew(open_chat(actions).path()[1].id)

    state = played(store, opens(ScriptedEngine("a", context_tokens=64)), ask_again)
    assert texts(state.conversation.chat) == ["one", "a"]
    assert state.conversation.notice is not None


def test_a_cut_answer_goes_on_in_its_own_message(store: Store):
    async def cut_and_go_on(actions: Actions) -> None:
        actions.setting.change(replace(actions.state.sheet.settings, max_tokens=2))
        await actions.answers.send("count")
        assert open_chat(actions).path()[1].cut
        actions.setting.change(replace(actions.state.sheet.settings, max_tokens=None))
        await actions.answers.answer_again()

    chat = played(store, opens(ScriptedEngine("one two three", " and three")), cut_and_go_on).conversation.chat
    assert texts(chat) == ["count", "one two and three"]


def test_what_is_removed_comes_back_when_it_is_undone(store: Store):
    async def remove_and_undo(actions: Actions) -> None:
        await actions.answers.send("one")
        removing = actions.removing.remove_message(open_chat(actions).path()[1].id)
        removing.send(None)  # as far as its wait
        assert texts(actions.state.conversation.chat) == ["one"]
        actions.removing.undo()
        removing.close()

    state = played(store, opens(ScriptedEngine("a")), remove_and_undo)
    assert texts(state.conversation.chat) == ["one", "a"]
    assert state.removed.undo is None


def test_the_settings_of_a_chat_that_has_not_begun_go_with_it(store: Store):
    async def set_and_send(actions: Actions) -> None:
        actions.setting.change(with_preset(actions.state.sheet.settings, CREATIVE))
        await actions.answers.send("one")
        actions.screen.new_chat()

    state = played(store, opens(ScriptedEngine("a")), set_and_send)
    assert preset_of(store.settings(1)) is CREATIVE
    assert preset_of(state.sheet.settings) is PRESETS[1]


def test_the_system_prompt_reaches_the_model_and_is_no_message(store: Store):
    engine = ScriptedEngine("a")

    async def set_and_send(actions: Actions) -> None:
        await actions.answers.send("one")
        actions.setting.change(replace(actions.state.sheet.settings, system="Be very kind."))
        await actions.answers.send("two")

    played(store, opens(engine), set_and_send)
    *_, last = store.chat(1).path()
    assert last.facts is not None
    plain = [Message(Role.USER, "one"), Message(Role.ASSISTANT, "a"), Message(Role.USER, "two")]
    assert last.facts.prompt_tokens > engine.count_tokens(plain)
    assert all(message.role is not Role.SYSTEM for message in store.chat(1).messages)


def test_who_wants_to_be_asked_chooses_and_is_answered_then(store: Store):
    async def fill(actions: Actions) -> None:
        actions.setting.change(replace(actions.state.sheet.settings, when_full=WhenFull.ASK))
        while actions.state.conversation.notice is None:
            await actions.answers.send("some more words for the context " * 3)
        assert actions.state.conversation.notice.ways == (Way.DROP, Way.SUMMARISE)
        await actions.setting.choose_when_full(WhenFull.SUMMARISE)

    state = played(store, opens(ScriptedEngine("fine", context_tokens=200)), fill)
    path = open_path(state.conversation.chat)
    assert path[-1].text == "fine"
    assert state.conversation.summary is not None
    hidden = hidden_in(path, state.conversation.summary)
    assert (hidden.start, len(hidden)) == (2, path[-1].facts.forgotten if path[-1].facts else 0)


def open_path(chat: Chat | None) -> tuple[Message, ...]:
    assert chat is not None
    return chat.path()


def test_a_chat_can_be_answered_by_another_model_than_the_others(store: Store):
    opened: list[str] = []

    def open_model(path: Path, *_: object) -> Engine:
        opened.append(path.stem)
        return ScriptedEngine(f"from {path.stem}", model_name=path.stem)

    async def two_models(actions: Actions) -> None:
        actions.setting.change(replace(actions.state.sheet.settings, model=Path("other.gguf")))
        await actions.answers.send("one")
        actions.screen.new_chat()
        await actions.answers.send("two")

    played(store, open_model, two_models)
    assert opened == ["some", "other", "some"]
    assert [store.chat(number).path()[1].text for number in (1, 2)] == ["from other", "from some"]


def test_the_list_tells_of_an_answer_that_was_not_seen(store: Store):
    async def look_elsewhere(actions: Actions) -> None:
        await actions.answers.send("one")
        actions.branching.walk_to(1)
        running = asyncio.ensure_future(actions.answers.answer_anew(2))
        await until(lambda: bool(actions.state.conversation.reply))
        actions.screen.new_chat()
        await running
        assert actions.state.list.answered == {1}
        actions.screen.open_chat(1)

    assert played(store, opens(ScriptedEngine("a", pause_seconds=0.02)), look_elsewhere).list.answered == frozenset()


def test_a_reply_shows_what_is_thought_and_what_is_said_apart():
    reply = Reply(1)
    for piece in ("<th", "ink>\nI won", "der\n</think>", "\n\nYes", ", it is.\n\nOr not"):
        reply.grow(piece)
    assert reply.thought is not None
    assert (reply.thought.text, reply.thought.ended) == ("I wonder", True)
    assert "".join(reply.finished) + reply.tail.text == "Yes, it is.\n\nOr not"


def test_why_an_answer_stopped_is_kept_with_it(store: Store):
    async def cut(actions: Actions) -> None:
        actions.setting.change(replace(actions.state.sheet.settings, stop=("two",)))
        await actions.answers.send("count")

    played(store, opens(ScriptedEngine("one two three")), cut)
    answer = store.chat(1).path()[1]
    assert answer.facts is not None
    assert (answer.text.strip(), answer.facts.stop) == ("one", StopReason.STOP_STRING)
