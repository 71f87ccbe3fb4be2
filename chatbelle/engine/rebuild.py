"""The cure for a llama.cpp that was built wrongly. Knows nothing of the library itself: it may not even load."""

import sys
from importlib.metadata import version

# GCC 12 compiles llama.cpp's AMX code into something that dies at the first prompt; the rest of native is kept.
WITHOUT_AMX = "-mno-amx-tile -mno-amx-int8 -mno-amx-bf16"


def rebuild_command() -> str:
    """The shell command that builds llama-cpp-python anew without AMX code, past pip's cache."""
    return (
        f'CFLAGS="{WITHOUT_AMX}" CXXFLAGS="{WITHOUT_AMX}" "{sys.executable}" -m pip install'
        f" --force-reinstall --no-deps --no-cache-dir llama-cpp-python=={version('llama-cpp-python')}"
    )
