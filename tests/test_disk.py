"""What ChatBelle takes on the disk, and what is gone after a clean-up."""

from pathlib import Path

from chatbelle.disk import Disk, Storage, own_disk


def filled(path: Path, size_bytes: int) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(bytes(size_bytes))
    return path


def with_everything(home: Path) -> Disk:
    """A disk with two chats' states, a model, a download and a conversion on their way."""
    disk = Disk(filled(home / "chats.sqlite3", 10), home / "models", home / "states")
    filled(home / "chats.sqlite3-wal", 1)
    filled(disk.models / "org" / "model" / "a.gguf", 200)
    filled(disk.models / "org" / "model" / "b.gguf.part", 30)
    filled(disk.models / "org" / "model" / "b.gguf.part.json", 3)
    filled(disk.models / ".arriving" / "belle" / "BELLE-7B" / "weights.bin", 4000)
    for chat in "12":
        filled(disk.states / chat / "state.kv", 500)
    return disk


def sizes(storage: Storage) -> tuple[int, ...]:
    return storage.chats_bytes, storage.models_bytes, storage.states_bytes, storage.unfinished_bytes


def test_everything_is_counted_once(tmp_path: Path) -> None:
    storage = with_everything(tmp_path).storage()
    assert sizes(storage) == (11, 200, 1000, 4033)
    assert storage.free_bytes > 0


def test_states_go_without_the_chats(tmp_path: Path) -> None:
    disk = with_everything(tmp_path)
    disk.remove_states()
    assert sizes(disk.storage()) == (11, 200, 0, 4033)


def test_a_smaller_budget_takes_what_was_used_longest_ago(tmp_path: Path) -> None:
    disk = with_everything(tmp_path)
    disk.keep_states_within(600)
    assert disk.storage().states_bytes == 500


def test_what_is_unfinished_goes_without_the_models(tmp_path: Path) -> None:
    disk = with_everything(tmp_path)
    disk.remove_unfinished()
    assert sizes(disk.storage()) == (11, 200, 1000, 0)
    assert not [*(disk.models / ".arriving").rglob("*")]


def test_an_empty_home_takes_nothing() -> None:
    assert sizes(own_disk().storage()) == (0, 0, 0, 0)
