"""What can be done in the list of chats: searching, naming, putting away, private chats. A real store, a script."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from chatbelle import words
from chatbelle.chat import Chat, ChatSummary, Message, Role
from chatbelle.engine.scripted import ScriptedEngine
from chatbelle.history import ChatOrder
from chatbelle.store.chats import Store
from chatbelle.ui.actions import Actions
from tests.ui.playing import opens, played
from tests.ui.waiting import until


def kept(store: Store, *texts: str, title: str = "") -> Chat:
    """A chat in which these were said, one after another."""
    chat = store.new_chat(title or texts[0])
    for number, text in enumerate(texts):
        role = (Role.USER, Role.ASSISTANT)[number % 2]
        chat = chat.add(store.add(chat.id, Message(role, text, parent=chat.tip)))
    return chat


def lines(actions: Actions) -> list[str]:
    return [chat.title for chat in actions.state.list.chats]


def line(actions: Actions, title: str) -> ChatSummary:
    return next(chat for chat in actions.state.list.chats if chat.title == title)


async def as_far_as_its_wait(doing: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
    """Begin something that waits for an undo; whoever began it ends it."""
    task = asyncio.ensure_future(doing)
    await asyncio.sleep(0)
    return task


# --- Searching ---


def test_one_chinese_character_is_enough_to_find_a_message_as_one_types(store: Store):
    kept(store, "杭州有什么好玩的？", "西湖边喝茶。")

    async def search(actions: Actions) -> None:
        await actions.searching.prepare()
        await actions.searching.typed("茶")

    results = played(store, opens(ScriptedEngine()), search).search.results
    assert results is not None
    (found,) = results.found
    assert [found.excerpt[start:end] for start, end in found.highlights] == ["茶"]


def test_only_what_was_typed_last_is_searched_for(store: Store):
    kept(store, "苹果", "香蕉")

    async def type_on(actions: Actions) -> None:
        await asyncio.gather(actions.searching.typed("苹"), actions.searching.typed("香蕉"))

    results = played(store, opens(ScriptedEngine()), type_on).search.results
    assert results is not None
    assert results.typed == "香蕉"


def test_a_found_message_is_shown_on_its_branch_and_stands_out_for_a_moment(store: Store):
    chat = kept(store, "问题", "旧的回答提到龙井")
    store.add(chat.id, Message(Role.ASSISTANT, "新的回答", parent=chat.messages[0].id))

    async def find_and_open(actions: Actions) -> None:
        await actions.searching.typed("龙井")
        results = actions.state.search.results
        assert results is not None
        opening = asyncio.ensure_future(actions.searching.open(results.found[0]))
        await until(lambda: bool(actions.state.conversation.marked))
        await opening

    conversation = played(store, opens(ScriptedEngine()), find_and_open).conversation
    assert conversation.chat is not None
    assert conversation.chat.path()[-1].text == "旧的回答提到龙井"
    assert conversation.stretch.of(2).start == 1
    assert conversation.marked == 0


def test_escape_ends_the_search_before_it_stops_an_answer(store: Store):
    async def search_and_leave(actions: Actions) -> None:
        await actions.searching.typed("没有")
        assert actions.state.search.results is not None
        actions.escape()

    search = played(store, opens(ScriptedEngine()), search_and_leave).search
    assert (search.text, search.results) == ("", None)


def test_search_opens_the_drawer_where_the_field_is_in_it(store: Store):
    async def search(actions: Actions) -> None:
        actions.resize(390)
        actions.searching.begin()

    state = played(store, opens(ScriptedEngine()), search)
    assert state.look.drawer_open
    assert state.search.take_focus()
    assert not state.search.take_focus()


def test_a_long_list_of_places_comes_in_parts(store: Store):
    kept(store, *["一样的话"] * 70)

    async def search_on(actions: Actions) -> None:
        await actions.searching.typed("一样")
        await actions.searching.more()

    results = played(store, opens(ScriptedEngine()), search_on).search.results
    assert results is not None
    assert len({found.message_id for found in results.found}) == len(results.found) == 71  # the title, too


# --- The list ---


def test_a_chat_gets_the_title_that_the_person_gives_it(store: Store):
    chat = kept(store, "旧名", "好")

    async def rename(actions: Actions) -> None:
        actions.open_chat(chat.id)
        actions.filing.ask_title(line(actions, "旧名"))
        actions.filing.rename("  新的\n名字 ")
        assert lines(actions) == ["新的 名字"]

    conversation = played(store, opens(ScriptedEngine()), rename).conversation
    assert conversation.chat is not None
    assert conversation.chat.title == "新的 名字"


def test_an_empty_title_changes_nothing(store: Store):
    kept(store, "名字")

    async def rename(actions: Actions) -> None:
        actions.screen.refresh()
        actions.filing.ask_title(line(actions, "名字"))
        actions.filing.rename("  ")
        assert lines(actions) == ["名字"]

    assert played(store, opens(ScriptedEngine()), rename).shelf.renaming is None


def test_pinned_chats_come_first_until_they_are_unpinned(store: Store):
    kept(store, "甲")
    kept(store, "乙")

    async def pin(actions: Actions) -> None:
        actions.screen.refresh()
        await actions.filing.pin([line(actions, "甲")])
        assert lines(actions) == ["甲", "乙"]
        await actions.filing.pin([line(actions, "甲")])
        assert lines(actions) == ["乙", "甲"]

    played(store, opens(ScriptedEngine()), pin)


def test_several_chats_are_pinned_at_once_and_one_undo_leaves_those_that_were_before(store: Store):
    for title in "甲乙丙":
        kept(store, title)

    async def pin(actions: Actions) -> None:
        actions.screen.refresh()
        await actions.filing.pin([line(actions, "甲")])
        pinning = await as_far_as_its_wait(actions.filing.pin(actions.state.list.chats))
        assert all(chat.pinned for chat in actions.state.list.chats)
        actions.removing.undo()
        assert [chat.title for chat in actions.state.list.chats if chat.pinned] == ["甲"]
        pinning.cancel()

    played(store, opens(ScriptedEngine()), pin)


def test_several_chats_are_archived_at_once_and_one_undo_brings_them_back(store: Store):
    for title in "甲乙丙":
        kept(store, title)

    async def archive(actions: Actions) -> None:
        actions.screen.refresh()
        actions.filing.choose_all()
        actions.filing.choose(line(actions, "乙").id)
        chosen = [chat for chat in actions.state.list.chats if chat.id in (actions.state.shelf.chosen or ())]
        archiving = await as_far_as_its_wait(actions.filing.archive(chosen))
        assert lines(actions) == ["乙"]
        actions.filing.show_archive(True)
        assert lines(actions) == ["丙", "甲"]
        actions.filing.show_archive(False)
        actions.removing.undo()
        assert sorted(lines(actions)) == sorted("甲乙丙")
        archiving.cancel()

    assert played(store, opens(ScriptedEngine()), archive).shelf.chosen is None


def test_several_chats_are_removed_at_once_and_one_undo_brings_them_back(store: Store):
    first, second = kept(store, "甲"), kept(store, "乙")

    async def remove(actions: Actions) -> None:
        actions.open_chat(second.id)
        removing = await as_far_as_its_wait(actions.filing.remove(actions.state.list.chats))
        assert lines(actions) == []
        assert actions.screen.open_id == 0
        actions.removing.undo()
        assert (len(lines(actions)), actions.screen.open_id) == (2, second.id)
        removing.cancel()

    played(store, opens(ScriptedEngine()), remove)
    assert store.is_there(first.id)


def test_an_answer_arrives_in_an_archived_chat_too(store: Store):
    chat = kept(store, "问", "答")
    store.archive([chat.id])

    async def go_on(actions: Actions) -> None:
        actions.open_chat(chat.id)
        await actions.answers.send("再问")
        assert lines(actions) == []

    conversation = played(store, opens(ScriptedEngine("再答")), go_on).conversation
    assert conversation.chat is not None
    assert conversation.chat.path()[-1].text == "再答"


def test_the_list_is_sorted_as_the_person_wants(store: Store):
    for title in ("b", "a", "c"):
        kept(store, title)

    async def sort(actions: Actions) -> None:
        actions.filing.sort(ChatOrder.TITLE)
        assert lines(actions) == ["a", "b", "c"]

    played(store, opens(ScriptedEngine()), sort)


# --- Private chats ---


def test_a_private_chat_is_answered_and_gone_when_it_is_left(store: Store):
    async def talk(actions: Actions) -> None:
        actions.new_private_chat()
        await actions.answers.send("我的秘密")
        await actions.answers.send("还有一个")
        path = actions.state.conversation.chat.path() if actions.state.conversation.chat else ()
        assert [message.text for message in path] == ["我的秘密", "好", "还有一个", "好"]
        private_id = actions.screen.open_id
        actions.screen.typed("半句")
        actions.screen.new_chat()
        assert not actions.screen.chats.is_there(private_id)
        assert actions.screen.chats.draft(private_id) == ""

    state = played(store, opens(ScriptedEngine("好")), talk)
    assert state.list.chats == ()
    assert store.draft(0) == ""


def test_a_private_chat_that_is_left_stops_its_answer(store: Store):
    async def leave(actions: Actions) -> None:
        actions.new_private_chat()
        sending = asyncio.ensure_future(actions.answers.send("讲个长故事"))
        await until(lambda: bool((reply := actions.state.conversation.reply) and reply.tail.text))
        actions.screen.new_chat()
        await sending
        assert actions.state.conversation.notice is None

    played(store, opens(ScriptedEngine("一" * 2000, pause_seconds=0.005)), leave)


def test_a_private_chat_can_be_edited_forked_and_cut_as_others_can(store: Store):
    async def branch(actions: Actions) -> None:
        actions.new_private_chat()
        await actions.answers.send("one")
        chat = actions.state.conversation.chat
        assert chat is not None
        await actions.branching.send_edited(chat.path()[0].id, "two")
        actions.branching.walk_to(chat.path()[0].id)
        removing = await as_far_as_its_wait(actions.removing.remove_message(chat.path()[1].id))
        actions.removing.undo()
        removing.cancel()
        actions.branching.fork(chat.path()[1].id)
        assert actions.screen.open_id < 0

    conversation = played(store, opens(ScriptedEngine("a", "b")), branch).conversation
    assert conversation.chat is not None
    assert [message.text for message in conversation.chat.path()] == ["one", "a"]
    assert store.chats() == ()


# --- Titles ---


def test_an_idle_model_names_a_chat_once(store: Store):
    async def talk(actions: Actions) -> None:
        await actions.answers.send("杭州有什么好玩的？")
        await until(lambda: lines(actions) == ["杭州游"])
        await actions.answers.send("还有呢？")

    engine = ScriptedEngine("西湖。", "杭州游", "灵隐寺。", "别的标题")
    conversation = played(store, opens(engine), talk, suggest_titles=True).conversation
    assert conversation.chat is not None
    assert [message.text for message in conversation.chat.path()][-1] == "灵隐寺。"
    assert store.chats()[0].title == "杭州游"


def test_a_title_that_the_person_gave_stays(store: Store):
    async def talk(actions: Actions) -> None:
        await actions.answers.send("杭州")
        actions.filing.ask_title(actions.state.list.chats[0])
        actions.filing.rename("我的旅行")
        await actions.answers.send("还有呢？")

    played(store, opens(ScriptedEngine("好。", pause_seconds=0.05)), talk, suggest_titles=True)
    assert store.chats()[0].title == "我的旅行"


def test_who_sends_meanwhile_does_not_wait_for_a_title(store: Store):
    async def send_at_once(actions: Actions) -> None:
        await actions.answers.send("一")
        await actions.answers.send("二")
        assert actions.state.conversation.notice is None

    played(store, opens(ScriptedEngine("好", "标题标题标题" * 2, "行", pause_seconds=0.1)), send_at_once, True)
    assert [message.text for message in store.chat(1).path()][:3] == ["一", "好", "二"]


def test_no_title_is_asked_for_where_the_person_does_not_want_one(store: Store):
    played(store, opens(ScriptedEngine("好", "标题")), lambda actions: actions.answers.send("一"))
    assert store.chats()[0].title == "一"


def test_what_was_done_is_told_in_the_bar(store: Store):
    kept(store, "甲")

    async def archive(actions: Actions) -> None:
        actions.screen.refresh()
        archiving = await as_far_as_its_wait(actions.filing.archive(actions.state.list.chats))
        undo = actions.state.removed.undo
        assert undo is not None
        assert undo.what == words.CHAT_ARCHIVED.filled(title="甲")
        archiving.cancel()

    played(store, opens(ScriptedEngine()), archive)
