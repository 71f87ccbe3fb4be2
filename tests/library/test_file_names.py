"""Whatever a file is called, it lies in its folder or nowhere."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbelle.errors import UnsafeName
from chatbelle.library.file_names import path_inside


@pytest.mark.parametrize(
    "name", ["model.gguf", "a/b/模型-00001-of-00002.gguf", ".gitattributes", "x" * 190, "console.txt"]
)
def test_a_plain_name_is_taken_as_it_is(tmp_path: Path, name: str) -> None:
    assert path_inside(tmp_path, name) == tmp_path / name


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "../x",
        "a/../../x",
        "/etc/passwd",
        "//host/share",
        "a//b",
        "a/",
        "C:/x",
        "C:x",
        "a\\b",
        "..\\x",
        "NUL",
        "nul.gguf",
        "a/COM1.txt",
        "LPT¹",
        "name.",
        "name ",
        "x:stream",
        "a\0b",
        "a\nb",
        "a\x7fb",
        "right\u202eleft.gguf",
        "what?",
        "*",
        "x" * 250,
        "\ud800",
    ],
)
def test_a_name_that_could_lead_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnsafeName):
        path_inside(tmp_path, name)


def test_a_link_that_leads_out_is_refused(tmp_path: Path) -> None:
    outside, models = tmp_path / "outside", tmp_path / "models"
    outside.mkdir()
    models.mkdir()
    (models / "org").symlink_to(outside)
    (models / "model.gguf").symlink_to(outside / "important")
    for name in ("org/model.gguf", "model.gguf"):
        with pytest.raises(UnsafeName):
            path_inside(models, name)


@given(st.text(st.sampled_from("ab./\\:~ \0\n"), max_size=12))
def test_no_name_leads_out_of_the_folder(name: str) -> None:
    folder = Path("/models/of/mine")
    try:
        path = path_inside(folder, name)
    except UnsafeName:
        return
    assert path != folder
    assert Path(*[part for part in path.parts if part != "."]).is_relative_to(folder)
    assert ".." not in path.parts
