"""How the person chooses files: in a window by their paths; a browser downloads, and hands over what is chosen."""

import asyncio
import shutil
from pathlib import Path
from uuid import uuid4

import flet as ft

from chatbelle import words
from chatbelle.errors import TransferError
from chatbelle.paths import uploads_folder
from chatbelle.ui.transfer.exporting import Picker

HANDED_OVER_WITHIN_SECONDS = 3600  # how long a browser may take


def picker_of(page: ft.Page) -> Picker:
    """Where exports go from this page."""

    async def file(name: str) -> Path | None:
        chosen = await ft.FilePicker().save_file(file_name=name)
        return Path(chosen) if chosen else None

    async def folder() -> Path | None:
        chosen = await ft.FilePicker().get_directory_path()
        return Path(chosen) if chosen else None

    async def download(name: str, content: bytes) -> bool:
        saved = await ft.FilePicker().save_file(file_name=name, src_bytes=content)
        return page.web or bool(saved)  # a browser does not say where

    return Picker(not takes_content(page), file, folder, download)


def takes_content(page: ft.Page) -> bool:
    """Whether files are written by the client: browsers and phones give no paths."""
    return bool(page.web) or page.platform in (ft.PagePlatform.ANDROID, ft.PagePlatform.IOS)


async def picked(page: ft.Page, a_folder: bool) -> Path | None:
    """The path of what the person chooses, None for nothing. Raises TransferError when a browser keeps it back."""
    if a_folder:
        chosen = await ft.FilePicker().get_directory_path()
        return Path(chosen) if chosen else None
    ended: asyncio.Future[str | None] = asyncio.get_running_loop().create_future()

    def uploaded(event: ft.FilePickerUploadEvent) -> None:
        if not ended.done() and (event.error or event.progress == 1):
            ended.set_result(event.error)

    picker = ft.FilePicker(on_upload=uploaded)
    files = await picker.pick_files()
    if not files:
        return None
    if files[0].path:
        return Path(files[0].path)
    name = f"{uuid4().hex}/{Path(files[0].name).name}"
    address = page.get_upload_url(name, HANDED_OVER_WITHIN_SECONDS)
    await picker.upload([ft.FilePickerUploadFile(upload_url=address, id=files[0].id, name=files[0].name)])
    if await asyncio.wait_for(ended, HANDED_OVER_WITHIN_SECONDS):
        raise TransferError(words.UPLOAD_FAILED, words.TYPE_PATH_INSTEAD)
    return uploads_folder() / name


def discard(path: Path) -> None:
    """Remove a file if a browser has handed it over: the person has their own."""
    if path.is_relative_to(uploads_folder()):
        shutil.rmtree(path.parent, ignore_errors=True)
