"""Draws the PNG icons from the two SVG files in assets/icon, with the Chromium that the tests use. Run by hand.

python packaging/build_icons.py
"""

from pathlib import Path

from playwright.sync_api import sync_playwright

ASSETS = Path(__file__).resolve().parent.parent / "assets"
CHROMIUM = "/usr/bin/chromium"
# File, drawing, pixels. `icon.png` at the top is where `flet build` looks for a launcher icon.
ICONS = [
    ("icon/bell-16.png", "bell.svg", 16),
    ("icon/bell-32.png", "bell.svg", 32),
    ("icon/app-180.png", "app.svg", 180),
    ("icon/app-192.png", "app.svg", 192),
    ("icon/app-512.png", "app.svg", 512),
    ("icon.png", "app.svg", 1024),
]


def main() -> None:
    """Write every icon anew."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for file, drawing, pixels in ICONS:
            svg = (ASSETS / "icon" / drawing).read_text(encoding="utf-8")
            page = browser.new_page(viewport={"width": pixels, "height": pixels})
            page.set_content(f"<style>body{{margin:0}} svg{{display:block;width:{pixels}px}}</style>{svg}")
            page.screenshot(path=ASSETS / file, omit_background=True)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
