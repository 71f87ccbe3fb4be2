"""The states of all chats, found by their tokens alone: on disk, or in memory where they must not lie on the disk.

Files that were just written or read are in the system's own cache: a second copy in this process would gain little, and
the system, unlike us, knows when memory is needed elsewhere.

Nobody asks which chat a prompt belongs to. What begins with the same tokens, read with the same adapters, has the same
state, so forks, edits and chats with the same system prompt share theirs. The name of a chat matters only for what must
go when the chat goes.
"""

import threading
from collections import deque
from collections.abc import Generator, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from queue import SimpleQueue
from time import time

from chatbelle.engine.prompts import common_prefix_length
from chatbelle.engine.snapshot_folder import SnapshotFile, SnapshotFolder, forget, remove, touch
from chatbelle.engine.snapshots import TOKEN_BYTES, Doubtful, Span, State, bytes_digest, token_bytes

SHORT_TOKENS = 64  # a last span below this length grows with the next one, or there would be many small files
MOST_UNWRITTEN_BYTES = 1024**3  # when a disk is slower than the chat, states beyond this are not written
CLOSING_SECONDS = 1.5  # for what is not written yet
READ_AHEAD = 2  # states: 256 MiB for a 7B model


@dataclass(eq=False, slots=True)
class Kept:
    """A span whose state is in memory until it is on disk."""

    span: Span
    owner: str | None  # the chat it was made for; None: it must not touch the disk
    state: State | None
    file: SnapshotFile | None = None
    unwritten: bool = False  # it is about to be written


@dataclass(frozen=True, slots=True)
class Stretch:
    """The part of a prompt up to `end` that a kept span covers, behind the stretches before it."""

    kept: Kept
    end: int


class SnapshotStore:
    """Finds and keeps states. All but the writing and reading ahead happens in the caller's thread."""

    def __init__(self, folder: SnapshotFolder | None, memory_bytes: int) -> None:
        """`folder` None keeps nothing on disk; `memory_bytes` is the most that is kept in memory for good."""
        self._folder, self._memory_bytes = folder, memory_bytes
        files = folder.files() if folder else ()
        self._kept = [Kept(file.span, file.owner, None, file) for file in files]  # the one used last first
        self._lock = threading.Lock()  # around all that the writer changes, too
        self._unwritten: SimpleQueue[Kept | None] = SimpleQueue()
        self._unwritten_bytes = 0
        self._writer = threading.Thread(target=self._write, name="snapshots", daemon=True)
        self._writer.start()

    @property
    def spans(self) -> Iterable[Span]:
        """All spans, the one used last at the end."""
        return [kept.span for kept in reversed(self._kept)]

    def find(self, tokens: Sequence[int], adapters: bytes = b"", to_be_written: bool = False) -> list[Stretch]:
        """The stretches that cover the most of these tokens, from the first one on, with the adapters of this key.

        With `to_be_written`, only those that a state on the disk may rely on.
        """
        with self._lock:
            kept = [one for one in self._kept if one.file or one.unwritten or not to_be_written]
        before = memoryview(adapters + token_bytes(tokens))
        bytes_before = {one.span.start: len(adapters) + TOKEN_BYTES * one.span.start for one in kept}
        digests = {start: bytes_digest(before[:length]) for start, length in bytes_before.items()}
        reaches = [
            Stretch(one, one.span.start + common_prefix_length(one.span.tokens, tokens[one.span.start :]))
            for one in kept
            if one.span.before == digests[one.span.start]
        ]
        found: list[Stretch] = []
        reached = 0
        while furthest := max(
            (stretch for stretch in reaches if stretch.kept.span.start <= reached < stretch.end),
            key=lambda stretch: stretch.end,
            default=None,
        ):
            found.append(furthest)
            reached = furthest.end
        return found

    def states(self, wanted: Sequence[Kept]) -> Generator[tuple[Kept, State | None]]:
        """Spans with their states, one after the other; the next ones are read while the caller uses one."""
        coming: deque[tuple[Kept, Future[State | None]]] = deque()
        with ThreadPoolExecutor(READ_AHEAD, "snapshot-reader") as readers:
            for kept in wanted:
                coming.append((kept, readers.submit(self.state, kept)))
                if len(coming) > READ_AHEAD:
                    ready, state = coming.popleft()
                    yield ready, state.result()
            for ready, state in coming:
                yield ready, state.result()

    def state(self, kept: Kept) -> State | None:
        """The state of a span, every byte of it checked; None when it is lost, and then it is forgotten."""
        state, file = kept.state, kept.file
        if state is None and file and self._folder:
            try:
                state = self._folder.read(file)
            except Doubtful:
                state = None
        with self._lock:
            if state is None:
                self._drop(kept)
            elif kept in self._kept:
                self._kept.remove(kept)
                self._kept.insert(0, kept)
        return state

    def start_of_new(self, tokens: Sequence[int], adapters: bytes, owner: str | None) -> int:
        """From where on states are to be kept: behind the kept ones; a short last one is kept anew with more."""
        stretches = self.find(tokens, adapters, to_be_written=bool(owner and self._folder))
        self._touch(stretches)
        if not stretches:
            return 0
        last = stretches[-1]
        short = len(last.kept.span.tokens) < SHORT_TOKENS and last.kept.owner == owner and last.end < len(tokens)
        return last.kept.span.start if short else last.end

    def keep(self, span: Span, state: State, owner: str | None) -> None:
        """Keep a state in memory and, for a chat with a name, write it in the background."""
        kept = Kept(span, owner, state)
        with self._lock:
            for part in [one for one in self._kept if one.owner == kept.owner and span.holds(one.span)]:
                kept.span = replace(kept.span, answers=(*part.span.answers, *kept.span.answers))
                self._drop(part)
            self._kept.insert(0, kept)
            if owner and self._folder and self._unwritten_bytes < MOST_UNWRITTEN_BYTES:
                kept.unwritten = True
                self._unwritten_bytes += len(state)
                self._unwritten.put(kept)
            self._shrink(self._memory_bytes)

    def forget(self, owner: str) -> None:
        """Remove all that was kept for a chat, on disk too."""
        with self._lock:
            self._kept = [one for one in self._kept if one.owner != owner]
            if self._folder:
                forget(self._folder.path, owner)

    def drop_memory(self) -> None:
        """Keep nothing in memory but what is about to be written: memory is short."""
        with self._lock:
            self._shrink(0)

    def close(self) -> None:
        """Write what is not written yet, within a short time."""
        self._unwritten.put(None)
        self._writer.join(CLOSING_SECONDS)

    def _write(self) -> None:
        """The writer's life: one file after another."""
        while kept := self._unwritten.get():
            state, owner, file = kept.state, kept.owner, None
            if state and owner and self._folder and kept in self._kept:
                file = self._folder.write(owner, kept.span, state)
            with self._lock:
                if file and kept not in self._kept:  # forgotten, or a longer one has it, since it was begun
                    remove(file.path)
                kept.file, kept.unwritten = file, False
                kept.state = None if file else state
                self._unwritten_bytes -= len(state or b"")
                self._shrink(self._memory_bytes)

    def _shrink(self, memory_bytes: int) -> None:
        """Give up the states used longest ago, all but those that are still to be written, until the rest fits."""
        total_bytes = 0
        for kept in list(self._kept):
            total_bytes += len(kept.state or b"")
            if total_bytes <= memory_bytes or kept.state is None or kept.unwritten:
                continue
            total_bytes -= len(kept.state)
            self._kept.remove(kept)

    def _drop(self, kept: Kept) -> None:
        if kept in self._kept:
            self._kept.remove(kept)
        if kept.file:
            remove(kept.file.path)

    def _touch(self, stretches: Sequence[Stretch]) -> None:
        """Note the use on disk. A chat's beginning counts as used last: without it, the rest is worth nothing."""
        now = time()
        for age, stretch in enumerate(stretches):
            if stretch.kept.file:
                touch(stretch.kept.file.path, now - age / 1000)
