"""The arrows between the rooms: which module may import which. Read from the source, so nothing has to run."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1] / "chatbelle"

# Third-party libraries, and the only places that know them.
KNOWN_ONLY_BY = {
    "flet": ("chatbelle.ui", "chatbelle.app"),
    "llama_cpp": ("chatbelle.engine",),
    "sqlite3": ("chatbelle.store",),
    "httpx": ("chatbelle.library.network",),
    "quant": ("chatbelle.library.conversion",),
    "jinja2": ("chatbelle.engine",),
    "sqlcipher3": ("chatbelle.store",),
    "ijson": ("chatbelle.transfer",),
    "typer": (
        "chatbelle.commands",
        "chatbelle.models_group",
        "chatbelle.model_commands",
        "chatbelle.download_commands",
    ),
    "rich": ("chatbelle.terminal",),
    "send2trash": ("chatbelle.library.removal",),
    "prompt_toolkit": ("chatbelle.terminal",),
    "zxcvbn": ("chatbelle.strength",),
}
PURE = {"chatbelle.words", "chatbelle.errors", "chatbelle.chat", "chatbelle.history", "chatbelle.thinking"}
GGUF = {
    "chatbelle.gguf_adapter",
    "chatbelle.gguf_header",
    "chatbelle.gguf_parts",
    "chatbelle.gguf_cursor",
    "chatbelle.gguf_soundness",
}
# What each room may import of ours, itself aside.
MAY_IMPORT = {
    "chatbelle.words": set[str](),
    "chatbelle.chat": set[str](),
    "chatbelle.thinking": set[str](),
    "chatbelle.strength": set[str](),
    "chatbelle.paths": PURE,
    "chatbelle.children": set(),
    "chatbelle.errors": {"chatbelle.words"},
    "chatbelle.history": {"chatbelle.chat", "chatbelle.chat_settings"},
    "chatbelle.chat_settings": PURE | {"chatbelle.engine.protocol", "chatbelle.context"},
    "chatbelle.store": PURE | {"chatbelle.chat_settings"},
    "chatbelle.transfer": PURE | {"chatbelle.chat_settings", "chatbelle.store.ollama"},
    "chatbelle.engine": PURE | GGUF | {"chatbelle.paths", "chatbelle.memory", "chatbelle.children"},
    "chatbelle.gguf_adapter": PURE | GGUF,
    "chatbelle.gguf_cursor": PURE,
    "chatbelle.gguf_parts": PURE | {"chatbelle.paths"},
    "chatbelle.gguf_soundness": PURE | GGUF,
    "chatbelle.gguf_header": PURE | GGUF,
    "chatbelle.memory": PURE | GGUF,
    "chatbelle.library": PURE | GGUF | {"chatbelle.paths", "chatbelle.memory", "chatbelle.children"},
    "chatbelle.settings": PURE | {"chatbelle.engine.protocol"},
    "chatbelle.about": PURE | GGUF | {"chatbelle.engine.build", "chatbelle.library.builtin"},
    "chatbelle.disk": {"chatbelle.paths", "chatbelle.library", "chatbelle.engine.snapshot_folder"},
    "chatbelle.choosing": PURE | {"chatbelle.settings", "chatbelle.paths"},
    "chatbelle.models_by_name": PURE | {"chatbelle.settings", "chatbelle.paths", "chatbelle.library"},
    "chatbelle.drafts": PURE | GGUF | {"chatbelle.engine.protocol", "chatbelle.models_by_name"},
    "chatbelle.demo": PURE
    | {"chatbelle.engine.scripted", "chatbelle.engine.protocol", "chatbelle.library", "chatbelle.ui.models"},
    "chatbelle.context": PURE | {"chatbelle.engine.protocol"},
    "chatbelle.presets": PURE | {"chatbelle.chat_settings"},
    "chatbelle.personas": PURE,
    "chatbelle.titles": PURE | {"chatbelle.engine.protocol", "chatbelle.context"},
    "chatbelle.tuning_report": PURE | {"chatbelle.engine.tuned"},
    "chatbelle.session": PURE | {"chatbelle.engine.protocol", "chatbelle.context"},
    "chatbelle.bench": PURE | {"chatbelle.engine.protocol", "chatbelle.gguf_header"},
    "chatbelle.ui": PURE
    | {
        "chatbelle.session",
        "chatbelle.titles",
        "chatbelle.context",
        "chatbelle.presets",
        "chatbelle.personas",
        "chatbelle.settings",
        "chatbelle.chat_settings",
        "chatbelle.library",
        "chatbelle.transfer",
        "chatbelle.strength",
        "chatbelle.engine.protocol",
        "chatbelle.engine.tuned",
        "chatbelle.tuning_report",
        "chatbelle.bench",
        "chatbelle.memory",
        "chatbelle.paths",
        "chatbelle.disk",
        "chatbelle.about",
    },
}
TOP = {
    "chatbelle.app",
    "chatbelle.rooms",
    "chatbelle.cli",
    "chatbelle.commands",
    "chatbelle.models_group",
    "chatbelle.model_commands",
    "chatbelle.download_commands",
    "chatbelle.terminal",
    "chatbelle.doctor",
}  # they put the rooms together


def name_of(file: Path) -> str:
    return ".".join(("chatbelle", *file.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__")


def imports_of(tree: ast.Module) -> Iterator[str]:
    """Full names of the modules that are imported, wherever in the file."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ("." * node.level + f"{node.module}.{alias.name}" for alias in node.names)


def within(name: str, places: Iterable[str]) -> bool:
    return any(name == place or name.startswith(f"{place}.") for place in places)


MODULES = {name_of(file): ast.parse(file.read_text(encoding="utf-8")) for file in sorted(ROOT.rglob("*.py"))}
IMPORTS = [(name, imported) for name, tree in MODULES.items() for imported in imports_of(tree)]


def test_a_library_is_known_in_one_place_only() -> None:
    known = [(name, imported, KNOWN_ONLY_BY.get(imported.partition(".")[0])) for name, imported in IMPORTS]
    assert not [(name, imported) for name, imported, places in known if places and not within(name, places)]


def test_every_module_belongs_to_one_room() -> None:
    rooms = {name: [room for room in (*MAY_IMPORT, *TOP) if within(name, [room])] for name in MODULES}
    assert {name: found for name, found in rooms.items() if len(found) != 1} == {"chatbelle": []}


def test_imports_point_inwards() -> None:
    def allowed(name: str) -> set[str]:
        (room,) = [room for room in MAY_IMPORT if within(name, [room])]
        return {room, "chatbelle.__version__", *MAY_IMPORT[room]}

    ours = [(name, imported) for name, imported in IMPORTS if within(imported, ["chatbelle"]) and not within(name, TOP)]
    assert not [(name, imported) for name, imported in ours if not within(imported, allowed(name))]


def test_quant_is_a_house_of_its_own() -> None:
    house = Path(__file__).parents[1] / "quant"
    trees = {file: ast.parse(file.read_text(encoding="utf-8")) for file in house.rglob("*.py")}
    imported = {name.partition(".")[0] for tree in trees.values() for name in imports_of(tree)}
    assert not imported & {"chatbelle", "flet", "torch", "transformers", "llama_cpp"}
    assert not [file for file, tree in trees.items() if not ast.get_docstring(tree)]


def test_imports_are_absolute_and_name_the_module_that_is_meant() -> None:
    assert not [(name, imported) for name, imported in IMPORTS if imported.startswith(".") or imported == "chatbelle"]


def test_a_module_can_be_held_in_the_head() -> None:
    lengths = {name_of(file): len(file.read_text(encoding="utf-8").splitlines()) for file in ROOT.rglob("*.py")}
    assert {name for name, lines in lengths.items() if lines > 300} <= {"chatbelle.words"}  # a mere list
    assert not [name for name, tree in MODULES.items() if not ast.get_docstring(tree)]


def test_a_function_fits_on_a_screen() -> None:
    functions = [
        (name, node)
        for name, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert not [(name, node.name) for name, node in functions if (node.end_lineno or 0) - node.lineno >= 50]


def test_there_are_two_catch_alls_only() -> None:
    catch_alls = [
        name
        for name, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException")))
    ]
    assert set(catch_alls) <= {"chatbelle.cli", "chatbelle.ui.guarding"}
    assert len(catch_alls) == len(set(catch_alls))
