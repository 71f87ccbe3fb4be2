"""We read of the hub what its own client reads; and names that people type."""

import pytest
from huggingface_hub import HfApi, get_hf_file_metadata

from chatbelle.errors import CaptivePortal, NotOnHub, ServerTrouble, UsageError
from chatbelle.library.connections import Purpose
from chatbelle.library.digest import Digest
from chatbelle.library.endpoints import OFFICIAL, Endpoint, chosen_endpoint, endpoint_at, fastest, probe_all
from chatbelle.library.hub import Repository, address_of, named, repository_of, search
from chatbelle.library.network import open_for
from tests.library.hub_server import HubServer

FILES = {"config_json": b"{}", "model_gguf": b"x" * 5000, "folder__part_gguf": b"y" * 100}


@pytest.fixture
def endpoint(hub: HubServer) -> Endpoint:
    hub.add("org/model", **FILES)
    return Endpoint("here", hub.hub)


def look_up(endpoint: Endpoint, name: str, revision: str = "main") -> Repository:
    with open_for(Purpose.LOOK_UP, name) as network:
        return repository_of(network, endpoint, name, revision)


def test_we_read_what_the_hubs_own_client_reads(endpoint: Endpoint) -> None:
    theirs = HfApi(endpoint=endpoint.address, token=False).model_info("org/model", files_metadata=True)
    ours = look_up(endpoint, "org/model")
    assert ours.revision == theirs.sha
    assert theirs.siblings is not None
    assert [(f.name, f.size_bytes) for f in ours.files] == [(f.rfilename, f.size) for f in theirs.siblings]
    assert [f.digest for f in ours.files] == [
        Digest(sha256=f.lfs.sha256) if f.lfs else Digest(git_sha1=f.blob_id) for f in theirs.siblings
    ]


def test_the_hubs_own_client_finds_the_same_file_at_our_address(endpoint: Endpoint) -> None:
    ours = look_up(endpoint, "org/model")
    theirs = get_hf_file_metadata(address_of(endpoint, ours.name, ours.revision, "model.gguf"), token=False)
    assert (theirs.commit_hash, theirs.size) == (ours.revision, 5000)
    assert Digest(sha256=theirs.etag) == ours.files[1].digest


def test_a_search_finds_repositories_with_ggufs(hub: HubServer, endpoint: Endpoint) -> None:
    hub.add("org/model-in-full", model_safetensors=b"x")
    with open_for(Purpose.SEARCH, "model") as network:
        found = search(network, endpoint, "model")
    assert [one.name for one in found] == ["org/model"]


def test_what_is_not_there_is_said(hub: HubServer, endpoint: Endpoint) -> None:
    with pytest.raises(NotOnHub, match="org/nothing"):
        look_up(endpoint, "org/nothing")
    with pytest.raises(NotOnHub):
        look_up(endpoint, "org/model", "0" * 40)


@pytest.mark.parametrize(
    "told", [b"[]", b"{}", b"no json", b'{"sha": 1, "siblings": 2}', b'{"sha":"x","siblings":[3]}']
)
def test_an_answer_that_is_none_of_the_hubs_is_said(hub: HubServer, endpoint: Endpoint, told: bytes) -> None:
    hub.instead = ("application/json", told)
    with pytest.raises(ServerTrouble):
        look_up(endpoint, "org/model")


def test_a_network_that_wants_a_sign_in_is_said(hub: HubServer, endpoint: Endpoint) -> None:
    hub.instead = ("text/html", b"<html>Welcome to the hotel</html>")
    with pytest.raises(CaptivePortal, match="sign in"):
        look_up(endpoint, "org/model")


@pytest.mark.parametrize(
    ("text", "meant"),
    [("org/model", ("org/model", None)), (" org/model:a/b.gguf ", ("org/model", "a/b.gguf")), ("o/m:", ("o/m", None))],
)
def test_a_name_can_have_a_file(text: str, meant: tuple[str, str | None]) -> None:
    assert named(text) == meant


@pytest.mark.parametrize("text", ["", "model", "a/b/c", "../etc", "org/..", "https://x/y", "org/mo del", "org/模型"])
def test_what_is_no_name_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        named(text)


def test_the_environment_names_the_endpoint_as_for_the_hubs_own_tools() -> None:
    assert chosen_endpoint({}) == OFFICIAL
    assert chosen_endpoint({"HF_ENDPOINT": "https://hf-mirror.com/"}).name == "HF-Mirror"
    assert chosen_endpoint({"HF_ENDPOINT": "https://example.org"}).address == "https://example.org"


def test_an_endpoint_can_be_typed_without_https() -> None:
    assert endpoint_at("huggingface.co/") == OFFICIAL
    assert endpoint_at(" HTTPS://HuggingFace.co ") == OFFICIAL


def test_the_fastest_endpoint_is_found_and_a_dead_one_said(hub: HubServer, endpoint: Endpoint) -> None:
    dead = Endpoint("dead", "http://127.0.0.1:9")
    probes = list(probe_all([dead, endpoint], stall_seconds=5))
    assert [probe.endpoint for probe in probes if probe.error] == [dead]
    assert fastest(probes) == endpoint
    assert fastest([]) is None
