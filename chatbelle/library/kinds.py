"""What a file or folder is, by the first bytes of its content: a name can say anything. Nothing is unpacked."""

import re
from enum import StrEnum
from pathlib import Path

from chatbelle.gguf_cursor import MAGIC
from chatbelle.gguf_parts import part_name
from chatbelle.library.installed import first_parts

FIRST_BYTES = 4096
ZIP, PICKLE = b"PK\x03\x04", b"\x80"
WEB_PAGE = re.compile(rb"\s*(<!doctype html|<html|<\?xml|<head)", re.IGNORECASE)
TORCH_MEMBER = re.compile(rb"[^/\0]{0,200}/(data\.pkl|byteorder|version|\.format_version|data/)")
ENCRYPTED_NAME = re.compile(r".+\.([0-9a-f]{64})\.enc")
PEFT_CONFIG = "adapter_config.json"
ENCRYPTED_HASH_BYTES = 32
LONGEST_SAFETENSORS_HEADER_BYTES = 100_000_000  # the format's own limit
UNFINISHED = {".part", ".partial", ".incomplete", ".crdownload", ".download", ".aria2", ".tmp"}
WEIGHTS, ANY_BINARY = ("*.safetensors", "*.pt", "*.pth"), "*.bin"  # the last can be anything


class Kind(StrEnum):
    """What lies there."""

    GGUF = "gguf"
    LATER_PART = "later-part"  # of a GGUF in several files
    LEGACY = "ggml"  # before GGUF
    CHATBELLE_INT4 = "chatbelle-int4"  # the first ChatBELLE app's own
    ENCRYPTED = "encrypted"  # BELLE's .enc, a file or a folder of them
    PEFT = "peft"  # a folder with a LoRA adapter
    CHECKPOINT = "checkpoint"  # a Hugging Face folder, or Meta's
    SAFETENSORS = "safetensors"
    PICKLE = "pickle"  # PyTorch's .bin, .pt and .pth
    MODELS_FOLDER = "models-folder"  # with GGUFs in it
    ZIP = "zip"
    POINTER = "pointer"  # Git's note of a file that was not fetched
    WEB_PAGE = "web-page"  # what a portal or an error page left under a model's name
    UNFINISHED = "unfinished"  # a download that did not end
    EMPTY = "empty"
    MISSING = "missing"
    UNREADABLE = "unreadable"
    UNKNOWN = "unknown"


BEGINNINGS: dict[tuple[bytes, ...], Kind] = {
    (MAGIC,): Kind.GGUF,
    (b"lmgg", b"fmgg", b"tjgg"): Kind.LEGACY,  # ggml, ggmf and ggjt as they lie in a file
    (bytes.fromhex("9d9a939a"), bytes.fromhex("9a939a9d")): Kind.CHATBELLE_INT4,
    (b"\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19.",): Kind.PICKLE,  # PyTorch's own number, before 1.6
    (b"version https://git-lfs",): Kind.POINTER,
}


def kind_of(path: Path) -> Kind:
    """Recognise what lies at `path`; never raises."""
    try:
        if path.is_dir():
            return _kind_of_folder(path)
        with path.open("rb") as file:
            return _kind_of_file(path, file.read(FIRST_BYTES))
    except FileNotFoundError:
        return Kind.MISSING
    except OSError:
        return Kind.UNREADABLE


def _kind_of_folder(folder: Path) -> Kind:
    if any(ENCRYPTED_NAME.fullmatch(file.name) for file in folder.glob("*.enc")):
        return Kind.ENCRYPTED
    if (folder / PEFT_CONFIG).is_file():
        return Kind.PEFT
    described = (folder / "config.json").is_file() or (folder / "params.json").is_file()
    weights = (*WEIGHTS, ANY_BINARY) if described else WEIGHTS
    if any(True for pattern in weights for _ in folder.glob(pattern)):
        return Kind.CHECKPOINT
    return Kind.MODELS_FOLDER if any(True for _ in first_parts([folder])) else Kind.UNKNOWN


def _kind_of_file(path: Path, first: bytes) -> Kind:
    if not first:
        return Kind.EMPTY
    if path.suffix in UNFINISHED or not first.strip(b"\0"):  # some programs fill the file with zeros beforehand
        return Kind.UNFINISHED
    encrypted = ENCRYPTED_NAME.fullmatch(path.name)
    if encrypted and first[:ENCRYPTED_HASH_BYTES] == bytes.fromhex(encrypted[1]):
        return Kind.ENCRYPTED
    kind = next((kind for beginnings, kind in BEGINNINGS.items() if first.startswith(beginnings)), None)
    part = part_name(path)
    if kind is Kind.GGUF and part and part.number > 1:
        return Kind.LATER_PART
    return kind or _kind_of_content(first)


def _kind_of_content(first: bytes) -> Kind:
    if first.startswith(ZIP):
        return Kind.PICKLE if TORCH_MEMBER.search(first) else Kind.ZIP
    if first.startswith(PICKLE) and b"torch" in first:
        return Kind.PICKLE
    if WEB_PAGE.match(first):
        return Kind.WEB_PAGE
    header_bytes = int.from_bytes(first[:8], "little")
    if first[8:10].startswith(b"{") and 2 <= header_bytes <= LONGEST_SAFETENSORS_HEADER_BYTES:
        return Kind.SAFETENSORS
    return Kind.UNKNOWN
