"""Can the model be run: what llama.cpp does not check, and dies of when it loads or when the first text comes."""

from chatbelle import words
from chatbelle.errors import ModelError
from chatbelle.gguf_adapter import is_adapter
from chatbelle.gguf_cursor import ArrayOf
from chatbelle.gguf_header import GGUFHeader, TensorEntry, strings_of
from chatbelle.words import Phrase

TOKENS = "tokenizer.ggml.tokens"
BESIDE_TOKENS = ("tokenizer.ggml.scores", "tokenizer.ggml.token_type")  # one for each token
SENTENCEPIECE = "llama"  # what tokenizer.ggml.model says of vocabularies that spell unknown characters byte by byte
EMBEDDING = "token_embd.weight"
MOST_LAYERS = 512  # llama.cpp's LLAMA_MAX_LAYERS
BYTE_OF_TOKEN = {f"<0x{value:02X}>".encode(): value for value in range(256)} | {bytes([v]): v for v in range(256)}


def check_soundness(header: GGUFHeader) -> None:
    """Raises ModelError when the model would end the process that runs it."""
    if is_adapter(header):
        raise ModelError(words.IS_NO_MODEL_BUT_AN_ADAPTER.filled(name=header.name), words.TURN_ADAPTER_ON)
    layers = header.number("block_count", 1)
    if not 1 <= layers <= MOST_LAYERS:
        raise _unusable(words.MODEL_DAMAGED, header, f"block_count {layers}")
    count = header.count(TOKENS)
    if count == 0:
        raise ModelError(words.NOT_A_CHAT_MODEL.filled(name=header.name), words.CHOOSE_ANOTHER_FILE)
    for key in BESIDE_TOKENS:
        beside = header.metadata.get(key)
        if isinstance(beside, ArrayOf) and beside.count != count:
            detail = words.VOCABULARY_UNEVEN.filled(tokens=count, key=key, count=beside.count)
            raise _unusable(words.VOCABULARY_UNUSABLE, header, detail)
    rows = next((tensor.shape[1] for tensor in header.tensors if _is_embedding(tensor)), count)
    if rows != count:
        detail = words.VOCABULARY_AND_ROWS.filled(tokens=count, rows=rows)
        raise _unusable(words.VOCABULARY_UNUSABLE, header, detail)
    if header.text("tokenizer.ggml.model") == SENTENCEPIECE and (missing := missing_bytes(header)):
        raise _unusable(words.VOCABULARY_UNUSABLE, header, words.BYTE_TOKENS_MISSING.filled(count=missing))


def missing_bytes(header: GGUFHeader) -> int:
    """How many of the 256 bytes no token stands for."""
    return 256 - len({BYTE_OF_TOKEN[token] for token in strings_of(header, TOKENS) if token in BYTE_OF_TOKEN})


def _is_embedding(tensor: TensorEntry) -> bool:
    return tensor.name == EMBEDDING and len(tensor.shape) == 2


def _unusable(what: Phrase, header: GGUFHeader, detail: Phrase | str) -> ModelError:
    return ModelError(what.filled(name=header.name, detail=detail), words.GET_ANOTHER_COPY)
