"""One job, from its name to a model: downloaded, proved, converted if need be, and nothing else left behind."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from threading import Event

import pytest
from safetensors.numpy import load_file, save

from chatbelle.errors import ConversionError, DiskFull, FileChanged, NotOnHub, ServerTrouble, Stopped, UsageError
from chatbelle.gguf_header import read_gguf_header
from chatbelle.library.catalogue import catalogue
from chatbelle.library.connections import connections
from chatbelle.library.downloads import record_of
from chatbelle.library.endpoints import Endpoint
from chatbelle.library.fetching import Way, bring, look_up
from chatbelle.library.hub import HubFile, Repository
from chatbelle.library.job import Progress, Step, Wanted
from chatbelle.library.needed import files_needed, release_in
from chatbelle.library.places import remove_unfinished
from chatbelle.library.release import Arrival, RemoteFile
from chatbelle.library.transfer import Patience
from tests.library.hub_server import Fault, HubServer, slowly
from tests.quant.tiny import tiny_llama

ROOT = Path(__file__).parents[2]
CONTENT = bytes(range(256)) * 4000


def way(hub: HubServer) -> Way:
    return Way([Endpoint("here", hub.hub)], patience=Patience(3, 0.001, 1.0), stall_seconds=5)


def wanted(hub: HubServer, folder: Path, name: str, file: str | None = None) -> Wanted:
    return Wanted(release_in(look_up(name, way(hub)), file), str(folder))


def bring_all(job: Wanted, hub: HubServer, stopped: Callable[[], bool] = lambda: False) -> list[Progress]:
    return list(bring(job, way(hub), stopped))


def files_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def checkpoint(hub: HubServer, tmp_path: Path) -> str:
    """A tiny checkpoint on the hub, with things beside it that nobody needs."""
    folder = tiny_llama(tmp_path / "source" / "BELLE-tiny")
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    hub.repositories["org/BELLE-tiny"] = {
        **files,
        "README.md": b"#",
        "training_args.bin": b"!",
        "pytorch_model.bin": b"?",
    }
    return "org/BELLE-tiny"


# --- A model that is ready --------------------------------------------------------------------------------------------
def test_a_gguf_is_downloaded_and_written_down(hub: HubServer, tmp_path: Path) -> None:
    hub.add("org/model", model_gguf=CONTENT, README_md=b"#")
    told = bring_all(wanted(hub, tmp_path / "models", "org/model"), hub)
    path = tmp_path / "models/org/model/model.gguf"
    assert (told[-1].step, told[-1].result) == (Step.READY, path)
    assert files_in(tmp_path / "models") == {"org/model/model.gguf"}
    record = record_of(path)
    assert record is not None
    assert record.sha256 == {"model.gguf": sha256(CONTENT).hexdigest()}


def test_a_model_in_several_files_is_one_job_with_one_bar(hub: HubServer, tmp_path: Path) -> None:
    parts = {f"q4/m-{n:05}-of-00002.gguf": CONTENT + bytes([n]) for n in (1, 2)}
    hub.repositories["org/split"] = {**parts, "q8/m.gguf": b"x"}
    told = bring_all(wanted(hub, tmp_path, "org/split", "q4/m-00002-of-00002.gguf"), hub)
    assert told[-1].result == tmp_path / "org/split/q4/m-00001-of-00002.gguf"
    assert {file.partition("split/")[2] for file in files_in(tmp_path) if file.endswith(".gguf")} == set(parts)
    assert all(before.done_bytes <= after.done_bytes for before, after in pairwise(told))
    assert {progress.total_bytes for progress in told[1:]} == {2 * len(CONTENT) + 2}


def test_what_is_there_is_not_asked_for_again(hub: HubServer, tmp_path: Path) -> None:
    hub.add("org/model", model_gguf=CONTENT)
    job = wanted(hub, tmp_path, "org/model")
    bring_all(job, hub)
    hub.asked.clear()
    assert [progress.step for progress in bring_all(job, hub)] == [Step.READY]
    assert hub.asked == []


def test_a_hash_that_the_catalogue_knows_wins_over_the_hubs(hub: HubServer, tmp_path: Path) -> None:
    hub.add("org/model", model_gguf=CONTENT)
    job = wanted(hub, tmp_path, "org/model")
    known = RemoteFile("model.gguf", None, "0" * 64)
    with pytest.raises(FileChanged):
        bring_all(replace(job, release=replace(job.release, files=(known,))), hub)


def test_a_killed_download_goes_on(hub: HubServer, tmp_path: Path, chatbelle_home: Path) -> None:
    hub.add("org/model", model_gguf=CONTENT * 4)
    job = wanted(hub, tmp_path, "org/model")
    script = f"""
import sys
from tests.library.test_fetching import *
hub = HubServer(hub={hub.hub!r})
for progress in bring(wanted(hub, Path({str(tmp_path)!r}), "org/model"), way(hub), lambda: False):
    print(progress.done_bytes, flush=True)
"""
    hub.pace = slowly(0.005)
    with subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        next(line for line in child.stdout if int(line) > len(CONTENT))
        os.kill(child.pid, signal.SIGKILL)
    hub.pace = lambda: None
    bring_all(job, hub)
    assert (tmp_path / "org/model/model.gguf").read_bytes() == CONTENT * 4
    begun_at = int(hub.asked[-1].headers["range"].removeprefix("bytes=").rstrip("-"))
    assert begun_at > 0.9 * len(CONTENT)


def test_a_cancelled_download_leaves_nothing(hub: HubServer, tmp_path: Path) -> None:
    hub.add("org/model", model_gguf=CONTENT)
    job = wanted(hub, tmp_path / "models", "org/model")
    hub.faults.extend([Fault.CUT] * 2)
    begun = bring(job, way(hub), lambda: False)
    assert next(progress for progress in begun if progress.error)
    begun.close()
    assert files_in(tmp_path / "models") == {"org/model/model.gguf.part", "org/model/model.gguf.part.json"}
    remove_unfinished(job)
    assert list((tmp_path / "models").iterdir()) == []


def test_several_models_want_a_choice(hub: HubServer) -> None:
    hub.add("org/model", a_gguf=b"x", b_gguf=b"y")
    with pytest.raises(UsageError, match=r"a\.gguf, b\.gguf"):
        release_in(look_up("org/model", way(hub)))


def test_the_usual_type_is_taken_among_several(hub: HubServer) -> None:
    hub.repositories["org/model"] = {f"m-{kind}.gguf": b"x" for kind in ("Q2_K", "Q4_K_M", "Q8_0")}
    assert release_in(look_up("org/model", way(hub))).files[0].name == "m-Q4_K_M.gguf"


def test_a_repository_without_a_model_is_said(hub: HubServer) -> None:
    hub.add("org/data", README_md=b"#")
    with pytest.raises(NotOnHub, match="no model"):
        release_in(look_up("org/data", way(hub)))


# --- A checkpoint that is converted -----------------------------------------------------------------------------------
def test_a_checkpoint_becomes_a_model_and_is_removed(hub: HubServer, tmp_path: Path, checkpoint: str) -> None:
    models = tmp_path / "models"
    job = wanted(hub, models, checkpoint)
    assert job.release.arrival is Arrival.CONVERT
    told = bring_all(job, hub)
    result = told[-1].result
    assert result == models / "org/BELLE-tiny/belle-tiny.gguf"
    assert files_in(models) == {"org/BELLE-tiny/belle-tiny.gguf"}
    assert read_gguf_header(result).architecture == "llama"
    assert [step for step in Step if step in {progress.step for progress in told}] == [
        Step.DOWNLOADING,
        Step.VERIFYING,
        Step.CONVERTING,
        Step.READY,
    ]
    fetched = {asked.path.rpartition("/")[2] for asked in hub.asked if "/resolve/" in asked.path}
    assert fetched == {"config.json", "model.safetensors", "tokenizer.json"}


def test_of_weights_in_several_forms_one_is_fetched(hub: HubServer) -> None:
    names = ["model-1.safetensors", "model.safetensors.index.json", "consolidated.safetensors", "config.json"]
    others = ["pytorch_model.bin", "pytorch_model.bin.index.json", "optimizer.pt", "onnx/model.bin", "README.md"]
    hub.repositories["org/forms"] = dict.fromkeys((*others, *names), b"x")
    repository = look_up("org/forms", way(hub))
    needed = {file.name for file in files_needed(release_in(repository), repository)}
    assert needed == {"model-1.safetensors", "model.safetensors.index.json", "config.json"}


def test_every_release_of_belle_finds_its_files_in_its_repository() -> None:
    for release in catalogue():
        there = tuple(HubFile(file.name, 1, None) for file in release.files)
        others = (HubFile("bloom7b-2m-2bit.pt", 1, None), HubFile("README.md", 1, None))
        if release.files:
            needed = files_needed(release, Repository(release.repository, "main", (*others, *there)))
            assert {file.name for file in needed} == {file.name for file in release.files}


def test_one_bar_runs_over_download_and_conversion(hub: HubServer, tmp_path: Path, checkpoint: str) -> None:
    told = bring_all(wanted(hub, tmp_path, checkpoint), hub)[1:-1]
    assert all(before.done_bytes <= after.done_bytes for before, after in pairwise(told))
    assert told[-1].done_bytes == told[-1].total_bytes


def test_a_stopped_conversion_leaves_no_result_and_downloads_nothing_twice(
    hub: HubServer, tmp_path: Path, checkpoint: str
) -> None:
    job, models = wanted(hub, tmp_path / "models", checkpoint), tmp_path / "models"
    is_converting = Event()
    begun = bring(job, way(hub), is_converting.is_set)
    next(progress for progress in begun if progress.step is Step.CONVERTING)
    is_converting.set()
    with pytest.raises(Stopped):
        list(begun)
    assert not [name for name in files_in(models) if "gguf" in name]
    received = sum(line.received_bytes or 0 for line in connections() if line.host in hub.storage)
    bring_all(job, hub)
    assert sum(line.received_bytes or 0 for line in connections() if line.host in hub.storage) == received


def test_what_the_converter_refuses_is_told_in_its_words(hub: HubServer, tmp_path: Path, checkpoint: str) -> None:
    hub.repositories[checkpoint]["config.json"] = b'{"model_type": "unheard-of"}'
    with pytest.raises(ConversionError, match="unheard-of"):
        bring_all(wanted(hub, tmp_path, checkpoint), hub)


def test_a_converter_that_dies_is_told(hub: HubServer, tmp_path: Path, checkpoint: str) -> None:
    begun = bring(wanted(hub, tmp_path, checkpoint), way(hub), lambda: False)
    next(progress for progress in begun if progress.step is Step.CONVERTING)
    kill_children()
    with pytest.raises(ConversionError, match="SIGKILL"):
        list(begun)
    assert not [name for name in files_in(tmp_path) if name.endswith((".gguf", ".gguf.part"))]


def kill_children() -> None:
    from multiprocessing import active_children

    for child in active_children():
        child.kill()


# --- A checkpoint that is converted as it arrives ---------------------------------------------------------------------
SHARDS = [f"model-0000{number}-of-00003.safetensors" for number in (1, 2, 3)]


@pytest.fixture
def sharded(hub: HubServer, tmp_path: Path) -> str:
    """The same checkpoint in three shards and an index."""
    folder = tiny_llama(tmp_path / "source" / "BELLE-tiny")
    tensors = load_file(folder / "model.safetensors")
    place = {name: SHARDS[index * 3 // len(tensors)] for index, name in enumerate(sorted(tensors))}
    files = {name: (folder / name).read_bytes() for name in ("config.json", "tokenizer.json")}
    for shard in SHARDS:
        files[shard] = save({name: tensors[name] for name in tensors if place[name] == shard})
    files["model.safetensors.index.json"] = json.dumps({"weight_map": place}).encode()
    hub.repositories["org/BELLE-shards"] = files
    return "org/BELLE-shards"


def stopped_at(shard: str, job: Wanted, hub: HubServer) -> None:
    """Let the job run until that shard is on its way."""
    enough = Event()
    begun = bring(job, way(hub), enough.is_set)
    next(progress for progress in begun if progress.detail == shard)
    enough.set()
    with pytest.raises(Stopped):
        list(begun)


def test_shards_are_converted_as_they_arrive(hub: HubServer, tmp_path: Path, sharded: str, checkpoint: str) -> None:
    models, together = tmp_path / "models", []
    told = []
    for progress in bring(wanted(hub, models, sharded), way(hub), lambda: False):
        told.append(progress)
        together.append([name for name in files_in(models) if name.endswith(".safetensors")])
    assert max(map(len, together)) == 1
    assert files_in(models) == {"org/BELLE-shards/belle-shards.gguf"}
    whole = bring_all(wanted(hub, tmp_path / "whole", checkpoint), hub)[-1].result
    assert told[-1].result
    assert whole
    assert read_gguf_header(told[-1].result).tensors == read_gguf_header(whole).tensors


def test_the_bar_never_steps_back_while_shards_arrive(hub: HubServer, tmp_path: Path, sharded: str) -> None:
    told = bring_all(wanted(hub, tmp_path, sharded), hub)[1:-1]
    assert all(before.done_bytes <= after.done_bytes for before, after in pairwise(told))
    assert told[-1].done_bytes == told[-1].total_bytes


def test_shards_that_are_converted_are_never_fetched_again(hub: HubServer, tmp_path: Path, sharded: str) -> None:
    job = wanted(hub, tmp_path, sharded)
    stopped_at(SHARDS[2], job, hub)
    before = len(hub.asked)
    bring_all(job, hub)
    asked = {request.path.rpartition("/")[2] for request in hub.asked[before:] if "/resolve/" in request.path}
    assert asked <= {SHARDS[2]}


def test_a_cancelled_conversion_leaves_nothing_of_its_shards(hub: HubServer, tmp_path: Path, sharded: str) -> None:
    job = wanted(hub, tmp_path / "models", sharded)
    stopped_at(SHARDS[2], job, hub)
    remove_unfinished(job)
    assert files_in(tmp_path / "models") == set()


def test_packed_codes_in_shards_arrive_whole_first(hub: HubServer, tmp_path: Path, sharded: str) -> None:
    index = json.loads(hub.repositories[sharded]["model.safetensors.index.json"])
    index["weight_map"]["model.layers.0.self_attn.q_proj.qweight"] = SHARDS[0]
    hub.repositories[sharded]["model.safetensors.index.json"] = json.dumps(index).encode()
    with pytest.raises(ConversionError):  # there is no such tensor: what matters is when that is found
        bring_all(wanted(hub, tmp_path, sharded), hub)
    assert {name.rpartition("/")[2] for name in files_in(tmp_path) if "of-00003" in name} == set(SHARDS)


def test_an_encrypted_release_asks_for_its_key_before_anything_else(
    hub: HubServer, tmp_path: Path, checkpoint: str
) -> None:
    job = wanted(hub, tmp_path, checkpoint)
    hub.asked.clear()
    with pytest.raises(UsageError, match="--key"):
        bring_all(replace(job, release=replace(job.release, arrival=Arrival.ENCRYPTED)), hub)
    assert hub.asked == []


def test_what_nothing_can_read_names_what_to_use(hub: HubServer, tmp_path: Path, checkpoint: str) -> None:
    release = replace(wanted(hub, tmp_path, checkpoint).release, arrival=Arrival.UNREADABLE, instead="belle-7b-2m")
    with pytest.raises(UsageError, match="belle-7b-2m"):
        bring_all(Wanted(release, str(tmp_path)), hub)


def test_room_for_the_result_is_foreseen_with_the_download(hub: HubServer, tmp_path: Path, checkpoint: str) -> None:
    job = wanted(hub, tmp_path, checkpoint)
    with pytest.raises(DiskFull):
        bring_all(replace(job, release=replace(job.release, result_bytes=1 << 60)), hub)
    assert not [asked for asked in hub.asked if "/resolve/" in asked.path]


def test_a_hub_that_is_not_there_yet_is_waited_for(hub: HubServer, tmp_path: Path) -> None:
    hub.add("org/model", model_gguf=CONTENT)
    job = wanted(hub, tmp_path, "org/model")
    hub.instead = ("application/json", b"not yet")
    begun = bring(job, way(hub), lambda: False)
    assert isinstance(next(progress.error for progress in begun if progress.error), ServerTrouble)
    hub.instead = None
    assert list(begun)[-1].step is Step.READY
