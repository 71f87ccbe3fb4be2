"""Makes the pictures of docs/gallery and their index: the real app with a script for a model, in a real browser.

python -m docs.make_gallery [SCENE ...]
"""

import json
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from io import BytesIO
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser

from benchmarks.driving import SCRIPTED_APP, chromium, open_app, running
from chatbelle.demo import LEARNING
from chatbelle.store.chats import open_store
from chatbelle.words import Language
from docs.gallery_chats import write_chats
from docs.gallery_scenes import SCENES, At, Look, Scene, Stage

FOLDER = Path(__file__).parent / "gallery"
HEIGHTS = {1280: 800, 390: 844}
COLOURS = 256  # of a picture, which are enough for text and make it small
LARGEST_BYTES = 200_000


def main(wanted: Sequence[str]) -> None:
    """Take the pictures, all or those of some scenes."""
    FOLDER.mkdir(exist_ok=True)
    taken = [(scene, look) for scene in SCENES for look in scene.looks if not wanted or scene.name in wanted]
    with chromium() as browser:
        for (stage, language), pictures in groupby(sorted(taken, key=setting_of), setting_of):
            with started(Stage(stage), Language(language)) as address:
                for scene, look in pictures:
                    take(browser, address, scene, look)
    (FOLDER / "README.md").write_text(index(), encoding="utf-8")


def setting_of(picture: tuple[Scene, Look]) -> tuple[str, str]:
    """Pictures that the same running app can show."""
    scene, look = picture
    return scene.stage.value, look.language.value


@contextmanager
def started(stage: Stage, language: Language) -> Iterator[str]:
    """The app on one of the stages; yields its address."""
    with TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        home.mkdir()
        (home / "settings.json").write_text(json.dumps({"language": language.value}), encoding="utf-8")
        command: tuple[str, ...] = ("-m", "chatbelle.cli", "--browser", "--port", "PORT")
        match stage:
            case Stage.CHATS | Stage.SLOW:
                write_chats(home, language)
                script = Path(folder) / "answers.json"
                script.write_text(json.dumps([LEARNING]), encoding="utf-8")
                command = (str(SCRIPTED_APP), "PORT", "40" if stage is Stage.SLOW else "2000", str(script))
            case Stage.NEWER:
                open_store(home / "chats.sqlite3").close()
                with closing(sqlite3.connect(home / "chats.sqlite3")) as db:
                    db.execute("PRAGMA user_version = 1000")
            case Stage.BROKEN:
                (home / "letters.gguf").write_text("Dear reader")
                command = (*command, "--model", str(home / "letters.gguf"))
        with running(home, *command, first_run=stage is Stage.NEW) as address:
            yield address


def take(browser: Browser, address: str, scene: Scene, look: Look) -> None:
    """One picture."""
    scale = 1 if look.width > 600 else 2
    size = {"width": look.width, "height": HEIGHTS[look.width]}
    scheme = "dark" if look.scheme == "dark" else "light"
    page = browser.new_page(viewport=size, device_scale_factor=scale, color_scheme=scheme)  # type: ignore[arg-type]
    open_app(page, address, first=scene.first)
    page.wait_for_timeout(2500)  # until the fonts are there
    scene.act(At(page, look))
    file = FOLDER / file_name(scene, look)
    file.write_bytes(small_png(page.screenshot()))
    page.close()
    print(f"{file.name}: {file.stat().st_size // 1000} kB")


def small_png(picture: bytes) -> bytes:
    """The same picture in few colours. Raises ValueError when it is larger than a picture here may be."""
    few = Image.open(BytesIO(picture)).convert("RGB").quantize(COLOURS, kmeans=2, dither=Image.Dither.NONE)
    written = BytesIO()
    few.save(written, "png", optimize=True)
    if written.tell() > LARGEST_BYTES:
        raise ValueError(f"{written.tell()} bytes")
    return written.getvalue()


def file_name(scene: Scene, look: Look) -> str:
    """For example `models-en-390-light.png`."""
    return f"{scene.name}-{look.language.value}-{look.width}-{look.scheme}.png"


def index() -> str:
    """The page that shows all pictures."""
    parts = ["# Gallery", "", "Made by `make gallery`: the app as it is, with a script in place of a model.", ""]
    for scene in SCENES:
        parts += [f"## {scene.shows}", ""]
        for look in scene.looks:
            share = 640 if look.width > 600 else 240
            alternative = f"{scene.shows}, {look.language.value}, {look.scheme}"
            parts.append(f'<img src="{file_name(scene, look)}" width="{share}" alt="{alternative}">')
        parts.append("")
    return "\n".join(parts)


if __name__ == "__main__":
    main(sys.argv[1:])
