"""LLaMA files from before GGUF, written from their description."""

import struct

FORMS = [("ggml", 0), ("ggmf", 1), ("ggjt", 1), ("ggjt", 2), ("ggjt", 3)]
TOKENS = [(b"<unk>", 0.0), (b" the", -1.5), (b"\xe4", -2.0)]


def written(
    form: str,
    version: int,
    tensors: list[tuple[str, list[int], int, bytes]],
    head: tuple[int, ...] = (len(TOKENS), 64, 32, 2, 1, 32, 2),
    tokens: list[tuple[bytes, float]] = TOKENS,
) -> bytes:
    """A file; shapes are given rows first."""
    out = bytearray(form.encode()[::-1] + (struct.pack("<I", version) if version else b""))
    out += struct.pack("<7I", *head)
    for text, score in tokens:
        out += struct.pack("<I", len(text)) + text + (struct.pack("<f", score) if form != "ggml" else b"")
    for name, shape, kind, data in tensors:
        out += struct.pack(f"<{3 + len(shape)}I", len(shape), len(name), kind, *shape[::-1]) + name.encode()
        out += bytes(-len(out) % 32 if form == "ggjt" else 0) + data
    return bytes(out)


def block(version: int, scales: list[float], codes: list[int]) -> bytes:
    """One block of 4-bit codes as `version` of ggjt has it."""
    wide = "e" if version == 3 else "f"
    pairs = zip(codes[::2], codes[1::2], strict=True) if version < 2 else zip(codes[:16], codes[16:], strict=True)
    return struct.pack(f"<{len(scales)}{wide}", *scales) + bytes(low | high << 4 for low, high in pairs)
