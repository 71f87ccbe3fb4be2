"""The damaged copies that our reader lets pass, given to llama.cpp: it may refuse them, but must not die of them.

`python -m tests.library.passed_mutants MODEL COUNT` prints how many ran and how many were refused.
"""

import json
import random
import sys
from pathlib import Path

import llama_cpp

from chatbelle.engine.llama_log import keep_log
from chatbelle.library.health import health_of
from chatbelle.library.kinds import Kind
from tests.library.mutants import mutant

TEXT = "你好 abc\n\x00é".encode()  # bytes that no other token stands for
CONTEXT_TOKENS, BATCH_TOKENS = 256, 64


def runs(model: Path) -> bool:
    """Load it, tell it a text, let it decode; False when llama.cpp refuses."""
    loaded = llama_cpp.llama_model_load_from_file(str(model).encode(), llama_cpp.llama_model_default_params())
    if not loaded:
        return False
    ids = (llama_cpp.llama_token * BATCH_TOKENS)()
    vocabulary = llama_cpp.llama_model_get_vocab(loaded)
    count = llama_cpp.llama_tokenize(vocabulary, TEXT, len(TEXT), ids, BATCH_TOKENS, True, False)
    params = llama_cpp.llama_context_default_params()
    params.n_ctx, params.n_batch, params.n_ubatch, params.n_threads = CONTEXT_TOKENS, BATCH_TOKENS, BATCH_TOKENS, 1
    context = llama_cpp.llama_init_from_model(loaded, params)
    if context:
        llama_cpp.llama_decode(context, llama_cpp.llama_batch_get_one(ids, max(1, count)))
        llama_cpp.llama_free(context)
    llama_cpp.llama_model_free(loaded)
    return bool(context)


def main() -> None:
    """Run what passes; the process dies with llama.cpp, and the seed that killed it is the last line on stderr."""
    model, count = Path(sys.argv[1]), int(sys.argv[2])
    whole, place = model.read_bytes(), model.with_name("mutant.gguf")
    keep_log()
    results = []
    for seed in range(count):
        place.unlink(missing_ok=True)
        place.write_bytes(mutant(whole, random.Random(seed)))
        health = health_of(place)
        if health.kind is Kind.GGUF and not health.fatal:
            print(seed, file=sys.stderr, flush=True)
            results.append(runs(place))
    print(json.dumps({"ran": sum(results), "refused": len(results) - sum(results)}))


if __name__ == "__main__":
    main()
