"""Search finds just what a naive scan of all messages finds, in Chinese and in Latin, and forgets what is removed."""

import sqlite3
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from chatbelle.chat import AnswerFacts, Message, Role, StopReason
from chatbelle.store import search
from chatbelle.store.chats import Store, open_store
from chatbelle.store.migrations import MIGRATIONS


def told(store: Store, *texts: str, title: str = "") -> list[Message]:
    """A chat in which these were said."""
    chat = store.new_chat(title)
    return [store.add(chat.id, Message(Role.USER, text)) for text in texts]


def texts_with(store: Store, typed: str) -> list[str]:
    """What is found, as the texts of the messages, newest first."""
    found = store.search(typed, limit=1000)
    by_id = {message.id: message.text for line in store.chats() for message in store.chat(line.id).messages}
    return [by_id[place.message_id] for place in found if place.message_id]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("天", "今天天气怎么样？"),
        ("天气", "今天天气怎么样？"),
        ("气怎么", "今天天气怎么样？"),
        ("？", "今天天气怎么样？"),
        ("hel", "Say hello"),
        ("HELLO", "say hello"),
        ("say he", "Say hello"),
        ("hello say", "Say hello"),
        ("cafe", "Le café"),
        ("ＧＰＴ模", "用 GPT 模型"),
        ("gpt模型", "用 GPT 模型"),
        ("用gpt", "用 GPT 模型"),
        ("don't", "I don’t know"),
        ("c++", "C++ 和 Rust"),
        ("++", "C++ 和 Rust"),
        ("case", "snake_case"),
        ("f(x)", "let f(x) = 1"),
        ("😀", "好的😀👍"),
        ("𠮷野", "去𠮷野家"),
        ("привет", "Привет, мир"),
        ("*", "2 * 3"),
        ('"', 'say "hi"'),
    ],
)
def test_what_is_typed_is_found(store: Store, typed: str, text: str) -> None:
    told(store, "something else 别的话", text)
    assert texts_with(store, typed) == [text]


@pytest.mark.parametrize(
    ("typed", "text"),
    [("气天", "天气"), ("天气", "天 气"), ("ello", "hello"), ("天气好", "天气。气好"), ("hello moon", "hello world")],
)
def test_what_is_not_there_is_not_found(store: Store, typed: str, text: str) -> None:
    told(store, text)
    assert texts_with(store, typed) == []


@pytest.mark.parametrize(
    "typed", ["", " ", "\0", "\u3000", "\ud800", "AND", 'NEAR("a"', "words:x", "^", "-", "x" * 9000]
)
def test_nothing_that_can_be_typed_is_an_error(store: Store, typed: str) -> None:
    told(store, "a message")
    assert texts_with(store, typed) == []


def test_the_newest_comes_first_and_pages_follow(store: Store) -> None:
    told(store, *(f"茶 {number}" for number in range(5)))
    first = store.search("茶", limit=2)
    second = store.search("茶", limit=2, before=first[-1].message_id)
    assert [place.excerpt for place in (*first, *second)] == ["茶 4", "茶 3", "茶 2", "茶 1"]


def test_a_place_names_its_chat_and_message_and_what_to_highlight(store: Store) -> None:
    (message,) = told(store, "去年\n我们谈过天气，" + "还有很多别的事情，" * 30 + "也谈过天气。", title="旧事")
    (place,) = store.search("天气 谈过")
    assert (place.chat_id, place.message_id, place.title) == (store.chats()[0].id, message.id, "旧事")
    assert place.excerpt.startswith("去年 我们谈过天气，")
    assert place.excerpt.endswith("…")
    assert [place.excerpt[start:end] for start, end in place.highlights] == ["谈过天气"]


def test_an_excerpt_from_the_middle_says_that_something_stands_before(store: Store) -> None:
    told(store, "甲" * 500 + "乙丙" + "丁" * 500)
    (place,) = store.search("乙丙")
    assert place.excerpt[0] == place.excerpt[-1] == "…"
    assert [place.excerpt[start:end] for start, end in place.highlights] == ["乙丙"]


def test_titles_are_found_before_messages(store: Store) -> None:
    told(store, "茶", title="关于茶")
    told(store, "茶？", title="别的")
    assert [(place.message_id is None, place.excerpt) for place in store.search("茶")] == [
        (True, "关于茶"),
        (False, "茶？"),
        (False, "茶"),
    ]


def test_a_new_title_is_found_and_the_old_one_no_longer(store: Store) -> None:
    chat = store.new_chat("茶")
    assert [place.chat_id for place in store.search("茶")] == [chat.id]
    store.rename(chat.id, "咖啡")
    assert [len(store.search(typed)) for typed in ("茶", "咖啡")] == [0, 1]


def test_an_answer_is_found_while_it_grows_and_as_it_became(store: Store) -> None:
    chat = store.new_chat()
    kept = store.add(chat.id, Message(Role.ASSISTANT, "one"))
    assert texts_with(store, "one") == ["one"]
    store.update(Message(Role.ASSISTANT, "two", kept.id))
    store.update(Message(Role.ASSISTANT, "three", kept.id, facts=AnswerFacts(StopReason.END)))
    assert [texts_with(store, typed) for typed in ("one", "two", "three")] == [[], [], ["three"]]


def test_what_is_set_aside_is_not_found_until_it_is_back(store: Store) -> None:
    (message,) = told(store, "天气")
    (chat,) = store.chats()
    store.set_aside([chat.id])
    assert store.search("天气") == ()
    store.bring_back([chat.id])
    removed = store.set_branch_aside(chat.id, message.id)
    assert store.search("天气") == ()
    store.bring_branch_back(removed)
    assert texts_with(store, "天气") == ["天气"]


@pytest.mark.parametrize("searched_before", [False, True])
def test_what_is_removed_leaves_no_trace_in_the_file(store: Store, path: Path, searched_before: bool) -> None:
    told(store, "nothing special", "秘密 topsecret zebra " * 50)
    told(store, "another chat, too")
    if searched_before:
        assert len(store.search("topsecret")) == 1
    store.remove(store.chats()[1].id)
    assert store.search("topsecret") == ()
    assert texts_with(store, "too") == ["another chat, too"]
    store.close()
    content = path.read_bytes()
    assert not [word for word in ("topsecret", "秘密", "zebra", "special") if word.encode() in content]


@pytest.mark.parametrize("lay", [Store.purge, lambda store: list(store.prepare_search())], ids=["removal", "start"])
def test_a_ghost_left_by_a_crash_is_laid(store: Store, lay: Callable[[Store], object]) -> None:
    told(store, "hidden")
    assert len(store.search("hidden")) == 1
    with store.transaction() as db:  # and the process ends here
        db.execute("DELETE FROM chats")
    lay(store)
    with store.transaction() as db:
        assert db.execute("SELECT count(*) FROM ghosts").fetchone() == (0,)
        assert not any(b"hidden" in block for (block,) in db.execute("SELECT block FROM word_index_data"))


def test_the_chats_of_an_older_version_are_found_too(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        MIGRATIONS[0](db)
        db.execute("PRAGMA user_version = 1")
        db.execute("INSERT INTO chats (id, title, created_at, changed_at) VALUES (1, '旧', 1, 2)")
        rows = ((f"第 {number} 条旧消息",) for number in range(search.BATCH + 1))
        db.executemany("INSERT INTO messages (chat, role, text, created_at) VALUES (1, 'user', ?, 1)", rows)
    with closing(open_store(path)) as store:
        assert list(store.prepare_search()) == [2, 0]
        assert texts_with(store, "第 77 条") == ["第 77 条旧消息"]


# --- Against a naive scan ---------------------------------------------------------------------------------------------
ALPHABET = "aAbBéÉ1_.,'’ \n\u3000天气好。？Ｂ😀ſ"


@pytest.fixture(scope="module")
def long_lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = open_store(tmp_path_factory.mktemp("any") / "chats.sqlite3")
    yield store
    store.close()


def plain(text: str) -> str:
    """Case, width, accents and the shape of apostrophes aside."""
    bare = unicodedata.normalize("NFKD", text.replace("’", "'").replace("ſ", "s"))
    return "".join(letter for letter in bare if not unicodedata.combining(letter)).lower()


def is_word(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()


def stands_at(term: str, text: str, at: int) -> bool:
    """Whether the term stands here: a space between a word and something else makes no difference."""
    if is_word(term[0]) and at and is_word(text[at - 1]):
        return False  # in the middle of a word
    for number, letter in enumerate(term):
        if number and is_word(letter) != is_word(term[number - 1]):
            while at < len(text) and text[at].isspace():
                at += 1
        if at >= len(text) or text[at] != letter:
            return False
        at += 1
    return True


def stands_in(typed: str, text: str) -> bool:
    """Whether each of the typed terms stands somewhere in the text."""
    inside = plain(text)
    return all(any(stands_at(term, inside, at) for at in range(len(inside))) for term in plain(typed).split())


@settings(deadline=None)  # every example writes to the disk
@given(st.lists(st.text(ALPHABET, max_size=12), max_size=8), st.text(ALPHABET, min_size=1, max_size=4))
@example(["天气。气好"], "天气好")
@example(["a天 气"], "天气")
def test_search_finds_what_a_naive_scan_finds(long_lived: Store, texts: list[str], typed: str) -> None:
    told(long_lived, *texts)
    if plain(typed).split():
        assert texts_with(long_lived, typed) == [text for text in reversed(texts) if stands_in(typed, text)]
    for place in long_lived.search(typed):
        assert all(place.excerpt[start:end].strip() for start, end in place.highlights)
        assert place.highlights
    long_lived.remove(long_lived.chats()[0].id)
