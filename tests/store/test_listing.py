"""The list of chats as a person arranges it, and what is removed and comes back."""

from contextlib import closing
from pathlib import Path

import pytest

from chatbelle.chat import AnswerFacts, Chat, Message, Role, StopReason
from chatbelle.chat_settings import ChatSettings
from chatbelle.errors import StoreError
from chatbelle.history import ChatOrder
from chatbelle.store.chats import UNDO_SECONDS, Store, open_store


def three_chats(store: Store) -> list[int]:
    return [store.new_chat(title).id for title in ("北京", "Apple", "阿姨")]


def titles(store: Store, order: ChatOrder = ChatOrder.CHANGED, archived: bool = False) -> list[str]:
    return [chat.title for chat in store.chats(order, archived)]


def branched(store: Store) -> Chat:
    """A question with two answers, the first of which was asked about again."""
    chat = store.new_chat("枝")
    question = store.add(chat.id, Message(Role.USER, "问"))
    first = store.add(chat.id, Message(Role.ASSISTANT, "一", parent=question.id, facts=AnswerFacts(StopReason.END)))
    store.add(chat.id, Message(Role.USER, "再问", parent=first.id))
    store.add(chat.id, Message(Role.ASSISTANT, "二", parent=question.id))
    return store.chat(chat.id)


def shown(store: Store, chat_id: int) -> list[str]:
    return [message.text for message in store.chat(chat_id).path()]


@pytest.mark.parametrize(
    ("order", "sorted_titles"),
    [
        (ChatOrder.CHANGED, ["北京", "阿姨", "Apple"]),
        (ChatOrder.CREATED, ["阿姨", "Apple", "北京"]),
        (ChatOrder.TITLE, ["Apple", "阿姨", "北京"]),
    ],
)
def test_chats_are_sorted_as_asked(store: Store, order: ChatOrder, sorted_titles: list[str]) -> None:
    first, *_ = three_chats(store)
    store.add(first, Message(Role.USER, "hi"))
    assert titles(store, order) == sorted_titles


@pytest.mark.parametrize("order", list(ChatOrder))
def test_pinned_chats_come_first_in_every_order(store: Store, order: ChatOrder) -> None:
    first, *_ = three_chats(store)
    store.pin([first])
    assert (titles(store, order)[0], store.chats(order)[0].pinned) == ("北京", True)
    store.pin([first], pinned=False)
    assert not any(chat.pinned for chat in store.chats(order))


def test_archived_chats_are_listed_apart(store: Store) -> None:
    first, second, _ = three_chats(store)
    store.archive([first, second])
    assert (titles(store), titles(store, archived=True)) == (["阿姨"], ["Apple", "北京"])
    store.archive([first], archived=False)
    assert titles(store) == ["阿姨", "北京"]


def test_of_many_chats_all_are_changed_or_none(store: Store) -> None:
    first, *_ = three_chats(store)
    for change in (store.pin, store.archive, store.set_aside):
        with pytest.raises(StoreError, match="no longer there"):
            change([first, 99])
    assert not [chat for chat in store.chats() if chat.pinned or chat.archived]
    assert len(store.chats()) == 3


def test_chats_that_were_set_aside_come_back(store: Store) -> None:
    first, second, _ = three_chats(store)
    store.add(first, Message(Role.USER, "hi"))
    store.set_aside([first, second])
    assert titles(store) == ["阿姨"]
    with pytest.raises(StoreError, match="no longer there"):
        store.chat(first)
    store.bring_back([first, second])
    assert (titles(store)[0], shown(store, first)) == ("北京", ["hi"])


def test_what_was_purged_does_not_come_back(store: Store) -> None:
    first, *_ = three_chats(store)
    store.set_aside([first])
    store.purge()
    with pytest.raises(StoreError, match="no longer there"):
        store.bring_back([first])


def test_a_chat_set_aside_just_now_survives_a_restart_and_an_older_one_does_not(store: Store, path: Path) -> None:
    first, second, _ = three_chats(store)
    store.set_aside([first, second])
    with store.transaction() as db:
        db.execute("UPDATE chats SET removed_at = removed_at - ? WHERE id = ?", (2 * UNDO_SECONDS, first))
    store.close()
    with closing(open_store(path)) as again:
        again.bring_back([second])
        with pytest.raises(StoreError, match="no longer there"):
            again.bring_back([first])


def test_nothing_can_be_said_in_a_chat_that_is_set_aside(store: Store) -> None:
    chat = branched(store)
    store.set_aside([chat.id])
    with pytest.raises(StoreError, match="no longer there"):
        store.add(chat.id, Message(Role.USER, "hi", parent=chat.tip))


def test_a_message_is_set_aside_with_all_that_follow_it(store: Store) -> None:
    chat = branched(store)
    before = store.chat(chat.id)
    removed = store.set_branch_aside(chat.id, chat.messages[1].id)
    assert [message.text for message in store.chat(chat.id).messages] == ["问", "二"]
    with pytest.raises(StoreError, match="no longer there"):
        store.add(chat.id, Message(Role.USER, "hi", parent=chat.messages[2].id))
    store.bring_branch_back(removed)
    assert store.chat(chat.id) == before


def test_beside_a_message_that_is_set_aside_its_newest_sibling_is_shown(store: Store) -> None:
    chat = branched(store)
    removed = store.set_branch_aside(chat.id, chat.messages[3].id)
    assert shown(store, chat.id) == ["问", "一", "再问"]
    store.bring_branch_back(removed)
    assert shown(store, chat.id) == ["问", "二"]


def test_all_of_a_chat_can_be_set_aside_and_purged(store: Store) -> None:
    chat = branched(store)
    removed = store.set_branch_aside(chat.id, chat.messages[0].id)
    assert store.chat(chat.id).path() == ()
    store.purge()
    with pytest.raises(StoreError, match="no longer there"):
        store.bring_branch_back(removed)
    assert store.chat(chat.id).messages == ()


def test_the_path_that_is_shown_is_kept(store: Store) -> None:
    chat = branched(store)
    store.show(chat.showing(chat.messages[1].id))
    assert shown(store, chat.id) == ["问", "一", "再问"]


def test_a_fork_is_a_new_chat_with_a_copy_of_the_path(store: Store) -> None:
    chat = branched(store)
    store.keep_settings(chat.id, ChatSettings(temperature=0.5))
    fork = store.fork(chat.id, chat.messages[1].id, "岔")
    assert fork == store.chat(fork.id)
    assert [(message.text, message.facts) for message in fork.path()] == [
        ("问", None),
        ("一", AnswerFacts(StopReason.END)),
    ]
    assert store.settings(fork.id) == ChatSettings(temperature=0.5)
    store.remove(chat.id)
    assert shown(store, fork.id) == ["问", "一"]


def test_a_chat_cannot_be_forked_at_a_message_of_another(store: Store) -> None:
    chat = branched(store)
    with pytest.raises(StoreError, match="no longer there"):
        store.fork(store.new_chat().id, chat.messages[0].id, "")
    assert len(store.chats()) == 2


# --- Drafts and settings ----------------------------------------------------------------------------------------------
def test_a_draft_is_there_after_a_restart_for_each_chat(store: Store, path: Path) -> None:
    chat = store.new_chat()
    store.keep_draft(chat.id, "还没写完")
    store.keep_draft(0, "a new one")
    store.close()
    with closing(open_store(path)) as again:
        assert (again.draft(chat.id), again.draft(0), again.draft(99)) == ("还没写完", "a new one", "")
        again.keep_draft(0, "")
        assert again.draft(0) == ""


def test_a_draft_goes_with_its_chat(store: Store) -> None:
    chat = store.new_chat()
    store.keep_draft(chat.id, "secret")
    store.remove(chat.id)
    assert store.draft(chat.id) == ""
    with pytest.raises(StoreError, match="no longer there"):
        store.keep_draft(chat.id, "late")


def test_the_settings_of_a_chat_are_kept(store: Store) -> None:
    chat = store.new_chat()
    assert store.settings(chat.id) == ChatSettings()
    chosen = ChatSettings(
        Path("a/模型.gguf"), "说中文。", "belle", temperature=0, top_k=20, seed=7, stop=("\n\n", "完")
    )
    store.keep_settings(chat.id, chosen)
    assert store.settings(chat.id) == chosen
