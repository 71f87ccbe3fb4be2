"""Which model on this machine may guess for another: a much smaller one with the same vocabulary."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from chatbelle.engine.protocol import Loading
from chatbelle.errors import ModelError, SettingsError
from chatbelle.gguf_header import GGUFHeader, read_gguf_header
from chatbelle.models_by_name import known_models

MOST_SHARE = 1 / 5  # of the large one's bytes: a larger draft takes longer than it can save
MOST_PADDING = 128  # tokens without meaning, by which models of one family differ; so llama.cpp sees it, too
VOCABULARY_KIND = ("tokenizer.ggml.model", "tokenizer.ggml.pre")


def with_draft(loading: Loading, model: Path) -> Loading:
    """The same, with the draft that suits the model, if there is one and none was asked for."""
    with suppress(ModelError, SettingsError):  # who loads the model says what is wrong, and no answer needs a draft
        most_bytes = MOST_SHARE * (large := read_gguf_header(model)).file_bytes
        small = [known.path for known in known_models() if known.size_bytes <= most_bytes and not known.facts.trouble]
        return replace(loading, draft=loading.draft or draft_for(large, map(read_gguf_header, small)))
    return loading


def draft_for(large: GGUFHeader, others: Iterable[GGUFHeader]) -> Path | None:
    """The smallest of the others that may guess for the large one; the engine compares the vocabularies themselves."""
    fitting = [
        small
        for small in others
        if small.file_bytes <= MOST_SHARE * large.file_bytes
        and all(small.text(kind) == large.text(kind) for kind in VOCABULARY_KIND)
        and abs(tokens_of(small) - tokens_of(large)) <= MOST_PADDING
    ]
    return min(fitting, key=lambda small: small.file_bytes).path if fitting else None


def tokens_of(header: GGUFHeader) -> int:
    """How many tokens a model's vocabulary has."""
    return header.count("tokenizer.ggml.tokens")
