"""Specifies set-up: what a wheel holds, that what is imported is asked for, and that a broken llama.cpp is noticed."""

import ast
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement

import install_llama_cpp

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.mark.timeout(240)
def test_a_wheel_holds_the_code_the_fonts_and_the_first_page(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=200)
    (wheel,) = tmp_path.glob("*.whl")
    held = set(ZipFile(wheel).namelist())
    assert {
        f"chatbelle/assets/{file.relative_to(ROOT / 'assets').as_posix()}" for file in files(ROOT / "assets")
    } <= held
    assert {file.relative_to(ROOT).as_posix() for file in files(ROOT / "chatbelle", "*.py")} <= held
    assert not [name for name in held if name.startswith(("tests/", "packaging/", "benchmarks/"))]


def test_every_package_that_is_imported_is_asked_for() -> None:
    extras = PROJECT["project"]["optional-dependencies"]
    asked = {name_of(line) for line in PROJECT["project"]["dependencies"] + extras["desktop"]}
    owners = packages_distributions()
    imported = {module for file in files(ROOT / "chatbelle", "*.py") for module in third_party(file)}
    assert not [module for module in imported if not asked & {canonical(owner) for owner in owners[module]}]


def test_what_flet_build_leaves_out_is_never_what_the_app_needs() -> None:
    left_out = PROJECT["tool"]["flet"]["app"]["exclude"]
    needed = ["main.py", "chatbelle", "assets/fonts/NotoSansSC-Regular.otf", "assets/fonts/JetBrainsMono-Regular.ttf"]
    assert not [path for path in needed if any(path == out or path.startswith(f"{out}/") for out in left_out)]
    assert (ROOT / f"{PROJECT['tool']['flet']['app']['module']}.py").is_file()


@pytest.mark.model
def test_a_good_build_answers_one_prompt(smollm2: Path) -> None:
    assert install_llama_cpp.answers(smollm2)


def test_a_build_that_dies_at_the_prompt_is_noticed(
    smollm2: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "llama_cpp.py").write_text(
        "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)\n", encoding="ascii"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert not install_llama_cpp.answers(smollm2)


def test_a_missing_compiler_is_told_before_the_long_compile(tmp_path: Path) -> None:
    script = str(ROOT / "packaging" / "install_llama_cpp.py")
    bare = {"PATH": str(tmp_path)}
    said = subprocess.run(
        [sys.executable, "-S", script], env=bare, capture_output=True, text=True, timeout=30, check=False
    )
    assert said.returncode != 0
    assert "no C++ compiler" in said.stderr


def files(folder: Path, pattern: str = "*") -> list[Path]:
    return [file for file in folder.rglob(pattern) if file.is_file() and "__pycache__" not in file.parts]


def third_party(file: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names - set(sys.stdlib_module_names) - {"chatbelle", "quant"}


def name_of(line: str) -> str:
    return canonical(Requirement(line).name)


def canonical(name: str) -> str:
    return name.lower().replace("_", "-")
