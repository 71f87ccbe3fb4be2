"""Makes assets/index.html, the browser's first page, from the one that flet_web brings. Run when Flet changes.

    python packaging/index_page.py

What is ours: a policy that lets the page talk to nobody but the machine it came from, a guard for input methods, the
name and the icon, and a calm start in light and dark. The rest stays Flet's; `<!-- fletAppConfig -->` is where Flet
writes its settings when it serves the page. The result is committed, and a test keeps it in step with flet_web.
"""

import json
from importlib.util import find_spec
from pathlib import Path

from chatbelle.ui.keys.shortcuts import SHORTCUTS

ASSETS = Path(__file__).resolve().parent.parent / "assets"

# 'self' alone names the WebSocket too, but not in older Safaris: hence the two loopback names.
POLICY = "; ".join(
    [
        "default-src 'self' data: blob:",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "connect-src 'self' data: blob: ws://127.0.0.1:* ws://localhost:*",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "frame-src 'none'",
        "base-uri 'self'",
        "form-action 'none'",
    ]
)


def held_keys() -> list[str]:
    """The shortcuts with Ctrl, Cmd or Alt, which browsers may have for something else, as the page spells them."""
    keys = [each for shortcut in SHORTCUTS for each in shortcut.keys if each.command or each.alt]
    return sorted(f"{each.command:d}{each.shift:d}{each.alt:d} {each.key.upper().replace(' ', '')}" for each in keys)


# The Enter that ends an input method's composition must not reach Flutter, which would send the raw pinyin; nor must
# Escape and the arrows. What is a shortcut of ours must not be one of the browser's as well.
GUARD = """
  <script>
    const shortcuts = new Set(HELD_KEYS);
    window.addEventListener("keydown", (event) => {
      if (event.isComposing || event.keyCode === 229) {
        if (["Enter", "Escape", "ArrowUp", "ArrowDown"].includes(event.key)) event.stopImmediatePropagation();
        return;
      }
      const held = [event.ctrlKey || event.metaKey, event.shiftKey, event.altKey].map(Number).join("");
      if (shortcuts.has(held + " " + event.key.toUpperCase())) event.preventDefault();
    }, { capture: true });
    document.documentElement.lang = navigator.language.startsWith("zh") ? "zh-Hans" : "en";
  </script>
""".replace("HELD_KEYS", json.dumps(held_keys()))

HEAD = f"""<html lang="en" translate="no">

<head>
  <meta charset="UTF-8">
  <meta http-equiv="Content-Security-Policy" content="{POLICY}">
  <meta name="color-scheme" content="light dark">
  <meta name="theme-color" content="#FBF9F8" media="(prefers-color-scheme: light)">
  <meta name="theme-color" content="#151416" media="(prefers-color-scheme: dark)">
  <style>
    html, body {{ background: #FBF9F8; }}
    #loading img {{ animation: breathe 2.4s ease-in-out infinite; }}
    @keyframes breathe {{ 50% {{ opacity: .45; }} }}
    @media (prefers-color-scheme: dark) {{ html, body {{ background: #151416; }} }}
    @media (prefers-reduced-motion: reduce) {{ #loading img {{ animation: none; }} }}
  </style>
{GUARD}"""

# Each piece of Flet's page that changes, and what it becomes. A missing piece means that Flet's page has changed.
CHANGES = [
    ("<html>\n\n<head>\n", HEAD),
    ('\n  <meta charset="UTF-8">\n  <meta content="IE=Edge"', '\n  <meta content="IE=Edge"'),
    ('content="Flet application."', 'content="ChatBelle: chat with a model on your own machine."'),
    ('name="apple-mobile-web-app-title" content="Flet"', 'name="apple-mobile-web-app-title" content="ChatBelle"'),
    ('href="icons/apple-touch-icon-192.png"', 'href="icon/app-180.png"'),
    ('type="image/png" href="favicon.png"', 'type="image/png" href="icon/bell-32.png"'),
    ("<title>Flet</title>", "<title>ChatBelle</title>"),
    ('src="icons/loading-animation.png"', 'src="icon/bell.svg"'),
    ("width: 200px;", "width: 72px;"),
    ("background: #ffffff;", "background: #FBF9F8;"),
    ("background: #222222;", "background: #151416;"),
]


def index_page(flets: str) -> str:
    """Our first page, from Flet's. Raises ValueError when Flet's lacks a piece that has to change."""
    page = flets.replace("\r\n", "\n")
    for before, after in CHANGES:
        if page.count(before) != 1:
            raise ValueError(f"flet_web's index.html no longer has exactly one {before!r}")
        page = page.replace(before, after)
    return page


def manifest() -> str:
    """What a browser wants to know when it installs the page as an app."""
    icons = [
        {"src": f"icon/app-{pixels}.png", "sizes": f"{pixels}x{pixels}", "type": "image/png"} for pixels in (192, 512)
    ]
    entries = {
        "name": "ChatBelle",
        "short_name": "ChatBelle",
        "start_url": ".",
        "display": "standalone",
        "background_color": "#FBF9F8",
        "theme_color": "#C8546C",
        "description": "Chat with a model on your own machine.",
        "icons": [*icons, *({**icon, "purpose": "maskable"} for icon in icons)],
    }
    return json.dumps(entries, indent=2) + "\n"


def flets_page() -> str:
    """The page of the installed flet_web."""
    spec = find_spec("flet_web")
    if spec is None or spec.origin is None:
        raise SystemExit("flet_web is not installed: pip install 'flet[web]'")
    return (Path(spec.origin).parent / "web" / "index.html").read_text(encoding="utf-8")


if __name__ == "__main__":
    (ASSETS / "index.html").write_text(index_page(flets_page()), encoding="utf-8", newline="\n")
    (ASSETS / "manifest.json").write_text(manifest(), encoding="utf-8", newline="\n")
