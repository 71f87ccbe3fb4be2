"""Plays what a person does in one tab, with a real store and the scripted engine."""

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from chatbelle.engine.protocol import Engine
from chatbelle.settings import Settings
from chatbelle.store.chats import Store
from chatbelle.ui.actions import Actions
from chatbelle.ui.loading import SharedModel
from chatbelle.ui.model_status import OpenModel
from chatbelle.ui.state import Chosen, State


def opens(engine: Engine) -> OpenModel:
    return lambda path, prompt_format, on_progress, cancelled: engine


def played(
    store: Store,
    open_model: OpenModel,
    play: Callable[[Actions], Coroutine[Any, Any, None]],
    suggest_titles: bool = False,
) -> State:
    """The state after `play`, with the model loading in the background from the start."""

    async def whole() -> State:
        shared = SharedModel(open_model)
        shared.load(Path("some.gguf"))
        actions = Actions(State(chosen=Chosen(Settings(suggest_titles=suggest_titles))), store, shared)
        await play(actions)
        await shared.close()
        return actions.state

    return asyncio.run(whole())
