"""Columns that act-order scattered, put in order: where one matrix makes the inputs of another, its rows can follow.

In a feed-forward layer they can: each inner value comes from one row of gate and up and meets one column of down.
"""

from collections.abc import Mapping
from dataclasses import replace

from quant.architectures.wanted import Wanted
from quant.packed import Packed, in_order_of_groups
from quant.tensors import StoredTensor

Found = Mapping[str, tuple[Wanted, StoredTensor | Packed]]
SECOND, FIRST = ".ffn_down.weight", ("ffn_gate.weight", "ffn_gate.bias", "ffn_up.weight", "ffn_up.bias")


def put_in_order(found: Found) -> Found:
    """The same tensors, with every second matrix of a feed-forward layer in an order that keeps its codes."""
    changed = dict(found)
    for target, (wanted, source) in found.items():
        moved = in_order_of_groups(source) if target.endswith(SECOND) and isinstance(source, Packed) else None
        if moved is None:
            continue
        changed[target] = wanted, moved
        block = target.removesuffix(SECOND)
        for name in (f"{block}.{part}" for part in FIRST):
            if name in found:
                first, its_source = found[name]
                order = moved.columns if first.order is None else first.order[moved.columns]
                changed[name] = replace(first, order=order), its_source
    return changed
