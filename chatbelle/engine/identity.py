"""Which model and which llama.cpp: digests that are cheap and certain enough to tell cached states apart."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

import llama_cpp

from chatbelle import __version__
from chatbelle.gguf_header import GGUFHeader

SAMPLES, SAMPLE_BYTES = 64, 64 * 1024


def model_digest(header: GGUFHeader) -> str:
    """A digest of a model's size, its whole header and 64 samples of 64 KiB spread over its weights: some milliseconds.

    It suffices because whoever changes a model changes all of it: training moves nearly every weight and another
    quantisation every block, while shapes, rope settings and vocabulary stand in the header. Files that differ in none
    of this differ by damage, and states from before the damage are right.
    """
    file_bytes = header.path.stat().st_size
    digest = hashlib.sha256(file_bytes.to_bytes(8, "little"))
    with header.path.open("rb") as file:
        digest.update(file.read(max(0, file_bytes - header.weights_bytes)))
        for number in range(SAMPLES):
            file.seek(max(0, file_bytes - SAMPLE_BYTES) * number // (SAMPLES - 1))
            digest.update(file.read(SAMPLE_BYTES))
    return digest.hexdigest()


@cache
def library_digest() -> str:
    """A digest of llama.cpp's shared library as it lies on disk: another build lays its states out as it likes."""
    try:
        library = Path(llama_cpp.llama_cpp._lib._name).read_bytes()
    except OSError:  # a phone's app may hold it in a way that has no path: there it changes with the app
        return f"{version('llama-cpp-python')} in {__version__}"
    return hashlib.sha256(library).hexdigest()
