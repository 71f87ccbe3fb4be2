"""llama.cpp's own converter, of the version that llama-cpp-python brings along: found, and run.

    python -m tests.quant.official_converter                           bring its source here, where pip has an index
    python -m tests.quant.official_converter FOLDER TARGET TYPE PRE    run it

It lies in llama-cpp-python's source package, which pip keeps in no environment. It needs torch and transformers, which
ChatBelle does not: they are pyproject's group `official`.
"""

import subprocess
import sys
import tarfile
import tempfile
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path, PurePosixPath

PACKAGE = "llama-cpp-python"
WITHIN = "vendor/llama.cpp"
NEEDED = ("convert_hf_to_gguf.py", "conversion", "gguf-py")
DOWNLOAD_SECONDS = 300


def sources() -> Path:
    """Where the source lies once it is here: in the environment, so that it goes when that goes."""
    return Path(sys.prefix) / "share" / f"llama.cpp-of-{PACKAGE}-{version(PACKAGE)}"


def why_not() -> str:
    """Why the converter cannot be run here; empty when it can."""
    missing = [name for name in ("torch", "transformers") if find_spec(name) is None]
    if missing:
        return f"{' and '.join(missing)} not installed: pip install .[official]"
    return "" if sources().exists() else "llama.cpp's source is not here: python -m tests.quant.official_converter"


def bring() -> Path:
    """Download the source package and unpack the converter; returns where."""
    target = sources()
    if target.exists():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        wanted = ["--no-deps", "--no-binary", PACKAGE, f"{PACKAGE}=={version(PACKAGE)}"]
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--dest", folder, *wanted]
        subprocess.run(command, check=True, timeout=DOWNLOAD_SECONDS)
        (archive,) = Path(folder).glob("*.tar.gz")
        unpack(archive, Path(folder) / "unpacked")
        (Path(folder) / "unpacked").rename(target)
    return target


def unpack(archive: Path, folder: Path) -> None:
    """The needed part of the archive, under names without the folders above it."""
    with tarfile.open(archive) as whole:
        for member in whole:
            name = PurePosixPath(member.name)
            inside = PurePosixPath(*name.parts[1:])  # the first part is the package with its version
            if inside.is_relative_to(WITHIN) and inside.relative_to(WITHIN).parts[:1] in [(part,) for part in NEEDED]:
                whole.extract(member.replace(name=str(inside.relative_to(WITHIN))), folder, filter="data")


def convert(source: Path, target: Path, to: str, pre: str = "") -> None:
    """Run it, in a process that is there for this alone: it brings its own `gguf`.

    It knows ways of splitting text by a hash of what they make of one sentence, so that a vocabulary made for a test
    is unknown to it: `pre` says then what it would have found.
    """
    if str(sources()) not in sys.path:
        sys.path.insert(0, str(sources()))
    import convert_hf_to_gguf
    from conversion.base import TextModel

    recognised = TextModel.get_vocab_base_pre
    if pre:
        TextModel.get_vocab_base_pre = lambda model, tokenizer: pre
    sys.argv = ["convert_hf_to_gguf.py", str(source), "--outfile", str(target), "--outtype", to]
    try:
        convert_hf_to_gguf.main()
    finally:
        TextModel.get_vocab_base_pre = recognised


if __name__ == "__main__":
    if sys.argv[1:]:
        folder, target, to, pre = sys.argv[1:]
        convert(Path(folder), Path(target), to, pre)
    else:
        print(bring())
