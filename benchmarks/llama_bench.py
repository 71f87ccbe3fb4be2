"""llama.cpp's own llama-bench and llama-server, of the very version that llama-cpp-python brings along: built once.

    python benchmarks/llama_bench.py        build them; twenty minutes or more on two cores

They are no part of the product, and lie in the environment, so that they go when that goes. $LLAMA_BENCH and
$LLAMA_SERVER name ones that are there already.
"""

import json
import os
import subprocess
import sys
import tarfile
import tempfile
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = "llama-cpp-python"
PROGRAMS = ("llama-bench", "llama-server")
NOT_NEEDED = ("-DLLAMA_CURL=OFF", "-DLLAMA_BUILD_TESTS=OFF", "-DLLAMA_BUILD_EXAMPLES=OFF", "-DLLAMA_BUILD_UI=OFF")


def folder() -> Path:
    """Where they are built."""
    return Path(sys.prefix) / "share" / f"llama-bench-of-{PACKAGE}-{version(PACKAGE)}"


def program(name: str = "llama-bench") -> Path | None:
    """One of the programs, if it is there."""
    told = os.environ.get(name.upper().replace("-", "_"))
    path = Path(told) if told else folder() / "build" / "bin" / name
    return path if path.is_file() else None


def tokens_per_second(
    llama_bench: Path,
    model: Path,
    prompt: int = 0,
    answer: int = 0,
    depth: int = 0,
    threads: int | None = None,
    runs: int = 3,
) -> float:
    """What it measures behind `depth` tokens, on average; without `threads` with as many as it takes by itself."""
    asked = ["-m", str(model), "-p", str(prompt), "-n", str(answer), "-d", str(depth), "-r", str(runs), "-o", "json"]
    if threads:
        asked += ["-t", str(threads)]
    done = subprocess.run([str(llama_bench), *asked], check=True, capture_output=True, text=True)
    (test,) = json.loads(done.stdout)
    return float(test["avg_ts"])


def build() -> Path:
    """Bring the source package and build the programs with the flags of our own set-up; returns where they lie."""
    sys.path.insert(0, str(ROOT / "packaging"))
    from install_llama_cpp import safe_flags

    target = folder()
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target) as here:
        wanted = ["--no-deps", "--no-binary", PACKAGE, f"{PACKAGE}=={version(PACKAGE)}"]
        subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--dest", here, *wanted], check=True)
        (archive,) = Path(here).glob("*.tar.gz")
        with tarfile.open(archive) as whole:
            whole.extractall(here, filter="data")
        (source,) = Path(here).glob("*/vendor/llama.cpp")
        flags = " ".join(safe_flags())
        kept = {name: f"{os.environ.get(name, '')} {flags}".strip() for name in ("CFLAGS", "CXXFLAGS")}
        configure = ["cmake", "-S", str(source), "-B", str(target / "build"), "-DCMAKE_BUILD_TYPE=Release", *NOT_NEEDED]
        subprocess.run(configure, check=True, env=os.environ | kept)
        compile_it = ["cmake", "--build", str(target / "build"), "--target", *PROGRAMS, "--parallel"]
        subprocess.run(compile_it, check=True)
    return target / "build" / "bin"


if __name__ == "__main__":
    print([program(name) for name in PROGRAMS] if all(map(program, PROGRAMS)) else build())
