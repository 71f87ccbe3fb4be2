"""The sizes of the model that an adapter is for: from its config.json, or from the GGUF that was made of it."""

from pathlib import Path

from quant import words
from quant.config import Config, read_json
from quant.errors import CannotConvert, UnknownSource
from quant.formats.gguf import is_gguf, open_gguf
from quant.formats.plain import MappedFile

# config.json's names for what a GGUF says under its architecture's name.
SIZES = {
    "hidden_size": "embedding_length",
    "num_hidden_layers": "block_count",
    "num_attention_heads": "attention.head_count",
    "num_key_value_heads": "attention.head_count_kv",
    "intermediate_size": "feed_forward_length",
    "head_dim": "attention.key_length",
}


def config_of_base(path: Path) -> Config:
    """What `blueprint_of` wants to know. Raises UnknownSource when `path` is neither a folder nor a GGUF."""
    if path.is_dir() and (path / "config.json").is_file():
        return Config(read_json(MappedFile(path / "config.json")))
    if path.is_file():
        file = MappedFile(path)
        if is_gguf(file):
            return _config_of_gguf(file)
    raise UnknownSource(words.NO_BASE.filled(path=path), words.NAME_THE_BASE)


def _config_of_gguf(source: MappedFile) -> Config:
    file = open_gguf(source)
    architecture = file.value("general.architecture")
    embedding = file.tensors.get("token_embd.weight")
    if not isinstance(architecture, bytes) or embedding is None:
        raise CannotConvert(words.NOT_A_WHOLE_GGUF.filled(path=source.name), words.NAME_THE_BASE)
    name = architecture.decode("utf-8", "replace")
    values = {key: file.value(f"{name}.{told}") for key, told in SIZES.items()}
    return Config(
        {key: value for key, value in values.items() if value is not None}
        | {
            "model_type": name,
            "vocab_size": embedding.shape[0],
            "tie_word_embeddings": "output.weight" not in file.tensors,
        }
    )
