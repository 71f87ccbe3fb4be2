"""The arrows between the rooms: which module may import which. Read from the source, so nothing has to run."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "chatbelle"
FILES = sorted(ROOT.rglob("*.py"))

# Third-party libraries, and the only places that know them.
KNOWN_ONLY_BY = {
    "flet": ("chatbelle.ui", "chatbelle.app"),
    "llama_cpp": ("chatbelle.engine",),
    "sqlite3": ("chatbelle.store",),
    "httpx": ("chatbelle.library",),
    "jinja2": ("chatbelle.engine",),
    "typer": ("chatbelle.commands",),
    "rich": ("chatbelle.terminal",),
    "prompt_toolkit": ("chatbelle.terminal",),
}
PURE = {"chatbelle.words", "chatbelle.errors", "chatbelle.chat"}
# What each room may import of ours, itself aside.
MAY_IMPORT = {
    "chatbelle.words": set[str](),
    "chatbelle.chat": set[str](),
    "chatbelle.paths": PURE,
    "chatbelle.errors": {"chatbelle.words"},
    "chatbelle.store": PURE,
    "chatbelle.engine": PURE | {"chatbelle.paths", "chatbelle.gguf_header"},
    "chatbelle.gguf_header": PURE,
    "chatbelle.library": PURE | {"chatbelle.paths", "chatbelle.gguf_header"},
    "chatbelle.settings": PURE | {"chatbelle.paths"},
    "chatbelle.choosing": PURE | {"chatbelle.settings", "chatbelle.paths"},
    "chatbelle.session": PURE | {"chatbelle.engine.protocol"},
    "chatbelle.ui": PURE
    | {"chatbelle.session", "chatbelle.settings", "chatbelle.library", "chatbelle.engine.protocol", "chatbelle.paths"},
}
TOP = {
    "chatbelle.app",
    "chatbelle.cli",
    "chatbelle.commands",
    "chatbelle.terminal",
    "chatbelle.doctor",
}  # they put the rooms together


def name_of(file: Path) -> str:
    return ".".join(("chatbelle", *file.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__")


def imports_of(file: Path) -> Iterator[str]:
    """Full names of the modules that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def within(name: str, place: str) -> bool:
    return name == place or name.startswith(f"{place}.")


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_a_library_is_known_in_one_place_only(file: Path) -> None:
    for imported in imports_of(file):
        places = KNOWN_ONLY_BY.get(imported.partition(".")[0])
        assert places is None or any(within(name_of(file), place) for place in places), imported


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_imports_point_inwards(file: Path) -> None:
    if name_of(file) == "chatbelle" or any(within(name_of(file), place) for place in TOP):
        return
    (room,) = [room for room in MAY_IMPORT if within(name_of(file), room)]
    allowed = {room, "chatbelle.__version__", *MAY_IMPORT[room]}
    for imported in imports_of(file):
        if imported.startswith("chatbelle."):
            assert any(within(imported, place) for place in allowed), imported
        elif imported == "chatbelle":
            raise AssertionError("name the module that is meant")


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_nothing_imports_the_top_from_below(file: Path) -> None:
    if any(within(name_of(file), place) for place in TOP):
        return
    assert not [name for name in imports_of(file) if any(within(name, place) for place in TOP)]


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_a_module_can_be_held_in_the_head(file: Path) -> None:
    source = file.read_text(encoding="utf-8")
    assert source.count("\n") <= 300 or file.name == "words.py"  # a list of sentences may be long
    tree = ast.parse(source)
    assert ast.get_docstring(tree), "its docstring says its one idea"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 50, f"{node.name} is long"


def test_there_are_two_catch_alls_only() -> None:
    catch_alls = [
        name_of(file)
        for file in FILES
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException")))
    ]
    assert set(catch_alls) <= {"chatbelle.cli", "chatbelle.app"}
    assert len(catch_alls) == len(set(catch_alls))
