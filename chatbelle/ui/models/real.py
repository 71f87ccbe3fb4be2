"""The library of this machine, for the page: the catalogue, the folders, other programs' models, the hub. Blocking."""

from collections.abc import Callable, Generator, Iterator
from pathlib import Path

from chatbelle import words
from chatbelle.errors import UsageError
from chatbelle.library.builtin import builtin_model
from chatbelle.library.catalogue import catalogue
from chatbelle.library.connections import Connection, connections
from chatbelle.library.elsewhere import models_elsewhere
from chatbelle.library.endpoints import KNOWN, Endpoint, chosen_endpoint, chosen_token, endpoint_at, probe_all
from chatbelle.library.fetching import Way, bring, look_up
from chatbelle.library.fit import this_machine
from chatbelle.library.health import health_of
from chatbelle.library.hub import named
from chatbelle.library.installed import adapters_for, installed_models
from chatbelle.library.job import Progress, Wanted
from chatbelle.library.own_weights import bring_own, is_own
from chatbelle.library.places import remove_unfinished
from chatbelle.library.release import Release
from chatbelle.library.removal import disk_use, remove_model
from chatbelle.library.surroundings import these_surroundings
from chatbelle.paths import models_folder
from chatbelle.settings import Settings
from chatbelle.ui.models.library import Contents
from chatbelle.ui.models.offers import cards_of, offered_here, row_of, rows_elsewhere, seen_from
from chatbelle.ui.models.state import Offered, Seen


class RealLibrary:
    """Reads the settings anew each time: the folders and the endpoint are there."""

    def __init__(self, settings: Callable[[], Settings], keep: Callable[..., None]) -> None:
        self._settings, self._keep = settings, keep

    def contents(self) -> Contents:
        """What there is now; files that were looked at before are not read again."""
        builtin = builtin_model()
        found = models_elsewhere(these_surroundings())
        ours = installed_models([*self.folders(), *([builtin] if builtin else [])])
        theirs = installed_models([each.path for each in found])
        paths = {model.record.release: model.path for model in ours if model.record and not model.facts.trouble}
        return Contents(
            offered=offered_here(catalogue(), this_machine(), paths),
            kept=tuple(row_of(model) for model in ours),
            elsewhere=rows_elsewhere(found, theirs),
            free_bytes=disk_use(ours, models_folder()).free_bytes,
        )

    def adapters_for(self, model: Path) -> tuple[Path, ...]:
        """Those in the folders, and beside the model."""
        return tuple(adapters_for(model, [*self.folders(), *model.parent.glob("*.gguf")]))

    def files_of(self, repository: str) -> tuple[Offered, ...]:
        """The GGUFs of `org/repo`, or the one of `org/repo:file`. Raises NetworkError in its kinds."""
        name, file = named(repository)
        return cards_of(look_up(name, self._way()), file, this_machine())

    def look_at(self, path: Path) -> Seen:
        """What lies at `path`, by its first bytes and its header."""
        return seen_from(health_of(path))

    def wanted(self, release: Release, key: Path | None = None, to: str = "auto") -> Wanted:
        """A job that ends in ChatBelle's own folder. UsageError when the key is no file."""
        if key and not key.is_file():
            raise UsageError(words.NOT_A_FILE.filled(path=key), words.KEY_EXPLAINED)
        return Wanted(release, str(models_folder()), str(key) if key else None, to)

    def bring(self, wanted: Wanted, stopped: Callable[[], bool]) -> Generator[Progress]:
        """Do a job. Raises as `fetching.bring` does."""
        return bring_own(wanted, stopped) if is_own(wanted) else bring(wanted, self._way(), stopped)

    def remove_unfinished(self, wanted: Wanted) -> None:
        """Remove what a job has brought; a conversion of the person's own weights leaves nothing behind."""
        if not is_own(wanted):
            remove_unfinished(wanted)

    def remove(self, path: Path, for_good: bool) -> None:
        """Remove a model. Raises LibraryError when ChatBelle did not bring it, or the system refuses."""
        for model in installed_models([path]):
            remove_model(model, for_good)

    def folders(self) -> tuple[Path, ...]:
        """ChatBelle's own folder, then those of the person's choice."""
        return (models_folder(), *self._settings().model_folders)

    def add_folder(self, folder: Path) -> None:
        """Look for models there as well. UsageError when it is no folder."""
        if not folder.is_dir():
            raise UsageError(words.NOT_A_FOLDER.filled(path=folder), words.CHECK_PATH)
        chosen = self._settings().model_folders
        if folder not in self.folders():
            self._keep(model_folders=(*chosen, folder))

    def drop_folder(self, folder: Path) -> None:
        """Look there no more; nothing in it is touched."""
        self._keep(model_folders=tuple(each for each in self._settings().model_folders if each != folder))

    def endpoint(self) -> str:
        """The address that downloads come from."""
        return self._endpoint().address

    def endpoints(self) -> tuple[str, ...]:
        """The hub, its mirrors, and the chosen one."""
        known = [endpoint.address for endpoint in KNOWN]
        chosen = self.endpoint()
        return tuple(known if chosen in known else [chosen, *known])

    def use_endpoint(self, address: str) -> None:
        """Download from there. RefusedAddress when it is not https."""
        self._keep(endpoint=endpoint_at(address).address)

    def probe(self) -> Iterator[tuple[str, float | None]]:
        """Ask each endpoint something small."""
        for probe in probe_all([endpoint_at(address) for address in self.endpoints()]):
            yield probe.endpoint.address, probe.seconds

    def connections(self) -> tuple[Connection, ...]:
        """The log."""
        return connections()

    def _way(self) -> Way:
        """The chosen endpoint; where that is one that everybody knows, the others as well."""
        chosen = self._endpoint()
        others = [endpoint for endpoint in KNOWN if endpoint != chosen] if chosen in KNOWN else []
        return Way([chosen, *others], chosen_token())

    def _endpoint(self) -> Endpoint:
        chosen = self._settings().endpoint
        return endpoint_at(chosen) if chosen else chosen_endpoint()
