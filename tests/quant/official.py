"""llama.cpp itself, asked in a child process: its quantiser, its tokenizer, its logits."""

import ctypes
from pathlib import Path


def quantise(source: Path, target: Path, file_type: int, again: bool = False) -> None:
    """llama-quantize's own function."""
    import llama_cpp

    llama_cpp.llama_backend_init()
    _quiet(llama_cpp)
    params = llama_cpp.llama_model_quantize_default_params()
    params.ftype, params.nthread, params.allow_requantize = file_type, 2, again
    failed = llama_cpp.llama_model_quantize(str(source).encode(), str(target).encode(), ctypes.byref(params))
    if failed:
        raise RuntimeError(f"llama_model_quantize: {failed}")


def token_ids(model_path: Path, text: str) -> list[int]:
    """What llama.cpp makes of `text`, special tokens added where the file says so."""
    import llama_cpp

    model = _load(model_path, vocab_only=True)
    vocabulary = llama_cpp.llama_model_get_vocab(model)
    data = text.encode()
    room = (llama_cpp.llama_token * (len(data) + 8))()
    found = llama_cpp.llama_tokenize(vocabulary, data, len(data), room, len(room), True, True)
    llama_cpp.llama_model_free(model)
    return list(room[:found])


def logits(
    model_path: Path, tokens: list[int], adapter: Path | None = None, told: dict[str, float] | None = None
) -> list[list[float]]:
    """The logits after every token, computed with caches in 32 bits.

    `adapter` is a LoRA adapter in full strength, `told` metadata in place of the file's.
    """
    import llama_cpp

    model = _load(model_path, told=told or {})
    params = llama_cpp.llama_context_default_params()
    params.n_ctx, params.n_threads, params.type_k, params.type_v = 64, 1, 0, 0
    context = llama_cpp.llama_init_from_model(model, params)
    if adapter:
        _use(context, llama_cpp.llama_adapter_lora_init(model, str(adapter).encode()))
    batch = llama_cpp.llama_batch_init(len(tokens), 0, 1)
    batch.n_tokens = len(tokens)
    for place, token in enumerate(tokens):
        batch.token[place], batch.pos[place], batch.n_seq_id[place] = token, place, 1
        batch.seq_id[place][0], batch.logits[place] = 0, True
    if llama_cpp.llama_decode(context, batch):
        raise RuntimeError("llama_decode failed")
    count = llama_cpp.llama_vocab_n_tokens(llama_cpp.llama_model_get_vocab(model))
    found = [list(llama_cpp.llama_get_logits_ith(context, place)[:count]) for place in range(len(tokens))]
    llama_cpp.llama_batch_free(batch)
    llama_cpp.llama_free(context)
    llama_cpp.llama_model_free(model)
    return found


def _use(context: object, adapter: object) -> None:
    import llama_cpp

    if not adapter:
        raise RuntimeError("llama.cpp cannot load the adapter")
    one = (llama_cpp.llama_adapter_lora_p_ctypes * 1)(adapter)
    llama_cpp.llama_set_adapters_lora(context, one, 1, (ctypes.c_float * 1)(1.0))


def _load(path: Path, vocab_only: bool = False, told: dict[str, float] | None = None) -> ctypes.c_void_p:
    import llama_cpp

    llama_cpp.llama_backend_init()
    _quiet(llama_cpp)
    params = llama_cpp.llama_model_default_params()
    params.vocab_only = vocab_only
    if told:
        overrides = (llama_cpp.llama_model_kv_override * (len(told) + 1))()  # the last one, empty, ends the list
        for override, (key, value) in zip(overrides, told.items(), strict=False):
            override.tag, override.key, override.value.val_f64 = 1, key.encode(), value  # 1: a float
        params.kv_overrides = overrides
    model = llama_cpp.llama_model_load_from_file(str(path).encode(), params)
    if not model:
        raise RuntimeError(f"llama.cpp cannot load {path.name}")
    return model


def _quiet(llama_cpp: object) -> None:
    global _LOG  # noqa: PLW0603 - llama.cpp keeps the pointer
    _LOG = llama_cpp.llama_log_callback(lambda level, text, data: None)
    llama_cpp.llama_log_set(_LOG, None)


_LOG: object = None
