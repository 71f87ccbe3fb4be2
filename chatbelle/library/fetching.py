"""The story of one job: look the release up, download it, prove it, convert it if it needs that, and it is ready.

The shards of a large checkpoint are converted as they arrive: the disk holds the result and one of them. What comes in
one file is converted when that has arrived.
"""

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from chatbelle import words
from chatbelle.errors import NetworkError, NotOnHub, UsageError
from chatbelle.gguf_parts import parts_of
from chatbelle.library.connections import Purpose
from chatbelle.library.conversion import convert
from chatbelle.library.digest import Digest
from chatbelle.library.downloads import record_download
from chatbelle.library.endpoints import Endpoint
from chatbelle.library.hub import HubFile, Repository, address_of, repository_of
from chatbelle.library.job import Progress, Step, Wanted
from chatbelle.library.needed import files_needed
from chatbelle.library.network import STALL_SECONDS, Token, open_for
from chatbelle.library.pace import Pace
from chatbelle.library.partial_file import in_our_words, partial_paths
from chatbelle.library.places import is_whole, place_of, remove_sources, result_of, source_folder
from chatbelle.library.release import Arrival, Release
from chatbelle.library.shards import are_packed, shards_among
from chatbelle.library.stopping import wait_out
from chatbelle.library.transfer import PASSING, PATIENCE, Parcel, Patience, check_room, fetch, wait_seconds

RESULT_SHARE = 0.3  # of a checkpoint in 16 bits: about what 4 bits of each weight take


@dataclass(frozen=True, slots=True)
class Way:
    """How the network is to be used."""

    endpoints: Sequence[Endpoint]  # in the order in which they are asked
    token: Token | None = None
    patience: Patience = PATIENCE
    stall_seconds: float = STALL_SECONDS


def bring(wanted: Wanted, way: Way, stopped: Callable[[], bool]) -> Generator[Progress]:
    """Bring a release, telling how far the whole job is; the last word is READY with the model's path.

    What is there already is not fetched again. Raises what is wrong: UsageError, NetworkError, DownloadError,
    ConversionError, LibraryError, and Stopped when `stopped` says so; it can be called again then and goes on.
    """
    check_wanted(wanted)
    if not is_whole(wanted):
        repository = yield from _look_up_patiently(wanted.release.repository, way, stopped)
        files = files_needed(wanted.release, repository)
        bar = Bar.over(wanted, files)
        job = _Download(wanted, repository, way, bar, stopped)
        shards = shards_among(wanted, files)
        at_first = [file for file in files if file not in shards.values()]
        if shards:
            yield from job.bring_all(at_first)
            if are_packed(wanted, at_first):
                shards, at_first = {}, list(files)
        largest_bytes = max((shard.size_bytes for shard in shards.values()), default=0)
        needed_bytes = sum(file.size_bytes for file in at_first) + largest_bytes + bar.result_bytes
        check_room(Path(wanted.folder), needed_bytes - _bytes_there(wanted, files))
        yield from job.bring_all(at_first)
        if wanted.release.arrival is not Arrival.READY:
            yield from _convert(wanted, bar, _Shards(job, shards, at_first) if shards else None, stopped)
        record_download(result_of(wanted), wanted.release, _hashes(wanted.release, files))
    if wanted.release.arrival is not Arrival.READY:
        remove_sources(wanted)
    size_bytes = sum(part.stat().st_size for part in parts_of(result_of(wanted)))
    yield Progress(Step.READY, size_bytes, size_bytes, result=result_of(wanted))


def check_wanted(wanted: Wanted) -> None:
    """Raise UsageError when the release cannot be had, or not without a key."""
    release = wanted.release
    if release.arrival is Arrival.UNREADABLE:
        remedy = words.USE_INSTEAD.filled(name=release.instead) if release.instead else words.CHOOSE_ANOTHER_MODEL
        raise UsageError(words.RELEASE_UNREADABLE.filled(name=release.name), remedy)
    if release.arrival is Arrival.ENCRYPTED and not (wanted.key and Path(wanted.key).is_file()):
        raise UsageError(words.RELEASE_NEEDS_KEY.filled(name=release.name), words.NAME_THE_KEY)
    result_of(wanted)


def look_up(name: str, way: Way, stopped: Callable[[], bool] = lambda: False) -> Repository:
    """What the first endpoint that answers says of a repository. Raises what the first one said if none does."""
    first: NetworkError | None = None
    with open_for(Purpose.LOOK_UP, name, stopped, way.stall_seconds) as network:
        for endpoint in way.endpoints:
            try:
                return repository_of(network, endpoint, name, token=way.token)
            except NetworkError as error:
                first = first or error
    raise first or UsageError(words.NOT_A_REPOSITORY.filled(name=name), words.NAME_A_REPOSITORY)


def _look_up_patiently(name: str, way: Way, stopped: Callable[[], bool]) -> Generator[Progress, None, Repository]:
    """The same, waiting out what passes: an app that goes on by itself may be there before the network is."""
    failures = 0
    yield Progress(Step.DOWNLOADING, detail=name)
    while True:
        try:
            return look_up(name, way, stopped)
        except PASSING as error:
            failures += 1
            wait = wait_seconds(failures, error, way.patience)
            yield Progress(Step.DOWNLOADING, detail=name, error=error)
            wait_out(wait, stopped)


class Bar:
    """One bar over a whole job: everything that is downloaded, then the bytes of the result."""

    def __init__(self, download_bytes: int, result_bytes: int) -> None:
        self.download_bytes, self.result_bytes = download_bytes, result_bytes
        self.total_bytes = download_bytes + result_bytes
        self._pace = Pace()
        self.last: Progress | None = None  # what was told last

    @classmethod
    def over(cls, wanted: Wanted, files: Sequence[HubFile]) -> "Bar":
        """The bar of a job that brings these files."""
        download_bytes = sum(file.size_bytes for file in files)
        if wanted.release.arrival is Arrival.READY:
            return cls(download_bytes, 0)
        return cls(download_bytes, wanted.release.result_bytes or int(download_bytes * RESULT_SHARE))

    def at(self, done_bytes: int, progress: Progress) -> Progress:
        """What to tell now that so much of the whole is done."""
        speed = self._pace.bytes_per_second(done_bytes) if progress.error is None else 0.0
        left = (self.total_bytes - done_bytes) / speed if speed else None
        self.last = replace(
            progress, done_bytes=done_bytes, total_bytes=self.total_bytes, bytes_per_second=speed, seconds_left=left
        )
        return self.last


@dataclass(frozen=True, slots=True)
class _Download:
    """Brings files of one release to their places."""

    wanted: Wanted
    repository: Repository
    way: Way
    bar: Bar
    stopped: Callable[[], bool]

    def bring_all(self, files: Sequence[HubFile]) -> Iterator[Progress]:
        """One file after the other, the small ones first: they tell early what cannot be converted."""
        before = 0
        for file in sorted(files, key=lambda file: file.size_bytes):
            yield from self.bring(file, before)
            before += file.size_bytes

    def bring(self, file: HubFile, before: int) -> Iterator[Progress]:
        """One file, with `before` bytes of the job done."""
        wanted, way = self.wanted, self.way
        addresses = [
            address_of(endpoint, self.repository.name, self.repository.revision, file.name)
            for endpoint in way.endpoints
        ]
        digest = digest_of(wanted.release, file)
        parcel = Parcel(place_of(wanted, file.name), file.size_bytes, digest, addresses, way.token)
        with open_for(Purpose.DOWNLOAD, wanted.release.repository, self.stopped, way.stall_seconds) as network:
            for progress in fetch(parcel, network, self.stopped, way.patience):
                yield self.bar.at(before + progress.done_bytes, progress)


class _Shards:
    """Brings shards while the converter waits, and removes them when it is done with them."""

    def __init__(self, job: _Download, shards: Mapping[str, HubFile], at_first: Sequence[HubFile]) -> None:
        self._job, self._shards = job, shards
        self._small_bytes = sum(file.size_bytes for file in at_first)
        self.arrived_bytes = self._small_bytes
        self.converted_bytes = 0  # of the result

    def bring(self, shard: str) -> Iterator[Progress]:
        """Download it; the converter asks in the order of their names, so that those before it are written already."""
        file = self._shards.get(shard)
        if file is None:
            raise NotOnHub(words.FILE_NOT_ON_HUB.filled(name=shard), words.CHECK_MODEL_NAME)
        earlier = sum(each.size_bytes for name, each in self._shards.items() if name < shard)
        before = self._small_bytes + earlier
        yield from self._job.bring(file, before + self.converted_bytes)
        self.arrived_bytes = before + file.size_bytes

    def take_away(self, shard: str) -> None:
        """Remove it."""
        path = place_of(self._job.wanted, self._shards[shard].name)
        with in_our_words(path):
            path.unlink(missing_ok=True)


def digest_of(release: Release, file: HubFile) -> Digest | None:
    """The hash that the catalogue knows, else the one that the hub tells."""
    known = next((each.sha256 for each in release.files if each.name == file.name), None)
    return Digest(sha256=known) if known else file.digest


def _convert(wanted: Wanted, bar: Bar, shards: _Shards | None, stopped: Callable[[], bool]) -> Iterator[Progress]:
    key = Path(wanted.key) if wanted.key else None
    for progress in convert(source_folder(wanted), result_of(wanted), wanted.to, key, stopped, shards):
        if progress is bar.last:  # a shard on its way
            yield progress
        elif progress.step is Step.CONVERTING:
            converted_bytes = int(bar.result_bytes * progress.done_bytes / progress.total_bytes)
            if shards:
                shards.converted_bytes = converted_bytes
            yield bar.at((shards.arrived_bytes if shards else bar.download_bytes) + converted_bytes, progress)
        else:
            yield bar.at(shards.arrived_bytes if shards else bar.download_bytes, progress)


def _bytes_there(wanted: Wanted, files: Sequence[HubFile]) -> int:
    """How much of the download takes its room on the disk already."""
    targets = [place_of(wanted, file.name) for file in files]
    paths = (*targets, *(partial_paths(target)[0] for target in targets))
    return sum(path.stat().st_size for path in paths if path.exists())


def _hashes(release: Release, files: Sequence[HubFile]) -> dict[str, str]:
    """The proved hashes of a model that is used as it came, by file name."""
    if release.arrival is not Arrival.READY:
        return {}
    digests = {file.name.rpartition("/")[2]: digest_of(release, file) for file in files}
    return {name: digest.sha256 for name, digest in digests.items() if digest and digest.sha256}
