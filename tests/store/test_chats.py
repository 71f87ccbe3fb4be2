"""What the store promises about chats while all goes well."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbelle.chat import AnswerFacts, Message, Role, StopReason
from chatbelle.errors import StoreError
from chatbelle.store.chats import Store, open_store

FACTS = AnswerFacts(StopReason.MAX_TOKENS, "SmolLM2", 12, 7, 34, 0.25, 1.5, 2)


def user(text: str, parent: int | None = None) -> Message:
    return Message(Role.USER, text, parent=parent)


def test_a_new_store_has_no_chats(store: Store) -> None:
    assert store.chats() == ()


def test_a_chat_is_there_again_after_a_restart(store: Store, path: Path) -> None:
    chat = store.new_chat("天气")
    question = store.add(chat.id, user("今天天气怎么样？"))
    answer = store.add(chat.id, Message(Role.ASSISTANT, "晴。", parent=question.id, facts=FACTS))
    store.close()
    again = open_store(path)
    assert again.chat(chat.id).title == "天气"
    assert again.chat(chat.id).path() == (question, answer)
    assert again.chat(chat.id).messages[1].facts == FACTS
    again.close()


def test_an_added_message_has_an_id_and_is_the_tip(store: Store) -> None:
    chat = store.new_chat()
    kept = store.add(chat.id, user("hello"))
    assert kept.id > 0
    assert store.chat(chat.id).tip == kept.id


def test_an_answer_in_progress_has_no_facts_until_it_ends(store: Store) -> None:
    chat = store.new_chat()
    kept = store.add(chat.id, Message(Role.ASSISTANT, "one"))
    store.update(Message(Role.ASSISTANT, "one two", kept.id))
    assert store.chat(chat.id).messages == (Message(Role.ASSISTANT, "one two", kept.id),)
    ended = Message(Role.ASSISTANT, "one two three", kept.id, facts=FACTS)
    store.update(ended)
    assert store.chat(chat.id).messages == (ended,)


def test_the_chat_that_was_spoken_in_last_comes_first(store: Store) -> None:
    first, second = store.new_chat("first"), store.new_chat("second")
    store.add(first.id, user("hello again"))
    assert [line.id for line in store.chats()] == [first.id, second.id]


def test_a_new_title_does_not_move_a_chat(store: Store) -> None:
    old, new = store.new_chat("old"), store.new_chat("new")
    store.rename(old.id, "still old")
    assert [line.title for line in store.chats()] == ["new", "still old"]
    assert [line.id for line in store.chats()] == [new.id, old.id]


def test_a_removed_chat_is_gone_and_the_others_stay(store: Store) -> None:
    gone, stays = store.new_chat(), store.new_chat()
    question = store.add(gone.id, user("secret"))
    store.add(gone.id, Message(Role.ASSISTANT, "psst", parent=question.id, facts=FACTS))
    store.remove(gone.id)
    assert [line.id for line in store.chats()] == [stays.id]
    with pytest.raises(StoreError):
        store.chat(gone.id)


def test_a_removed_chat_leaves_no_trace_in_the_file(store: Store, path: Path) -> None:
    chat = store.new_chat()
    store.add(chat.id, user("a secret " * 2000))
    store.remove(chat.id)
    store.close()
    assert b"a secret" not in path.read_bytes()


def test_the_id_of_a_removed_chat_never_comes_back(store: Store) -> None:
    gone = store.new_chat()
    store.remove(gone.id)
    assert store.new_chat().id != gone.id


def test_a_chat_can_branch(store: Store) -> None:
    chat = store.new_chat()
    question = store.add(chat.id, user("hi"))
    first = store.add(chat.id, Message(Role.ASSISTANT, "one answer", parent=question.id))
    second = store.add(chat.id, Message(Role.ASSISTANT, "another", parent=question.id))
    assert store.chat(chat.id).messages == (question, first, second)
    assert store.chat(chat.id).path() == (question, second)


def test_removing_the_tip_shows_its_parent(store: Store) -> None:
    chat = store.new_chat()
    question = store.add(chat.id, user("hi"))
    answer = store.add(chat.id, Message(Role.ASSISTANT, "hello", parent=question.id, facts=FACTS))
    store.remove_message(answer.id)
    assert store.chat(chat.id).path() == (question,)


def test_a_message_that_others_follow_cannot_be_removed(store: Store) -> None:
    chat = store.new_chat()
    question = store.add(chat.id, user("hi"))
    answer = store.add(chat.id, Message(Role.ASSISTANT, "hello", parent=question.id))
    with pytest.raises(StoreError):
        store.remove_message(question.id)
    assert store.chat(chat.id).path() == (question, answer)


def test_a_message_cannot_follow_one_of_another_chat(store: Store) -> None:
    here, there = store.new_chat(), store.new_chat()
    elsewhere = store.add(there.id, user("hi"))
    with pytest.raises(StoreError):
        store.add(here.id, user("ho", parent=elsewhere.id))
    assert store.chat(here.id).messages == ()


def test_what_is_no_longer_there_is_said_plainly(store: Store) -> None:
    for act in (
        lambda: store.chat(7),
        lambda: store.rename(7, "x"),
        lambda: store.remove(7),
        lambda: store.add(7, user("hi")),
        lambda: store.update(Message(Role.USER, "hi", 7)),
        lambda: store.remove_message(7),
    ):
        with pytest.raises(StoreError, match="no longer there"):
            act()


def test_a_store_can_be_closed_twice(store: Store) -> None:
    store.close()
    store.close()


def test_several_threads_may_use_one_store(store: Store) -> None:
    chat = store.new_chat()
    with ThreadPoolExecutor(8) as threads:
        kept = list(threads.map(lambda number: store.add(chat.id, user(str(number))), range(100)))
    assert {message.id for message in kept} == {message.id for message in store.chat(chat.id).messages}


def test_two_stores_on_one_file_see_each_other(store: Store, path: Path) -> None:
    other = open_store(path)
    chat = other.new_chat("from the terminal")
    assert [line.title for line in store.chats()] == ["from the terminal"]
    store.add(chat.id, user("hi"))
    assert [message.text for message in other.chat(chat.id).path()] == ["hi"]
    other.close()


@pytest.fixture(scope="module")
def long_lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = open_store(tmp_path_factory.mktemp("any") / "chats.sqlite3")
    yield store
    store.close()


@given(text=st.text(), title=st.text())
def test_every_text_comes_back_unchanged(long_lived: Store, text: str, title: str) -> None:
    chat = long_lived.new_chat(title)
    long_lived.add(chat.id, user(text))
    assert long_lived.chat(chat.id).title == title
    assert long_lived.chat(chat.id).messages[0].text == text
