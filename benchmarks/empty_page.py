"""A page with nothing of ours on it but short lines to scroll: what Flutter alone takes on this machine.

python benchmarks/empty_page.py PORT
"""

import sys

import flet as ft

from chatbelle.ui.serving import HOST

LINES = 1000


def main(page: ft.Page) -> None:
    page.add(ft.ListView([ft.Text(f"{number}") for number in range(LINES)], expand=True))


if __name__ == "__main__":
    port = int(sys.argv[1])
    print(f"http://{HOST}:{port}", flush=True)
    ft.run(main, view=None, host=HOST, port=port, no_cdn=True)
