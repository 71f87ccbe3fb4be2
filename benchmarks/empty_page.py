"""A page with nothing of ours on it but short lines to scroll: what Flutter alone takes on this machine.

python benchmarks/empty_page.py PORT
"""

import asyncio
import sys

import flet as ft

from chatbelle.ui.serving import OpenTab, show

LINES = 1000


async def begin() -> OpenTab:
    return lines


def lines(page: ft.Page) -> None:
    page.add(ft.ListView([ft.Text(f"{number}") for number in range(LINES)], expand=True))


if __name__ == "__main__":
    asyncio.run(show(begin, int(sys.argv[1]), browser=True))
