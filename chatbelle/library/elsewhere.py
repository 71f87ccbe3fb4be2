"""Models that other programs hold on this machine: found where each of them keeps its files, and used in place.

LM Studio, Ollama, the hub's cache, GPT4All, Jan and llama.cpp. Nothing of theirs is ever written, moved or removed.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from chatbelle.gguf_parts import name_of_whole
from chatbelle.library.installed import first_parts
from chatbelle.library.surroundings import Surroundings, these_surroundings
from chatbelle.paths import is_there

MODEL_LAYER = "application/vnd.ollama.image.model"
OLLAMA_REGISTRY, OLLAMA_LIBRARY = "registry.ollama.ai", "library"  # of models named `llama3:8b`, without more
LARGEST_MANIFEST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class FoundModel:
    """A model of another program."""

    program: str
    name: str
    path: Path


def models_elsewhere(around: Surroundings | None = None) -> list[FoundModel]:
    """All models of other programs, each file once; of this machine unless other surroundings are given."""
    around = around or these_surroundings()
    found = [
        *_plain("LM Studio", lm_studio_folders(around)),
        *ollama_models(around),
        *_plain("Hugging Face", hub_folders(around)),
        *_plain("GPT4All", gpt4all_folders(around)),
        *_plain("Jan", jan_folders(around)),
        *_plain("llama.cpp", llama_cpp_folders(around)),
    ]
    return list({model.path.resolve(): model for model in reversed(found)}.values())[::-1]


def lm_studio_folders(around: Surroundings) -> Iterator[Path]:
    """`<home>/models/<publisher>/<model>/<file>`; the home can be elsewhere, and the folder chosen in its settings."""
    pointer = _text(around.home / ".lmstudio-home-pointer").strip()
    homes = [Path(pointer)] if pointer else [around.home / ".lmstudio", around.home / ".cache" / "lm-studio"]
    for home in homes:
        chosen = _json(home / "settings.json").get("downloadsFolder")
        yield Path(chosen) if isinstance(chosen, str) else home / "models"


def hub_folders(around: Surroundings) -> Iterator[Path]:
    """`models--<org>--<repo>/snapshots/<commit>/<file>`, links to blobs beside them."""
    chosen = around.variable("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE")
    home = around.variable("HF_HOME") or around.dot_cache / "huggingface"
    for repository in sorted((chosen or home / "hub").glob("models--*")):
        yield repository / "snapshots"


def gpt4all_folders(around: Surroundings) -> Iterator[Path]:
    """Plain files in the app's own folder; `.cache` is that of its Python package."""
    yield around.local_data / "nomic.ai" / "GPT4All"
    yield around.home / ".cache" / "gpt4all"


def jan_folders(around: Surroundings) -> Iterator[Path]:
    """`llamacpp/models/<model>/model.gguf` in the data folder, which can be chosen; before that, `~/jan/models`."""
    chosen = _json(around.data / "Jan" / "settings.json").get("data_folder")
    for data in (Path(chosen) if isinstance(chosen, str) else around.data / "Jan" / "data", around.home / "jan"):
        yield data / "llamacpp" / "models"
        yield data / "models"


def llama_cpp_folders(around: Surroundings) -> Iterator[Path]:
    """What `llama-server -hf` fetched: plain files, or the hub's layout."""
    yield around.variable("LLAMA_CACHE") or around.cache / "llama.cpp"


def ollama_models(around: Surroundings) -> Iterator[FoundModel]:
    """Blobs named after their hash; `manifests/<registry>/<namespace>/<model>/<tag>` says which is which."""
    homes = [around.home / ".ollama" / "models"]
    if around.platform.startswith("linux"):
        homes.append(around.root / "usr" / "share" / "ollama" / ".ollama" / "models")  # of the system's service
    chosen = around.variable("OLLAMA_MODELS")
    for home in [chosen] if chosen else homes:
        manifests = home / "manifests"
        for manifest in sorted(manifests.glob("*/*/*/*")):
            blob = _model_blob(home / "blobs", manifest)
            if blob is not None:
                yield FoundModel("Ollama", _ollama_name(manifest.relative_to(manifests)), blob)


def _ollama_name(path: Path) -> str:
    """As Ollama itself lists it: `llama3:8b`, `person/model:latest`, `hf.co/org/repo:Q4_K_M`."""
    registry, namespace, model, tag = path.parts
    if registry != OLLAMA_REGISTRY:
        return f"{registry}/{namespace}/{model}:{tag}"
    return f"{model}:{tag}" if namespace == OLLAMA_LIBRARY else f"{namespace}/{model}:{tag}"


def _model_blob(blobs: Path, manifest: Path) -> Path | None:
    layers = _json(manifest).get("layers")
    for layer in layers if isinstance(layers, list) else []:
        if isinstance(layer, dict) and layer.get("mediaType") == MODEL_LAYER:
            blob = blobs / str(layer.get("digest")).replace(":", "-")
            return blob if blob.parent == blobs and is_there(blob) else None
    return None


def _plain(program: str, folders: Iterable[Path]) -> Iterator[FoundModel]:
    """The GGUFs in these folders."""
    for path in first_parts(folder for folder in folders if is_there(folder) and folder.is_dir()):
        if is_there(path):  # a cache can hold a link whose file is gone
            name = name_of_whole(path)
            yield FoundModel(program, path.parent.name if name == "model" else name, path)  # Jan calls every file so


def _text(path: Path) -> str:
    """A small file's text; empty when there is none that can be read."""
    try:
        if path.stat().st_size <= LARGEST_MANIFEST_BYTES:
            return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        pass
    return ""


def _json(path: Path) -> dict[str, object]:
    try:
        values = json.loads(_text(path) or "{}")
    except ValueError:
        return {}
    return values if isinstance(values, dict) else {}
