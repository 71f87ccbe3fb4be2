"""What ChatBelle says of itself."""

import re
import tomllib
from pathlib import Path

from chatbelle.about import REQUIRED, SHIPPED, licence_of_model, packages, read_about, required

ROOT = Path(__file__).parents[1]


def test_every_package_that_we_name_in_pyproject_is_told_of() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = {re.split(r"[\[<>=]", line)[0] for line in project["dependencies"]}
    desktop = {re.split(r"[\[<>=]", line)[0] for line in project["optional-dependencies"]["desktop"]}
    assert named | desktop | {"flet-web", "flet-desktop"} == set(REQUIRED)  # flet's extras by their own names


def test_packages_come_with_those_that_they_need_and_with_their_licences() -> None:
    licences = {part.name: part.licence for part in packages()}
    assert licences["flet"] == "Apache-2.0"
    assert licences["msgpack"] == "Apache-2.0"  # flet's
    assert "MIT" in licences["llama-cpp-python"]


def test_what_only_an_extra_needs_is_left_out() -> None:
    lines = ["httpx>=0.28", 'pytest>=7; extra == "test"', "Typing_Extensions; python_version < '3.13'"]
    assert [*required(lines)] == ["httpx", "typing-extensions"]


def test_every_font_in_the_notice_is_in_the_list() -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    fonts = re.findall(r"Noto [A-Z][\w ]*?(?=[,( ]*[,(])|JetBrains Mono", notice)
    told = ", ".join(part.name for part in SHIPPED)
    assert fonts
    assert not [font for font in fonts if font.removesuffix(" 2") not in told]


def test_a_models_licence_is_what_its_file_says(smollm2: Path, tmp_path: Path) -> None:
    assert licence_of_model(smollm2) == "apache-2.0"
    assert licence_of_model(tmp_path / "gone.gguf") == ""
    assert "llama-cpp-python" in read_about(None).build
