"""What happens when the person does something on the Models page: with a scripted library and queue."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any

from chatbelle import words
from chatbelle.library.catalogue import catalogue
from chatbelle.library.fit import Machine
from chatbelle.library.health import NextStep
from chatbelle.library.job import Step
from chatbelle.library.own_weights import own_release
from chatbelle.library.release import Arrival
from chatbelle.ui.models.actions import ModelActions
from chatbelle.ui.models.library import Contents
from chatbelle.ui.models.offers import offered_here
from chatbelle.ui.models.scripted import ScriptedLibrary, ScriptedQueue
from chatbelle.ui.models.state import Kept, Models, Offered, Seen
from chatbelle.ui.state import Look, Place

OFFERED = offered_here(catalogue(), Machine(8_000_000_000, 20e9))
HERE = Kept(Path("/here.gguf"), "Here", 1_000_000, may_remove=True)
WEIGHTS = Seen(words.IS_CHECKPOINT, release=own_release(Path("/weights"), "BELLE-7B", words.IS_CHECKPOINT, False))


class Played:
    """A page, its scripted parts, and the models that were opened."""

    def __init__(self, library: ScriptedLibrary | None = None) -> None:
        self.look, self.queue = Look(), ScriptedQueue()
        self.opened: list[Path] = []
        library = library or ScriptedLibrary(Contents(OFFERED, (HERE,)), OFFERED[:2], WEIGHTS)
        self.actions = ModelActions(Models(), self.look, library, self.queue, self.opened.append)
        self.models = self.actions.models


def played(play: Callable[[Played], Coroutine[Any, Any, None]], library: ScriptedLibrary | None = None) -> Played:
    """Play with a page that follows its jobs."""

    async def whole() -> Played:
        page = Played(library)
        following = asyncio.ensure_future(page.actions.follow_jobs())
        await until(lambda: page.models.shelf.kept is not None)
        await play(page)
        following.cancel()
        return page

    return asyncio.run(whole())


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not holds():
            await asyncio.sleep(0.005)


def arriving(arrival: Arrival) -> Offered:
    return next(each for each in OFFERED if each.release.arrival is arrival)


def test_a_model_is_opened_when_the_person_waited_for_it_on_the_page() -> None:
    async def wait(page: Played) -> None:
        await page.actions.open_page()
        await page.actions.take(arriving(Arrival.READY))
        page.queue.step(1, Step.READY, Path("/brought.gguf"))
        await until(lambda: bool(page.opened))

    page = played(wait)
    assert page.opened == [Path("/brought.gguf")]
    assert page.look.place is Place.CHAT
    assert page.models.told.ready is None


def test_who_went_back_to_a_chat_is_told_quietly_and_opens_it_with_one_button() -> None:
    async def leave(page: Played) -> None:
        await page.actions.open_page()
        await page.actions.take(arriving(Arrival.READY))
        page.actions.leave()
        page.queue.step(1, Step.READY, Path("/brought.gguf"))
        await until(lambda: page.models.told.ready is not None)
        assert not page.opened
        page.actions.start_ready()

    page = played(leave)
    assert page.opened == [Path("/brought.gguf")]
    assert page.models.told.ready is None


def test_a_card_follows_its_job() -> None:
    async def pause(page: Played) -> None:
        release = arriving(Arrival.READY).release

        def card() -> Offered:
            return next(each for each in page.models.shelf.offered if each.release == release)

        await page.actions.take(card())
        await until(lambda: card().job_id == 1)
        page.actions.pause(1)
        await until(lambda: card().resting)
        await page.actions.take(card())
        await until(lambda: not card().resting)
        assert len(page.queue.jobs) == 1
        page.actions.cancel(1)
        await until(lambda: card().job_id is None)

    assert not played(pause).models.jobs.jobs


def test_an_encrypted_release_asks_for_its_key_first() -> None:
    async def take(page: Played) -> None:
        await page.actions.take(arriving(Arrival.ENCRYPTED))
        assert page.look.place is Place.IMPORT
        await page.actions.importing.convert()
        assert page.models.importing.notice is not None
        page.models.importing.key = "/keys/consolidated.00.pth"
        await page.actions.importing.convert()

    page = played(take)
    assert page.queue.jobs[0].wanted.key == "/keys/consolidated.00.pth"
    assert page.look.place is Place.MODELS


def test_a_release_that_nothing_can_read_shows_the_one_to_use_instead() -> None:
    async def take(page: Played) -> None:
        await page.actions.take(arriving(Arrival.UNREADABLE))

    page = played(take)
    instead = arriving(Arrival.UNREADABLE).release.instead
    assert page.models.wish.text == next(each.name for each in catalogue() if each.id == instead)
    assert not page.queue.jobs


def test_the_wizard_says_what_a_path_is_and_converts_it() -> None:
    async def convert(page: Played) -> None:
        page.actions.importing.start_import()
        page.models.importing.path = " '/weights/BELLE-7B' "
        await page.actions.importing.look_at()
        assert page.models.importing.seen == replace(WEIGHTS, path=Path("/weights/BELLE-7B"))
        page.models.importing.to = "q8_0"
        await page.actions.importing.convert()

    assert played(convert).queue.jobs[0].wanted.to == "q8_0"


def test_a_gguf_is_used_where_it_lies() -> None:
    async def use(page: Played) -> None:
        page.models.importing.path = "/a.gguf"
        await page.actions.importing.look_at()
        await page.actions.importing.convert()

    ready = replace(WEIGHTS, step=NextStep.CHAT)
    assert played(use, ScriptedLibrary(seen=ready)).opened == [Path("/a.gguf")]


def test_a_path_with_nothing_there_is_said_in_the_wizard() -> None:
    async def look(page: Played) -> None:
        page.models.importing.path = "/nowhere"
        await page.actions.importing.look_at()

    notice = played(look, ScriptedLibrary()).models.importing.notice
    assert notice is not None
    assert notice.what == words.MODEL_MISSING.filled(path="/nowhere")


def test_a_model_goes_only_when_the_question_was_answered() -> None:
    async def remove(page: Played) -> None:
        page.actions.ask_remove(HERE)
        page.actions.keep_it()
        assert page.models.shelf.kept == (HERE,)
        page.actions.ask_remove(HERE)
        await page.actions.remove(HERE, for_good=False)

    page = played(remove)
    assert page.models.shelf.kept == ()
    assert page.models.told.removing is None


def test_the_fastest_source_is_taken() -> None:
    async def find(page: Played) -> None:
        page.actions.sources.use_endpoint("https://example.com")
        page.actions.sources.show_sources()
        await page.actions.sources.find_fastest()

    sources = played(find).models.sources
    assert sources.endpoint == min(sources.endpoints, key=lambda each: each[1] or 99)[0]


def test_escape_leads_from_the_wizard_to_the_page_and_from_there_to_the_chat() -> None:
    async def leave(page: Played) -> None:
        page.actions.importing.start_import()
        page.actions.leave()
        assert page.look.place is Place.MODELS
        page.actions.leave()

    assert played(leave).look.place is Place.CHAT
