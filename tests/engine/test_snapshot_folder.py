"""The folder of snapshots is shared: with another ChatBelle, and with whoever removes a chat."""

import threading
from pathlib import Path

from chatbelle.engine.snapshot_folder import SnapshotFolder, by_last_use, forget, touch, used_bytes
from chatbelle.engine.snapshots import Span

SPAN = Span(0, bytes(32), tuple(range(20)))


def test_chats_may_be_removed_while_others_are_written(tmp_path: Path) -> None:
    folder = SnapshotFolder(tmp_path, bytes(32), budget_bytes=20_000)
    ended = threading.Event()

    def remove_all_the_time() -> None:
        while not ended.is_set():
            for number in range(20):
                forget(tmp_path, str(number))

    remover = threading.Thread(target=remove_all_the_time)
    remover.start()
    for number in range(400):
        folder.write(str(number % 20), Span(0, bytes(32), (number,)), bytes(1000))
        list(folder.files())
    ended.set()
    remover.join()
    assert folder.write("last", SPAN, bytes(1000))


def test_the_files_used_longest_ago_go_first(tmp_path: Path) -> None:
    folder = SnapshotFolder(tmp_path, bytes(32), budget_bytes=4000)
    for number in range(6):
        written = folder.write(str(number), SPAN, bytes(1000))
        assert written is not None
        touch(written.path, used_at=1_000_000_000 + number)  # disks tell times no finer than some milliseconds
    assert used_bytes(tmp_path) <= 4000
    assert {path.parent.name for path in by_last_use(tmp_path)} == {"3", "4", "5"}


def test_a_file_is_whole_or_not_there(tmp_path: Path) -> None:
    folder = SnapshotFolder(tmp_path, bytes(32), budget_bytes=4000)
    written = folder.write("1", SPAN, b"state" * 100)
    assert written is not None
    assert (folder.read(written), list(folder.files())) == (b"state" * 100, [written])
    assert [path.suffix for path in (tmp_path / "1").iterdir()] == [".kv"]
