"""Flet's `component` and `memo`, with types: Flet gives them none for keys and memos."""

from collections.abc import Callable
from typing import Any, cast

import flet as ft


def drawn_when_changed(component: Callable[..., ft.Control]) -> Callable[..., ft.Control]:
    """A component that is drawn again only when an argument is another one, or an observable among them changed."""
    return cast("Callable[..., ft.Control]", ft.memo(component))  # type: ignore[no-untyped-call]


def under_key(key: str, component: Callable[..., ft.Control], *arguments: Any) -> ft.Control:
    """A component under a key, by which Flet knows it again in its parent's next drawing."""
    return component(*arguments, key=key)
