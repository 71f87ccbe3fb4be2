"""Is a model's vocabulary whole: what llama.cpp does not check, and dies of when the first text comes."""

from chatbelle import words
from chatbelle.errors import ModelError
from chatbelle.gguf_cursor import ArrayOf
from chatbelle.gguf_header import GGUFHeader, strings_of
from chatbelle.words import Phrase

TOKENS = "tokenizer.ggml.tokens"
BESIDE_TOKENS = ("tokenizer.ggml.scores", "tokenizer.ggml.token_type")  # one for each token
SENTENCEPIECE = "llama"  # what tokenizer.ggml.model says of vocabularies that spell unknown characters byte by byte
EMBEDDING = "token_embd.weight"
BYTE_OF_TOKEN = {f"<0x{value:02X}>".encode(): value for value in range(256)} | {bytes([v]): v for v in range(256)}


def check_vocabulary(header: GGUFHeader) -> None:
    """Raises ModelError when text could not be told to the model without ending the process."""
    count = header.count(TOKENS)
    if count == 0:
        raise ModelError(words.NOT_A_CHAT_MODEL.filled(name=header.name), words.CHOOSE_ANOTHER_FILE)
    for key in BESIDE_TOKENS:
        beside = header.metadata.get(key)
        if isinstance(beside, ArrayOf) and beside.count != count:
            raise _unusable(header, words.VOCABULARY_UNEVEN.filled(tokens=count, key=key, count=beside.count))
    rows = next((tensor.shape[1] for tensor in header.tensors if _is_embedding(tensor.name, tensor.shape)), count)
    if rows != count:
        raise _unusable(header, words.VOCABULARY_AND_ROWS.filled(tokens=count, rows=rows))
    if header.text("tokenizer.ggml.model") == SENTENCEPIECE and (missing := missing_bytes(header)):
        raise _unusable(header, words.BYTE_TOKENS_MISSING.filled(count=missing))


def missing_bytes(header: GGUFHeader) -> int:
    """How many of the 256 bytes no token stands for."""
    return 256 - len({BYTE_OF_TOKEN[token] for token in strings_of(header, TOKENS) if token in BYTE_OF_TOKEN})


def _is_embedding(name: str, shape: tuple[int, ...]) -> bool:
    return name == EMBEDDING and len(shape) == 2


def _unusable(header: GGUFHeader, detail: Phrase) -> ModelError:
    return ModelError(words.VOCABULARY_UNUSABLE.filled(name=header.name, detail=detail), words.GET_ANOTHER_COPY)
