"""The gallery in docs: each of its pictures is there, small, and shown by its page; `make gallery` takes them."""

from docs.gallery_scenes import SCENES
from docs.make_gallery import FOLDER, LARGEST_BYTES, file_name, index

NAMES = [file_name(scene, look) for scene in SCENES for look in scene.looks]


def test_every_picture_is_there_and_small():
    assert {file.name for file in FOLDER.glob("*.png")} == set(NAMES)
    assert max(file.stat().st_size for file in FOLDER.glob("*.png")) <= LARGEST_BYTES


def test_the_page_shows_every_picture_in_every_look():
    assert (FOLDER / "README.md").read_text(encoding="utf-8") == index()
    for look in ("zh-1280-light", "zh-390-light", "en-1280-light", "en-390-dark"):
        assert any(look in name for name in NAMES)
