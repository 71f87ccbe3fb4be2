"""Nothing of a private chat touches the disk: every byte of every file is read, with the real engine in its process."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from chatbelle.chat import Message, Role
from chatbelle.engine.opening import open_engine
from chatbelle.engine.protocol import Engine, Loading
from chatbelle.engine.snapshots import token_bytes
from chatbelle.paths import chats_file
from chatbelle.settings import Settings
from chatbelle.store.chats import Store, open_store
from chatbelle.ui.actions import Actions
from chatbelle.ui.loading import SharedModel
from chatbelle.ui.state import Chosen, State

pytestmark = pytest.mark.model

SECRET = "The heron hid seventeen emeralds beneath the lighthouse"
DRAFT = "Nobody must hear of the lighthouse keeper"


async def tell(model: Path, store: Store, private: bool, ids: list[int]) -> None:
    """Say the secret in a chat, begin to type another one, and leave; `ids` become the tokens of the secret."""
    engine = open_engine(model, Loading(context_tokens=512))
    shared = SharedModel(lambda path, prompt_format, on_progress, cancelled: engine)
    shared.load(model)
    actions = Actions(State(chosen=Chosen(Settings(suggest_titles=True))), store, shared)
    if private:
        actions.new_private_chat()
    actions.setting.change(replace(actions.state.sheet.settings, max_tokens=8, system=f"You are told: {SECRET}"))
    await actions.answers.send(SECRET)
    await actions.answers.send("And then?")
    ids += tokens_of_secret(engine)
    actions.screen.typed(DRAFT)
    actions.screen.new_chat()
    await shared.close()


def tokens_of_secret(engine: Engine) -> list[int]:
    """The middle of the secret, as a prompt has it."""
    prompt = engine.prompt_tokens([Message(Role.USER, SECRET)])
    at = next(place for place, token in enumerate(prompt) if "hid" in token.text)
    return [token.id for token in prompt[at : at + 6]]


def places_of(home: Path, sought: bytes) -> list[Path]:
    return [file for file in sorted(home.rglob("*")) if file.is_file() and sought in file.read_bytes()]


@pytest.mark.parametrize("private", [True, False])
def test_a_private_chat_leaves_no_trace_where_another_one_does(
    smollm2: Path, chatbelle_home: Path, private: bool
) -> None:
    ids: list[int] = []
    chats_file().parent.mkdir(parents=True, exist_ok=True)
    store = open_store(chats_file())
    asyncio.run(tell(smollm2, store, private, ids))
    before_closing = [places_of(chatbelle_home, text.encode()) for text in (SECRET, DRAFT)]  # in the log, too
    store.close()
    in_words = [places_of(chatbelle_home, text.encode()) for text in (SECRET, DRAFT)]
    in_tokens = places_of(chatbelle_home, bytes(token_bytes(ids)))
    assert len(ids) == 6
    assert any(chatbelle_home.rglob("*.sqlite3"))
    for places in (*before_closing, *in_words, in_tokens):
        assert bool(places) is not private
