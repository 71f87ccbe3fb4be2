"""How the model wants to be asked: its chat template, or BELLE's own format by name, so that the app need not guess."""

import hashlib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from quant.config import Config, read_json
from quant.formats.encrypted import EncryptedFile
from quant.metadata import Entry, text
from quant.tensors import Bytes

# The sha256 of config.json tells these BELLE releases from each other: what they are and how they are asked.
RELEASES = {
    "99a4ef2a26cb38c7f684cb83ed9343f660c561dd5a02a97d1b34b47419324dc5": ("BELLE-LLaMA-7B-2M", "belle-llama"),
    "e366f0c901ee336cb921450f975b3e3c5e32874035d227f4263dbcb5d966b822": ("BELLE-LLaMA-13B-2M", "belle-llama"),
    "fb090219f6fed69687ab8f9c902f7802cff8060b08007ca0e5af177a8f9613d5": ("BELLE-LLaMA-EXT-7B", "continue"),
    "7b4504868ddce248768954077a76ffe29a34c6cc2b4510426b4da77d1e9afb4c": ("BELLE-LLaMA-EXT-13B", "belle-turns"),
    "db303d8f096e427bd21ff97bb169c84fb3ae11336a644e3da3506419d44f6429": ("BELLE-LLaMA-7B-0.6M", "belle-llama"),
}
# This one has the same config as LLaMA-7B-0.6M.
PACKED_RELEASES = {
    "db303d8f096e427bd21ff97bb169c84fb3ae11336a644e3da3506419d44f6429": ("BELLE-LLaMA-7B-2M-gptq", "belle-bloom"),
}
# The GPTQ files of BELLE were passed around without their config.json; their names tell, or their own hashes.
PACKED_FILE = re.compile(r"(?P<base>bloom|llama)7b-(?P<data>0\.2m|0\.6m|1m|2m)-[48]bit-128g\.pt")
PACKED_HASHES = {
    "8576bae21290e9e75a60f38a6010709255656b19330a0df9a4bf50e1ee83fc51": "BELLE-LLaMA-7B-2M-gptq",
    "44227e0ee3633967c555ed9ba7a89f340955545f6e32f7d5dfdc28603f6e27d2": "BELLE-LLaMA-7B-2M-gptq",
}


@dataclass(frozen=True, slots=True)
class Asking:
    """What is known of a checkpoint's manner of being asked; empty texts when nothing is."""

    release: str = ""
    template: str = ""
    prompt_format: str = ""

    def entries(self) -> list[Entry]:
        """The metadata for the GGUF."""
        found = [text("tokenizer.chat_template", self.template)] if self.template else []
        return found + ([text("chatbelle.prompt_format", self.prompt_format)] if self.prompt_format else [])


def how_to_ask(files: Mapping[str, Bytes], config: Config, name: str, packed: bool) -> Asking:
    """From the release's known hashes, else the chat template beside the weights, else a name with BELLE in it."""
    releases = PACKED_RELEASES if packed else RELEASES
    hashed = _sha256(files["config.json"]) if "config.json" in files else ""  # Meta's own releases have none
    release, prompt_format = releases.get(hashed, ("", ""))
    if not release and packed:
        release, prompt_format = release_of_packed(files), "belle-bloom"
    if release:
        return Asking(release, prompt_format=prompt_format)
    template = _template(files)
    if template:
        return Asking(template=template)
    stated = f"{name} {config.text('_name_or_path')}".lower().replace("_", "-")
    if "belle" not in stated:
        return Asking()
    return Asking(prompt_format="belle-bloom" if packed else _format_of_name(stated, config.text("model_type")))


def release_of_hashes(hashes: Collection[str]) -> str:
    """The release whose files have these hashes, empty when none is known."""
    known = PACKED_HASHES | {each: release for each, (release, _) in RELEASES.items()}
    return next((release for each, release in known.items() if each in hashes), "")


def release_of_packed(files: Mapping[str, Bytes]) -> str:
    """BELLE's release by its one weight file: the hash that an encrypted one carries, or the name."""
    for name, file in files.items():
        told = PACKED_FILE.fullmatch(name)
        if isinstance(file, EncryptedFile) and file.hash in PACKED_HASHES:
            return PACKED_HASHES[file.hash]
        if told:
            return f"BELLE-{'LLaMA-' if told['base'] == 'llama' else ''}7B-{told['data'].upper()}-gptq"
    return ""


def _format_of_name(name: str, model_type: str) -> str:
    if "ext-7b" in name:
        return "continue"
    if any(word in name for word in ("llama2", "llama-2", "ext-13b", "open-datasets")):
        return "belle-turns"
    return "belle-bloom" if model_type == "bloom" else "belle-llama"


def _template(files: Mapping[str, Bytes]) -> str:
    tokenizer = Config(read_json(files["tokenizer_config.json"]) if "tokenizer_config.json" in files else {})
    several = tokenizer.values.get("chat_template")
    if isinstance(several, list):
        named = {each.get("name"): each.get("template") for each in several if isinstance(each, dict)}
        default = named.get("default")
        return default if isinstance(default, str) else ""
    if tokenizer.text("chat_template"):
        return tokenizer.text("chat_template")
    beside = files.get("chat_template.jinja")
    return beside.read(0, beside.length).tobytes().decode("utf-8", "replace") if beside else ""


def _sha256(source: Bytes) -> str:
    return hashlib.sha256(source.read(0, source.length).tobytes()).hexdigest()
