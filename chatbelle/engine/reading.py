"""How much of a prompt is read in one step: no more than can be stopped within 50 ms.

A processor looks at the stop flag between the operations of a step. The longest of them takes about a hundredth of it,
which for the usual step is too long in large models. The size alone decides, not the clock: steps of other sizes add
up in another order, and the same prompt must be read alike each time.
"""

STOPPABLE_BYTES = 192 * 1024**3  # weights times tokens: 32 tokens of a model with 6 GiB
LEAST_TOKENS = 16  # fewer are read no faster than one by one


def step_tokens(batch_tokens: int, model_bytes: int, stops_within: bool) -> int:
    """The tokens of a step; `stops_within` says whether it can be stopped halfway, which graphics processors cannot.

    For those the batch is short already, and it stays.
    """
    while stops_within and batch_tokens // 2 >= LEAST_TOKENS and batch_tokens * model_bytes > STOPPABLE_BYTES:
        batch_tokens //= 2
    return batch_tokens
