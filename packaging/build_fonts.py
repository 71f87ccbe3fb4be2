"""Makes assets/fonts and assets/assets/fonts from public packages. Run by hand when Flet's version changes.

    python packaging/build_fonts.py      # needs fonttools, brotli, pillow; pip and Debian's apt-get on the path

The results are committed, so nobody who installs or runs ChatBelle needs this. Two sets of files are made:

- assets/fonts: the fonts the app names itself. Chinese (every character of Noto Sans SC, hinting left out) and a
  monospace for code. Static OpenType, which the browser client and the native clients all read.
- assets/assets/fonts: what Flutter's web engine asks for when those lack a character (emoji, symbols, mathematics),
  and Chinese for text that names another family (formulas). Cut to the engine's own table, each under the path at
  which the engine asks for it, so it is served from this machine instead of from a font host on the internet.
"""

import io
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from PIL import Image

from flutter_fallback import fallback_files

ASSETS = Path(__file__).resolve().parent.parent / "assets"
PACKAGES = ("pylopdf-fonts-zh-cn==0.1.1", "pylopdf-fonts-jp==0.1.1")
DEBIAN_PACKAGES = ("fonts-jetbrains-mono", "fonts-noto-core", "fonts-noto-color-emoji")
DEBIAN_FONTS = "usr/share/fonts/truetype"

RARE = "notosansjp"  # the engine looks here for a few hundred characters, such as 𠮷, that the Chinese font lacks

# The family part of the engine's path, and the font it is cut from. The emoji come as bitmaps (CBDT) from Debian:
# the engine draws nothing for the SVG tables of the npm packages.
FALLBACKS = {
    "notocoloremoji": f"{DEBIAN_FONTS}/noto/NotoColorEmoji.ttf",
    "notosanssc": "pylopdf_fonts_zh_cn/NotoSansSC-Regular.otf",
    RARE: "pylopdf_fonts_jp/NotoSansJP-Regular.otf",
    "notosanssymbols": f"{DEBIAN_FONTS}/noto/NotoSansSymbols-Regular.ttf",
    "notosanssymbols2": f"{DEBIAN_FONTS}/noto/NotoSansSymbols2-Regular.ttf",
    "notosansmath": f"{DEBIAN_FONTS}/noto/NotoSansMath-Regular.ttf",
}
EMOJI_PIXELS = 72  # Debian's are 136 high; a chat shows them at 16 to 20 points, on a screen of up to 3 pixels a point
TEXT_FEATURES = ["ccmp", "locl", "kern", "mark", "mkmk", "liga", "rlig"]  # no programming ligatures: code as it is
MONOSPACE_RANGES = ((0x20, 0x530), (0x1E00, 0x2000), (0x2000, 0x2C00))  # Latin to Cyrillic, symbols, box drawing


def main() -> None:
    """Fetch the packages and write every font file anew."""
    spec = find_spec("flet_web")
    if spec is None or spec.origin is None:
        raise SystemExit("flet_web is not installed: pip install 'flet[web]'")
    client = Path(spec.origin).parent / "web" / "main.dart.js"
    with tempfile.TemporaryDirectory() as folder:
        sources = Path(folder)
        fetch(sources)
        write_named_fonts(sources)
        write_fallbacks(sources, client)


def fetch(folder: Path) -> None:
    """Download the packages that hold the fonts and unpack them into `folder`."""
    pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(folder), *PACKAGES]
    subprocess.run(pip, check=True)
    subprocess.run(["apt-get", "-qq", "download", *DEBIAN_PACKAGES], cwd=folder, check=True)
    for package in folder.glob("*.deb"):
        subprocess.run(["dpkg-deb", "-x", str(package), str(folder)], check=True)


def write_named_fonts(sources: Path) -> None:
    """The fonts that the app's theme names."""
    folder = ASSETS / "fonts"
    folder.mkdir(parents=True, exist_ok=True)
    chinese = TTFont(sources / FALLBACKS["notosanssc"])
    cut(chinese, set(chinese.getBestCmap())).save(folder / "NotoSansSC-Regular.otf")
    monospace = TTFont(sources / DEBIAN_FONTS / "jetbrains-mono" / "JetBrainsMono-Regular.ttf")
    wanted = {point for first, end in MONOSPACE_RANGES for point in range(first, end)}
    cut(monospace, wanted).save(folder / "JetBrainsMono-Regular.ttf")


def write_fallbacks(sources: Path, client: Path) -> None:
    """The files the engine asks for, each under the path it asks for."""
    folder = ASSETS / "assets" / "fonts"
    shutil.rmtree(folder, ignore_errors=True)
    chinese = set(TTFont(sources / FALLBACKS["notosanssc"]).getBestCmap())
    for path, asked in fallback_files(client).items():
        family = path.split("/")[0]
        if family not in FALLBACKS:
            continue
        font = TTFont(sources / FALLBACKS[family])
        wanted = asked & set(font.getBestCmap()) - (chinese if family == RARE else set())
        if not wanted:
            continue
        piece = cut(font, set(wanted))
        if "CBDT" in piece:
            shrink_bitmaps(piece, EMOJI_PIXELS)
        piece.flavor = "woff2"
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        piece.save(folder / path)


def cut(font: TTFont, characters: set[int]) -> TTFont:
    """`font` with these characters only (and what they combine to), without hinting."""
    options = Options()
    options.hinting = False
    options.notdef_outline = True
    options.layout_features = TEXT_FEATURES
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]  # with the licence
    cutter = Subsetter(options)
    cutter.populate(unicodes=characters)
    cutter.subset(font)
    font["head"].modified = font["head"].created  # the same input gives the same bytes
    font.recalcTimestamp = False
    return font


def shrink_bitmaps(font: TTFont, height_pixels: int) -> None:
    """Scale the one strike of a colour bitmap font so that its tallest glyphs are `height_pixels` high."""
    (strike,), (glyphs,) = font["CBLC"].strikes, font["CBDT"].strikeData
    table = strike.bitmapSizeTable
    scale = height_pixels / max(glyph.metrics.height for glyph in glyphs.values())
    table.ppemX, table.ppemY = round(table.ppemX * scale), round(table.ppemY * scale)
    for line in (table.hori, table.vert):
        for field in ("ascender", "descender", "widthMax", "minOriginSB", "minAdvanceSB", "maxBeforeBL", "minAfterBL"):
            setattr(line, field, round(getattr(line, field) * scale))
    for glyph in glyphs.values():
        metrics = glyph.metrics
        for field in ("height", "width", "BearingX", "BearingY", "Advance"):
            setattr(metrics, field, round(getattr(metrics, field) * scale))
        glyph.imageData = smaller_png(glyph.imageData, (max(metrics.width, 1), max(metrics.height, 1)))


def smaller_png(png: bytes, size: tuple[int, int]) -> bytes:
    """The picture at `size` (width, height) in 256 colours, the way the originals are stored."""
    picture = Image.open(io.BytesIO(png)).convert("RGBA").resize(size, Image.Resampling.LANCZOS)
    out = io.BytesIO()
    picture.quantize(256, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    main()
