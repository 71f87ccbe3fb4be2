"""One file comes, whatever goes wrong on the way – or the error says clearly why not."""

import random
import sys
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from chatbelle.errors import (
    AccessNeeded,
    CannotResume,
    CaptivePortal,
    ChatBelleError,
    ConnectionLost,
    DiskFull,
    DownloadNotSaved,
    FileChanged,
    NetworkError,
    NotOnHub,
    ServerTrouble,
    Stopped,
    TooManyRequests,
    Unreachable,
    WrongHash,
)
from chatbelle.library.connections import Purpose, connections
from chatbelle.library.digest import Digest
from chatbelle.library.job import Progress, Step
from chatbelle.library.network import open_for
from chatbelle.library.partial_file import partial_paths
from chatbelle.library.transfer import Parcel, Patience, fetch
from tests.library.hub_server import Fault, HubServer, sha256

CONTENT = random.Random(1).randbytes(3_000_000)
HASTY = Patience(tries=3, first_seconds=0.001, longest_seconds=1.0)
STALL_SECONDS = 0.4  # enough for a busy machine, as the server is on it


@pytest.fixture
def parcel(hub: HubServer, tmp_path: Path) -> Parcel:
    """A model on the hub, to be brought."""
    hub.add("org/model", model_gguf=CONTENT)
    address = f"{hub.hub}/org/model/resolve/main/model.gguf"
    return Parcel(tmp_path / "models" / "model.gguf", len(CONTENT), Digest(sha256=sha256(CONTENT)), [address])


def bring(parcel: Parcel, stopped: Callable[[], bool] = lambda: False, patience: Patience = HASTY) -> list[Progress]:
    with open_for(Purpose.DOWNLOAD, "org/model", stopped, STALL_SECONDS) as network:
        return list(fetch(parcel, network, stopped, patience))


def received_bytes() -> int:
    return sum(connection.received_bytes or 0 for connection in connections())


def stop_after(calls: int) -> Callable[[], bool]:
    left = iter(range(calls))
    return lambda: next(left, None) is None


def begin(parcel: Parcel) -> int:
    """Let about half of the parcel arrive; returns how much has."""
    with pytest.raises(Stopped):
        bring(parcel, stop_after(25))
    size = partial_paths(parcel.target)[0].stat().st_size
    assert 0 < size < len(CONTENT)
    return size


# --- All is well ------------------------------------------------------------------------------------------------------
def test_a_file_arrives_under_its_name_and_nothing_else_is_left(parcel: Parcel) -> None:
    told = bring(parcel)
    assert parcel.target.read_bytes() == CONTENT
    assert list(parcel.target.parent.iterdir()) == [parcel.target]
    assert (told[-1].step, told[-1].done_bytes, told[-1].total_bytes) == (Step.VERIFYING, len(CONTENT), len(CONTENT))


def test_progress_only_grows(parcel: Parcel, hub: HubServer) -> None:
    hub.faults.extend([Fault.CUT] * 5)
    assert all(before.done_bytes <= after.done_bytes for before, after in pairwise(bring(parcel)))


def test_a_file_that_is_there_is_not_fetched_again(parcel: Parcel, hub: HubServer) -> None:
    bring(parcel)
    hub.asked.clear()
    assert bring(parcel) == []
    assert hub.asked == []


def test_a_small_file_is_proved_by_gits_own_hash(hub: HubServer, tmp_path: Path) -> None:
    hub.add("org/model", config_json=b"{}")
    address = f"{hub.hub}/org/model/resolve/main/config.json"
    wrong, right = Digest(git_sha1="0" * 40), Digest(git_sha1="9e26dfeeb6e641a33dae4961196235bdb965b21b")
    with pytest.raises(WrongHash):
        bring(Parcel(tmp_path / "a.json", 2, wrong, [address]))
    bring(Parcel(tmp_path / "a.json", 2, right, [address]))
    assert (tmp_path / "a.json").read_bytes() == b"{}"


# --- Going on ---------------------------------------------------------------------------------------------------------
def test_a_stopped_download_goes_on_where_it_was(parcel: Parcel, hub: HubServer) -> None:
    kept = begin(parcel)
    bring(parcel)
    assert parcel.target.read_bytes() == CONTENT
    assert hub.asked[-1].headers["range"] == f"bytes={kept}-"
    assert hub.asked[-1].headers["if-range"] == f'"{sha256(CONTENT)[:32]}"'


def test_a_silent_server_does_not_keep_a_stop_waiting(parcel: Parcel, hub: HubServer) -> None:
    hub.faults.append(Fault.STALL)
    with open_for(Purpose.DOWNLOAD, "org/model", stop_after(10), stall_seconds=60) as network, pytest.raises(Stopped):
        list(fetch(parcel, network, lambda: False, HASTY))


def test_a_damaged_tail_costs_the_tail_only(parcel: Parcel, hub: HubServer) -> None:
    kept = begin(parcel)
    part, _ = partial_paths(parcel.target)
    with part.open("r+b") as file:
        file.seek(kept - 10)
        file.write(b"power cut!")
    bring(parcel)
    assert parcel.target.read_bytes() == CONTENT
    assert kept - 200_000 < int(hub.asked[-1].headers["range"].removeprefix("bytes=").removesuffix("-")) < kept


@pytest.mark.parametrize("notes", ["", "[]", '{"size": 3}', "{" * 5000, '{"size":3000000,"hash":"x","pieces":[[1,2]]}'])
def test_notes_that_say_nothing_are_not_believed(parcel: Parcel, notes: str) -> None:
    begin(parcel)
    partial_paths(parcel.target)[1].write_text(notes)
    bring(parcel)
    assert parcel.target.read_bytes() == CONTENT


def test_a_stop_while_it_is_read_again_loses_nothing(parcel: Parcel, hub: HubServer) -> None:
    kept = begin(parcel)
    with pytest.raises(Stopped):
        bring(parcel, stop_after(1))
    bring(parcel)
    assert hub.asked[-1].headers["range"] == f"bytes={kept}-"


def test_the_same_content_under_another_etag_goes_on(parcel: Parcel, hub: HubServer) -> None:
    kept = begin(parcel)
    hub.etag_suffix = "-elsewhere"
    bring(parcel)
    assert hub.asked[-1].headers["range"] == f"bytes={kept}-"
    assert received_bytes() < 1.2 * len(CONTENT)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files")
def test_a_disk_that_refuses_midway_keeps_what_was_proved(parcel: Parcel) -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, before[1]))
    try:
        with pytest.raises(DownloadNotSaved, match="too large"):
            bring(parcel)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    bring(parcel)
    assert parcel.target.read_bytes() == CONTENT
    assert received_bytes() < 1.1 * len(CONTENT)


def test_a_part_goes_on_from_another_endpoint(parcel: Parcel, hub: HubServer) -> None:
    begin(parcel)
    hub.add("mirror/model", model_gguf=CONTENT)
    mirror = hub.hub.replace("127.0.0.1", "localhost")
    bring(replace(parcel, addresses=[f"{mirror}/mirror/model/resolve/main/model.gguf"]))
    assert parcel.target.read_bytes() == CONTENT
    assert received_bytes() < 1.2 * len(CONTENT)


def test_an_endpoint_that_has_it_not_is_left_for_the_next(parcel: Parcel, hub: HubServer) -> None:
    bring(replace(parcel, addresses=[f"{hub.hub}/mirror/nothing/resolve/main/model.gguf", *parcel.addresses]))
    assert parcel.target.read_bytes() == CONTENT


def test_two_at_once_do_not_write_into_the_same_file(parcel: Parcel, hub: HubServer) -> None:
    hub.faults.append(Fault.CUT)
    with open_for(Purpose.DOWNLOAD, "org/model") as network:
        first = fetch(parcel, network, lambda: False, HASTY)
        next(first)
        with pytest.raises(DownloadNotSaved, match="another ChatBelle"):
            bring(parcel)
        list(first)
    assert parcel.target.read_bytes() == CONTENT


# --- What cannot be helped is said ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault.CUT, ConnectionLost),
        (Fault.STALL, ConnectionLost),
        (Fault.CLAIMS_MORE, ServerTrouble),
        (Fault.CLAIMS_LESS, ServerTrouble),
        (Fault.WEB_PAGE, CaptivePortal),
        (Fault.LYING, WrongHash),
        (Fault.BUSY, TooManyRequests),
        (Fault.BROKEN, ServerTrouble),
        (Fault.UNAVAILABLE, ServerTrouble),
    ],
)
def test_each_trouble_has_its_error(parcel: Parcel, hub: HubServer, fault: Fault, error: type[ChatBelleError]) -> None:
    hub.chance.seed(3)
    hub.faults.extend([fault] * 300)
    hub.retry_after = "3600"
    with pytest.raises(error):
        bring(parcel, patience=replace(HASTY, tries=1))
    assert not parcel.target.exists()


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault.UNAUTHORISED, NotOnHub),
        (Fault.MISSING, NotOnHub),
        (Fault.FORBIDDEN, AccessNeeded),
        (Fault.BAD_RANGE, FileChanged),
        (Fault.BUSY, TooManyRequests),
    ],
)
def test_the_hubs_own_refusals_are_told_at_once(
    hub: HubServer, tmp_path: Path, fault: Fault, error: type[ChatBelleError]
) -> None:
    hub.add("org/model", config_json=b"{}")
    hub.faults.append(fault)
    hub.retry_after = "3600"
    address = f"{hub.hub}/org/model/resolve/main/config.json"
    with pytest.raises(error):
        bring(Parcel(tmp_path / "a.json", 2, None, [address]))
    assert len(hub.asked) == 1


def test_a_gated_model_is_said_to_be_one(parcel: Parcel, hub: HubServer) -> None:
    hub.gated.add("org/model")
    with pytest.raises(AccessNeeded, match="HF_TOKEN"):
        bring(parcel)


def test_a_short_wait_that_the_server_asks_for_is_waited(parcel: Parcel, hub: HubServer) -> None:
    hub.faults.append(Fault.BUSY)
    hub.retry_after = "1"
    told = bring(parcel)
    assert isinstance(next(progress.error for progress in told if progress.error), TooManyRequests)
    assert parcel.target.read_bytes() == CONTENT


def test_nobody_there_is_said(parcel: Parcel) -> None:
    with pytest.raises(Unreachable):
        bring(replace(parcel, addresses=["http://127.0.0.1:9/model.gguf"]))


def test_a_file_that_changed_midway_is_noticed_before_it_is_fetched(hub: HubServer, tmp_path: Path) -> None:
    hub.add("org/model", notes_txt=CONTENT)  # no hash but git's: the hub says nothing of it in its headers
    address = f"{hub.hub}/org/model/resolve/main/notes.txt"
    hub.faults.extend([Fault.CUT, Fault.CHANGED])
    with pytest.raises(FileChanged):
        bring(Parcel(tmp_path / "notes.txt", len(CONTENT), None, [address]))
    assert received_bytes() < 1.2 * len(CONTENT)


def test_another_hash_than_the_expected_is_noticed_before_anything_is_fetched(parcel: Parcel) -> None:
    with pytest.raises(FileChanged):
        bring(replace(parcel, digest=Digest(sha256="0" * 64)))
    assert received_bytes() == 0


def test_a_server_that_never_resumes_is_not_asked_for_everything_again(parcel: Parcel, hub: HubServer) -> None:
    kept = begin(parcel)
    hub.faults.extend([Fault.IGNORES_RANGE] * 10)
    with pytest.raises(CannotResume):
        bring(parcel)
    assert partial_paths(parcel.target)[0].stat().st_size == kept


def test_a_full_disk_is_foreseen(parcel: Parcel, hub: HubServer) -> None:
    with pytest.raises(DiskFull, match="GiB"):
        bring(replace(parcel, size_bytes=1 << 60))
    assert hub.asked == []


# --- A hundred faults -------------------------------------------------------------------------------------------------
HARMLESS = [
    *[Fault.CUT] * 6,
    Fault.STALL,
    Fault.CLAIMS_MORE,
    Fault.CLAIMS_LESS,
    Fault.IGNORES_RANGE,
    Fault.WRONG_RANGE,
    Fault.ELSEWHERE,
    Fault.BUSY,
    Fault.BROKEN,
    Fault.UNAVAILABLE,
]


def test_a_hundred_faults_in_a_row_are_outlasted(parcel: Parcel, hub: HubServer) -> None:
    hub.faults.extend(random.Random(11).choices(HARMLESS, k=100))
    bring(parcel, patience=replace(HASTY, tries=100))
    assert parcel.target.read_bytes() == CONTENT
    assert not hub.faults
    print(f"\n100 faults in one download: {received_bytes() / len(CONTENT):.4f} of the bytes fetched")
    assert received_bytes() <= 1.2 * len(CONTENT)


def test_a_hundred_downloads_with_random_faults_end_well_or_clearly(parcel: Parcel, hub: HubServer) -> None:
    worst, ended = 0.0, {"whole": 0}
    for number in range(100):
        before, chance = received_bytes(), random.Random(number)
        hub.faults.clear()
        hub.faults.extend(chance.choices([*HARMLESS, *Fault], k=chance.randrange(8)))
        this = replace(parcel, target=parcel.target.with_name(f"{number}.gguf"))
        try:
            bring(this)
            assert this.target.read_bytes() == CONTENT
            this.target.unlink()
            ended["whole"] += 1
        except (NetworkError, WrongHash) as error:
            assert not this.target.exists()
            ended[type(error).__name__] = ended.get(type(error).__name__, 0) + 1
        worst = max(worst, (received_bytes() - before) / len(CONTENT))
    print(f"\n100 downloads: {ended}; at worst {worst:.4f} of the bytes fetched")
    assert worst <= 1.2
    assert ended["whole"] > 30
