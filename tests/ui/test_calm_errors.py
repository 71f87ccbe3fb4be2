"""When something goes wrong: what happened is said, a button goes on, and no word of the person's is lost."""

import sqlite3
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from benchmarks.driving import chromium, click, named, open_app, running, text_of
from chatbelle import words
from chatbelle.chat import Message, Role, StopReason
from chatbelle.engine.protocol import Adapter, Engine, Piece, Sampling
from chatbelle.engine.scripted import ScriptedEngine
from chatbelle.errors import EngineCrashed, ModelError, NotEnoughMemory, StoreError
from chatbelle.store.chats import Store, open_store
from chatbelle.ui.actions import Actions
from chatbelle.ui.state import Notice, Way
from chatbelle.ui.telling import notice_of, ways_after
from tests.ui.playing import opens, played


class KilledOnce(ScriptedEngine):
    """Its process is killed in the middle of the first answer, and starts anew with the second."""

    killed = False

    def reply(
        self,
        messages: Sequence[Message],
        sampling: Sampling,
        keep_as: str | None = None,
        adapters: Sequence[Adapter] = (),
    ) -> Generator[Piece]:
        pieces = super().reply(messages, sampling, keep_as, adapters)
        yield next(pieces)
        if not self.killed:
            self.killed = True
            raise EngineCrashed(words.ENGINE_CRASHED, words.MAYBE_MEMORY, "SIGKILL")
        yield from pieces


@contextmanager
def full_disk(store: Store) -> Iterator[None]:
    """Nothing more fits inside."""
    (used,) = store._db.execute("PRAGMA page_count").fetchone()
    store._db.execute(f"PRAGMA max_page_count = {used}")
    yield
    store._db.execute("PRAGMA max_page_count = 1000000")


def test_after_a_crash_one_button_goes_on_and_no_code_stands_in_front(store: Store):
    async def ask(actions: Actions) -> None:
        await actions.answers.send("讲个故事")
        notice = actions.state.conversation.notice
        assert notice is not None
        assert (notice.ways, notice.details) == ((Way.ANSWER,), "SIGKILL")
        assert "SIG" not in notice.what.zh + notice.what.en + notice.remedy.zh + notice.remedy.en
        await actions.answers.answer_again()

    conversation = played(store, opens(KilledOnce("从前", "有座山")), ask).conversation
    assert conversation.notice is None
    assert conversation.chat is not None
    question, answer = conversation.chat.path()
    assert question.text == "讲个故事"
    assert answer.facts is not None
    assert answer.facts.stop is StopReason.END


def test_a_model_that_memory_was_short_for_can_be_loaded_smaller(store: Store):
    def killed(path: Path, *_: object) -> Engine:
        raise NotEnoughMemory(words.KILLED_WHILE_LOADING, words.LOAD_SMALLER, "SIGKILL")

    state = played(store, killed, lambda actions: actions.answers.send("你好"))
    assert state.conversation.notice is not None
    assert state.conversation.notice.ways == (Way.SHORTER_CONTEXT, Way.MODELS)
    assert store.chat(1).path()[-1].text == "你好"


def test_a_model_whose_file_is_gone_leads_to_the_others():
    gone = ModelError(words.MODEL_MISSING.filled(path="a.gguf"), words.CHOOSE_ANOTHER_FILE)
    assert Way.MODELS in ways_after(gone)


def test_on_a_full_disk_the_message_stays_in_the_composer_until_it_can_be_sent(store: Store):
    text = "很长的一段话。" * 3000

    async def send(actions: Actions) -> None:
        actions.screen.typed(text)
        with full_disk(store):
            with pytest.raises(StoreError) as raised:
                await actions.answers.send(text)
            assert notice_of(raised.value).what == words.STORE_FULL
            assert actions.state.draft.text == text
        await actions.answers.send(actions.state.draft.text)

    state = played(store, opens(ScriptedEngine("好", context_tokens=100_000)), send)
    assert state.conversation.chat is not None
    assert [message.text for message in state.conversation.chat.path()] == [text, "好"]
    assert state.draft.text == ""
    assert len(store.chats()) == 1


def test_when_the_disk_fills_up_during_an_answer_the_question_stays_and_the_answer_can_be_had_again(store: Store):
    async def ask(actions: Actions) -> Notice | None:
        with full_disk(store):
            await actions.answers.answer_again()
        return actions.state.conversation.notice

    async def whole(actions: Actions) -> None:
        chat = store.new_chat("满")
        store.add(chat.id, Message(Role.USER, "写一篇长文"))
        actions.open_chat(chat.id)
        notice = await ask(actions)
        assert notice is not None
        assert (notice.what, notice.ways) == (words.STORE_FULL, (Way.ANSWER,))
        assert actions.state.conversation.chat is not None
        assert actions.state.conversation.chat.path()[0].text == "写一篇长文"
        await actions.answers.answer_again()

    conversation = played(store, opens(ScriptedEngine(f"{'long' * 100} " * 200)), whole).conversation
    assert conversation.chat is not None
    assert conversation.chat.path()[-1].facts is not None


@pytest.mark.browser
def test_chats_of_a_newer_version_are_told_of_in_the_app_and_stay_where_they_are(tmp_path: Path):
    home = tmp_path / "home"
    home.mkdir()
    open_store(home / "chats.sqlite3").close()
    with closing(sqlite3.connect(home / "chats.sqlite3")) as db:
        db.execute("PRAGMA user_version = 99")
    newer = (home / "chats.sqlite3").read_bytes()
    command = ("-m", "chatbelle.cli", "--browser", "--port", "PORT")
    with running(home, *command) as address, chromium() as browser:
        page = browser.new_page(viewport={"width": 390, "height": 844})
        open_app(page, address, first="shut")
        assert "更新版本" in text_of(page, "shut")
        click(page, "try-again")
        click(page, "begin-anew")
        named(page, "composer").wait_for(state="attached")
    assert (home / "chats-2.sqlite3").read_bytes() == newer
