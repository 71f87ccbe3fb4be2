"""Writes chats to files, off the event loop: where the person says, or into the browser's downloads."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from chatbelle import words
from chatbelle.errors import ChatBelleError, UsageError
from chatbelle.history import WholeChat
from chatbelle.transfer.bundle import bundle_name, bundled
from chatbelle.transfer.export import export_chat, export_chats
from chatbelle.transfer.format import Format
from chatbelle.ui.state import Look
from chatbelle.ui.streaming import with_progress
from chatbelle.ui.transfer.state import Export
from chatbelle.ui.transfer.whole import Beside, WholeChats
from chatbelle.words import Phrase


@dataclass(frozen=True, slots=True)
class Picker:
    """How the person says where a file goes. Each answer is None when they change their mind."""

    gives_paths: bool  # in a window; a browser only takes the content
    file: Callable[[str], Awaitable[Path | None]]  # asked with a name for it
    folder: Callable[[], Awaitable[Path | None]]
    download: Callable[[str, bytes], Awaitable[bool]]  # under a name; True when it went there


class Exporting:
    """One tab's exports."""

    def __init__(
        self, export: Export, look: Look, beside: Beside, picker: Picker, is_locked: Callable[[], bool]
    ) -> None:
        self._export, self._look, self._beside = export, look, beside
        self._picker, self._is_locked = picker, is_locked

    def open(self, ids: Sequence[int]) -> None:
        """Ask what these chats are to be written as; without numbers, all chats."""
        export = self._export
        export.is_locked = self._is_locked()
        export.ids, export.written, export.error, export.share = tuple(ids), None, None, None
        export.is_open = True

    def choose(self, wanted: Format) -> None:
        """Take a format."""
        self._export.wanted = wanted

    def close(self) -> None:
        """Close the dialog; what is being written is written all the same."""
        self._export.is_open = False

    async def write(self) -> None:
        """Ask where, and write."""
        export = self._export
        export.error = None
        try:
            export.written = await (self._to_a_place() if self._picker.gives_paths else self._to_the_browser())
        except ChatBelleError as error:
            export.error = error
        finally:
            export.share = None

    async def _to_a_place(self) -> Phrase | None:
        export, language = self._export, self._look.language
        wanted, ids = export.wanted, export.ids
        now = datetime.now().astimezone()
        if len(ids) == 1 or wanted is Format.JSON:
            titles = await with_progress(lambda _: self._titles(ids), self._shown)
            target = await self._picker.file(bundle_name(titles, wanted, f"{now:%Y-%m-%d}"))
        elif folder := await self._picker.folder():
            target = folder / f"ChatBelle {now:%Y-%m-%d %H.%M.%S}"
        else:
            target = None
        if target is None:
            return None

        def write(report: Callable[[float], None]) -> int:
            with closing(self._beside()) as store:
                chosen = chosen_ids(store, ids)
                if len(ids) == 1 and wanted is not Format.JSON:
                    export_chat(store.whole_chat(ids[0]), wanted, target, language)
                else:
                    export_chats(whole(store, chosen, report), wanted, target, language)
                return len(chosen)

        count = await with_progress(write, self._shown)
        return words.WRITTEN_TO.filled(count=counted(count), path=target)

    async def _to_the_browser(self) -> Phrase | None:
        export, language = self._export, self._look.language
        wanted, ids = export.wanted, export.ids

        def bundle(report: Callable[[float], None]) -> tuple[int, bytes]:
            with closing(self._beside()) as store:
                chosen = chosen_ids(store, ids)
                return len(chosen), bundled(whole(store, chosen, report), wanted, language, alone=len(ids) == 1)

        count, content = await with_progress(bundle, self._shown)
        titles = await with_progress(lambda _: self._titles(ids), self._shown)
        name = bundle_name(titles, wanted, f"{datetime.now().astimezone():%Y-%m-%d}")
        if not await self._picker.download(name, content):
            return None
        return words.HANDED_TO_BROWSER.filled(count=counted(count), name=name)

    def _titles(self, ids: Sequence[int]) -> list[str]:
        """The title of a chat that is written alone, for the file's name."""
        if len(ids) != 1:
            return []
        with closing(self._beside()) as store:
            return [store.whole_chat(ids[0]).title or words.UNTITLED.in_language(self._look.language)]

    def _shown(self, share: float) -> None:
        self._export.share = share


def chosen_ids(store: WholeChats, ids: Sequence[int]) -> Sequence[int]:
    """The numbers, or those of all chats. Raises UsageError when there is none."""
    chosen = ids or [line.id for line in (*store.chats(), *store.chats(archived=True))]
    if not chosen:
        raise UsageError(words.NO_CHATS_YET, words.NOTHING_EXPORTED)
    return chosen


def whole(store: WholeChats, ids: Sequence[int], report: Callable[[float], None]) -> Iterator[WholeChat]:
    """The chats, one after the other; tells how far it is."""
    for done, chat_id in enumerate(ids):
        report(done / len(ids))
        yield store.whole_chat(chat_id)


def counted(count: int) -> Phrase:
    """So many chats, in words."""
    return words.ONE_CHAT if count == 1 else words.MANY_CHATS.filled(count=count)
