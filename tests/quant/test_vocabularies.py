"""A converted vocabulary gives the ids of the library that made it: Chinese, English, emoji."""

import json
import struct
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import sentencepiece
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tokenizers import Regex, Tokenizer
from tokenizers.models import BPE
from tokenizers.pre_tokenizers import ByteLevel, Digits, PreTokenizer, Sequence, Split
from tokenizers.trainers import BpeTrainer

from quant.convert import convert
from quant.errors import CannotConvert, DamagedFile, QuantError
from quant.types import To
from quant.vocabulary import read_vocabulary
from quant.vocabulary.pre_tokenizers import SPLITS
from quant.vocabulary.sentence_merges import read_sentence_merges
from tests.quant import official as llama_cpp_itself
from tests.quant.hostile import InMemory
from tests.quant.tiny import decoder_tensors, llama_config, tiny_llama, tokenizer_json, write_folder, write_json

Official = Callable[..., Any]
TEXTS = [
    "The quick brown fox can't jump over 12345 lazy dogs, won't it?",
    "你好，世界！今天天气怎么样？我想去北京大学看看。",
    "混合 mixed 文本 with 数字 2024 年\n\n第二段　全角空格",
    "emoji 😀👩‍👩‍👧 and ✨; def f(x):\n    return x ** 2  # 注释",
    "  leading spaces, trailing ones   ",
]
CORPUS = [*TEXTS, "人工智能可以帮助人们学习和工作。", "Once upon a time there was a little fox.", "1 22 333 4444"] * 4


def split_by(name: str) -> PreTokenizer:
    if name == "smollm":
        return Sequence([Digits(individual_digits=True), ByteLevel(add_prefix_space=False)])
    if name == "gpt-2":
        return ByteLevel(add_prefix_space=False)
    pattern = next(pattern for pattern, known in SPLITS.items() if known == name)
    return Sequence([Split(Regex(pattern), "isolated"), ByteLevel(add_prefix_space=False, use_regex=False)])


@pytest.mark.parametrize("name", ["llama-bpe", "qwen2", "bloom", "smollm", "gpt-2"])
def test_byte_pairs_give_the_same_ids(name: str, tmp_path: Path, official: Official) -> None:
    tokenizer = Tokenizer(BPE())
    tokenizer.pre_tokenizer = split_by(name)
    trainer = BpeTrainer(vocab_size=500, special_tokens=["<|end|>"], initial_alphabet=ByteLevel.alphabet())
    tokenizer.train_from_iterator(CORPUS, trainer)
    rows = tokenizer.get_vocab_size()
    config = llama_config(vocab_size=rows, hidden_size=32, intermediate_size=32, num_hidden_layers=1)
    folder = write_folder(tmp_path / name, config, decoder_tensors(config), json.loads(tokenizer.to_str()))
    convert(folder, tmp_path / "model.gguf", To.F32)
    for text in [*TEXTS, "<|end|>再见"]:
        assert official(llama_cpp_itself.token_ids, tmp_path / "model.gguf", text) == tokenizer.encode(text).ids


def train_sentencepiece(folder: Path) -> None:
    """Write a tokenizer.model of LLaMA's kind with 420 tokens."""
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(CORPUS), model_prefix=str(folder / "tokenizer"), vocab_size=420, model_type="bpe",
        byte_fallback=True, character_coverage=0.98, normalization_rule_name="identity", minloglevel=2,
        remove_extra_whitespaces=False, split_digits=True, allow_whitespace_only_pieces=True,
    )  # fmt: skip
    (folder / "tokenizer.vocab").unlink()


@pytest.fixture
def sentencepiece_folder(tmp_path: Path) -> Path:
    """A LLaMA with a SentencePiece vocabulary of its own, some rows more than tokens, and one token added."""
    config = llama_config(vocab_size=424, hidden_size=32, intermediate_size=32, num_hidden_layers=1)
    folder = write_folder(tmp_path / "llama", config | {"bos_token_id": 0, "pad_token_id": -1}, decoder_tensors(config))
    train_sentencepiece(folder)
    write_json(folder / "added_tokens.json", {"<extra>": 420})
    return folder


def test_sentencepiece_gives_the_same_ids(sentencepiece_folder: Path, tmp_path: Path, official: Official) -> None:
    trained = sentencepiece.SentencePieceProcessor(model_file=str(sentencepiece_folder / "tokenizer.model"))
    convert(sentencepiece_folder, tmp_path / "model.gguf", To.F32)
    for text in TEXTS:
        ids = official(llama_cpp_itself.token_ids, tmp_path / "model.gguf", text)
        assert ids == [trained.bos_id(), *trained.encode(text)]


CHINESE = [
    "你",
    "好",
    "世",
    "界",
    "你好",
    "世界",
    "人",
    "工",
    "智",
    "能",
    "人工",
    "智能",
    "人工智能",
    "天",
    "今天",
    "天气",
]


def with_more_pieces(model: bytes, pieces: list[str]) -> bytes:
    """A tokenizer.model with pieces behind its own: a protobuf's list goes on wherever one of its items stands."""
    for number, piece in enumerate(pieces):
        text, score = piece.encode(), struct.pack("<f", -1000.0 - number)
        item = bytes([0x0A, len(text)]) + text + b"\x15" + score
        model += bytes([0x0A, len(item)]) + item
    return model


def test_an_extended_vocabulary_gives_the_same_ids(
    sentencepiece_folder: Path, tmp_path: Path, official: Official
) -> None:
    """As BELLE-LLaMA-EXT has it: Chinese pieces behind LLaMA's own, with scores that go on."""
    path = sentencepiece_folder / "tokenizer.model"
    before = sentencepiece.SentencePieceProcessor(model_file=str(path))
    new = [piece for piece in CHINESE if before.piece_to_id(piece) == before.unk_id()]
    (sentencepiece_folder / "added_tokens.json").unlink()
    path.write_bytes(with_more_pieces(path.read_bytes(), new))
    extended = sentencepiece.SentencePieceProcessor(model_file=str(path))
    rows = extended.vocab_size()
    config = llama_config(vocab_size=rows, hidden_size=32, intermediate_size=32, num_hidden_layers=1)
    write_folder(sentencepiece_folder, config, decoder_tensors(config))
    convert(sentencepiece_folder, tmp_path / "model.gguf", To.F32)
    for text in [*TEXTS, "人工智能，你好世界 😀 hello"]:
        ids = official(llama_cpp_itself.token_ids, tmp_path / "model.gguf", text)
        assert ids == [extended.bos_id(), *extended.encode(text)]
    assert len(extended.encode("人工智能你好")) < len(before.encode("人工智能你好"))


PREPENDED = {"type": "Prepend", "prepend": "▁"}
REPLACED = {"type": "Replace", "pattern": {"String": " "}, "content": "▁"}
NORMALIZED = {"type": "Sequence", "normalizers": [PREPENDED, REPLACED]}
METASPACE = {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "first", "split": False}


def merges_of(trained: sentencepiece.SentencePieceProcessor) -> list[str]:
    """As Hugging Face derives them: every way to make a piece, by its score, then by the lengths of its parts."""
    pieces = {trained.id_to_piece(number): trained.get_score(number) for number in range(trained.vocab_size())}
    found = [
        (score, cut, len(piece) - cut, f"{piece[:cut]} {piece[cut:]}")
        for number, (piece, score) in enumerate(pieces.items())
        if number > 258
        for cut in range(1, len(piece))
        if piece[:cut] in pieces and piece[cut:] in pieces
    ]
    return [merge for *_, merge in sorted(found, key=lambda each: each[:3], reverse=True)]


def as_tokenizer_json(model: Path, normalizer: object, pre_tokenizer: object, in_pairs: bool = False) -> dict[str, Any]:
    trained = sentencepiece.SentencePieceProcessor(model_file=str(model))
    merges: list[Any] = merges_of(trained)
    bos = {"id": "<s>", "ids": [1], "tokens": ["<s>"]}
    return {
        "version": "1.0",
        "added_tokens": [
            {"id": number, "content": text, "special": True, "normalized": False, "single_word": False,
             "lstrip": False, "rstrip": False} for number, text in enumerate(["<unk>", "<s>", "</s>"])
        ],
        "normalizer": normalizer,
        "pre_tokenizer": pre_tokenizer,
        "post_processor": {
            "type": "TemplateProcessing", "special_tokens": {"<s>": bos},
            "single": [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}],
            "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
        },
        "decoder": None,
        "model": {
            "type": "BPE", "dropout": None, "unk_token": "<unk>", "continuing_subword_prefix": None,
            "end_of_word_suffix": None, "fuse_unk": True, "byte_fallback": True, "ignore_merges": False,
            "vocab": {trained.id_to_piece(number): number for number in range(trained.vocab_size())},
            "merges": [merge.split(" ") for merge in merges] if in_pairs else merges,
        },
    }  # fmt: skip


@pytest.mark.parametrize("rules", [(NORMALIZED, None), (None, METASPACE)])
def test_sentencepiece_kept_as_merges_gives_the_same_ids(
    rules: tuple[object, object], sentencepiece_folder: Path, tmp_path: Path, official: Official
) -> None:
    content = as_tokenizer_json(sentencepiece_folder / "tokenizer.model", *rules, in_pairs=rules[0] is None)
    tokenizer = Tokenizer.from_str(json.dumps(content))
    for name in ("tokenizer.model", "added_tokens.json"):
        (sentencepiece_folder / name).unlink()
    write_json(sentencepiece_folder / "tokenizer.json", content)
    convert(sentencepiece_folder, tmp_path / "model.gguf", To.F32)
    for text in [*TEXTS, "a" + " " * 37 + "b", "</s>再见"]:
        if text.startswith((" ", "</s>")) and rules[1]:  # there a Metaspace puts no space, SentencePiece does
            continue
        assert official(llama_cpp_itself.token_ids, tmp_path / "model.gguf", text) == tokenizer.encode(text).ids


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda content: content["model"]["merges"].pop(5), r"\+"),
        (lambda content: content["model"].update(ignore_merges=True), "ignore_merges"),
        (lambda content: content.update(normalizer={"type": "NFKC"}), "NFKC"),
        (lambda content: content.update(normalizer=None), "none"),
        (lambda content: content.update(pre_tokenizer={"type": "Metaspace", "replacement": "▁"}), "Metaspace"),
    ],
)
def test_merges_that_scores_cannot_follow_are_refused(
    change: Callable[[dict[str, Any]], object], says: str, sentencepiece_folder: Path
) -> None:
    content = as_tokenizer_json(sentencepiece_folder / "tokenizer.model", NORMALIZED, None)
    change(content)
    with pytest.raises(CannotConvert, match=says):
        read_sentence_merges(content, 424)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=2000)
@given(data=st.data())
def test_a_tokenizer_json_that_lies_is_read_or_refused(sentencepiece_folder: Path, data: st.DataObject) -> None:
    content = as_tokenizer_json(sentencepiece_folder / "tokenizer.model", NORMALIZED, None)
    within = data.draw(st.sampled_from([content, content["model"]]))
    values = st.recursive(st.none() | st.integers() | st.text(max_size=3), lambda inner: st.lists(inner, max_size=3))
    within[data.draw(st.sampled_from(sorted(within)))] = data.draw(
        values | st.dictionaries(st.text(max_size=3), values)
    )
    with suppress(QuantError):
        read_vocabulary({"tokenizer.json": InMemory(json.dumps(content).encode())}, 424)


def test_an_added_token_is_never_cut(sentencepiece_folder: Path, tmp_path: Path, official: Official) -> None:
    convert(sentencepiece_folder, tmp_path / "model.gguf", To.F32)
    assert 420 in official(llama_cpp_itself.token_ids, tmp_path / "model.gguf", "你好<extra>世界")


def test_fewer_rows_than_tokens_is_an_error(tmp_path: Path) -> None:
    folder = tiny_llama(tmp_path / "llama", vocab_size=200)
    with pytest.raises(DamagedFile, match="262 tokens, the embedding only 200 rows"):
        convert(folder, tmp_path / "model.gguf")


@pytest.mark.parametrize("rule", [None, {"type": "Metaspace"}, {"type": "ByteLevel", "add_prefix_space": True}])
def test_an_unknown_way_of_splitting_is_an_error(rule: object, tmp_path: Path) -> None:
    config = llama_config()
    folder = write_folder(tmp_path / "llama", config, decoder_tensors(config), tokenizer_json(rule))
    with pytest.raises(CannotConvert, match="nothing was written"):
        convert(folder, tmp_path / "model.gguf")
    assert not list(tmp_path.glob("*.gguf*"))
