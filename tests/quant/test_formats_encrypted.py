"""BELLE's encrypted files, against the scheme written out a byte at a time."""

import hashlib
import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from torch_files import as_zip, plain

from quant.errors import DamagedFile, WrongKey
from quant.formats.encrypted import EncryptedFile, is_encrypted, plain_name
from quant.formats.torch_pickle import open_torch

SAME_FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def byte_by_byte(content: bytes, key: bytes, chunk: int) -> bytes:
    """As BELLE's script does it: two files read in step, the key from the beginning when it has ended."""
    data_file, key_file, out = io.BytesIO(content), io.BytesIO(key), bytearray()
    while data := data_file.read(chunk):
        part = key_file.read(chunk)
        if not part:
            key_file.seek(0)
            part = key_file.read(chunk)
        out += bytes(byte ^ part[place % len(part)] for place, byte in enumerate(data))
    return bytes(out)


def encrypted(folder: Path, content: bytes, key: bytes, chunk: int, name: str = "model.bin") -> tuple[Path, Path]:
    digest = hashlib.sha256(content)
    (folder / "key").write_bytes(key)
    path = folder / f"{name}.{digest.hexdigest()}.enc"
    path.write_bytes(digest.digest() + byte_by_byte(content, key, chunk))
    return path, folder / "key"


@SAME_FOLDER
@given(st.binary(max_size=90), st.binary(min_size=1, max_size=40), st.integers(1, 16), st.data())
def test_any_part_is_what_the_script_would_have_written(
    tmp_path: Path, content: bytes, key: bytes, chunk: int, data: st.DataObject
):
    file = EncryptedFile(*encrypted(tmp_path, content, key, chunk), chunk_bytes=chunk)
    start = data.draw(st.integers(0, len(content)))
    stop = data.draw(st.integers(start, len(content)))
    assert file.read(start, stop).tobytes() == content[start:stop]
    assert file.length == len(content)
    file.prove()


def test_a_checkpoint_is_read_through_its_encryption(tmp_path: Path):
    grid = np.arange(600, dtype=np.float32).reshape(20, 30)
    path, key = encrypted(tmp_path, as_zip({"grid": plain("0", grid)}), b"a key of some length", 64)
    source = EncryptedFile(path, key, chunk_bytes=64)
    assert open_torch(source)["grid"].read_rows(3, 5).tolist() == grid[3:5].tolist()
    assert (source.name, is_encrypted(path), is_encrypted(key)) == ("model.bin", True, False)


def test_a_wrong_key_is_told_with_what_it_is_and_what_it_should_be(tmp_path: Path):
    path, key = encrypted(tmp_path, bytes(1000), b"the right key", 64)
    key.write_bytes(b"another key")
    with pytest.raises(WrongKey, match=r"key \(11 bytes\).*consolidated.00.pth.*13,476,939,516.*6efc8dab"):
        EncryptedFile(path, key, chunk_bytes=64).prove()


def test_no_key_is_told(tmp_path: Path):
    path, key = encrypted(tmp_path, bytes(10), b"key", 64)
    with pytest.raises(WrongKey, match="no key was given"):
        EncryptedFile(path, None)
    key.write_bytes(b"")
    with pytest.raises(WrongKey, match="0 bytes"):
        EncryptedFile(path, key)


def test_one_bit_changed_is_found(tmp_path: Path):
    path, key = encrypted(tmp_path, bytes(1000), b"key", 64)
    content = bytearray(path.read_bytes())
    content[500] ^= 1
    path.write_bytes(content)
    with pytest.raises(WrongKey, match="damaged on its way"):
        EncryptedFile(path, key, chunk_bytes=64).prove()


def test_a_name_with_another_hash_is_found_at_once(tmp_path: Path):
    path, key = encrypted(tmp_path, bytes(100), b"key", 64)
    renamed = path.rename(tmp_path / f"model.bin.{'0' * 64}.enc")
    assert not is_encrypted(renamed)
    with pytest.raises(DamagedFile, match="different hashes"):
        EncryptedFile(renamed, key)


def test_a_file_shorter_than_its_hash_is_refused(tmp_path: Path):
    (tmp_path / "key").write_bytes(b"key")
    (tmp_path / "short.enc").write_bytes(bytes(31))
    with pytest.raises(DamagedFile):
        EncryptedFile(tmp_path / "short.enc", tmp_path / "key")


def test_progress_is_told_up_to_the_last_byte(tmp_path: Path):
    told: list[tuple[int, int]] = []
    path, key = encrypted(tmp_path, bytes(130), b"key", 64)
    EncryptedFile(path, key, chunk_bytes=64).prove(lambda done, total: told.append((done, total)))
    assert told == [(64, 130), (128, 130), (130, 130)]


def test_the_plain_name_is_what_stands_before_the_hash():
    assert plain_name(Path(f"tokenizer.model.{'a' * 64}.enc")) == "tokenizer.model"
