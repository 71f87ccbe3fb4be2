"""The adapters of a chat, in its sheet: those that fit the model, each with a switch and, when it is on, a strength."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import flet as ft

from chatbelle import words
from chatbelle.engine.protocol import MOST_STRENGTH, Adapter
from chatbelle.ui import theme
from chatbelle.ui.named import named
from chatbelle.ui.sheet_parts import quiet, section
from chatbelle.ui.sheet_verbs import SheetVerbs
from chatbelle.ui.state import Look, Model, Sheet

STEPS = 20  # of a tenth each


@ft.component
def AdapterSection(sheet: Sheet, model: Model, look: Look, verbs: SheetVerbs) -> ft.Control:  # noqa: N802
    """Looks anew when the model is another one."""
    ft.use_effect(verbs.find_adapters, [sheet.settings.model or model.status.path])
    if sheet.adapters is None:
        return ft.Container(height=0)
    rows = [adapter_row(number, path, sheet, look, verbs) for number, path in enumerate(shown_in(sheet))]
    nothing = [] if rows else [quiet(look.say(words.NO_ADAPTERS))]
    explains = words.ADAPTERS_EXPLAINED if rows else None
    return section(words.ADAPTERS, look.language, *rows, *nothing, explains=explains)


def shown_in(sheet: Sheet) -> tuple[Path, ...]:
    """Those that fit, and those that are on although they do not: they can be turned off."""
    fitting = sheet.adapters or ()
    return (*fitting, *(adapter.path for adapter in sheet.settings.adapters if adapter.path not in fitting))


def adapter_row(number: int, path: Path, sheet: Sheet, look: Look, verbs: SheetVerbs) -> ft.Control:
    """One adapter."""
    adapters = sheet.settings.adapters
    on = next((adapter for adapter in adapters if adapter.path == path), None)

    def put(strength: float | None) -> None:
        verbs.change(replace(sheet.settings, adapters=with_strength(adapters, path, strength)))

    lines: list[ft.Control] = [
        ft.Text(path.stem, theme_style=theme.SMALL, max_lines=2, overflow=ft.TextOverflow.ELLIPSIS)
    ]
    if path not in (sheet.adapters or ()):
        lines.append(quiet(look.say(words.ADAPTER_NOT_HERE)))
    name = ft.Column(lines, spacing=0, tight=True, expand=True)
    switch = ft.Switch(value=on is not None, on_change=lambda event: put(1.0 if event.control.value else None))
    rows: list[ft.Control] = [ft.Row([name, named(f"adapter-{number}", switch, path.stem)], spacing=8)]
    if on:
        rows.append(strength_row(number, on, look, put))
    return ft.Column(rows, spacing=0, tight=True, key=f"adapter-{path}")


def strength_row(number: int, adapter: Adapter, look: Look, put: Callable[[float], None]) -> ft.Control:
    """How strong it is: kept when the thumb is let go."""
    slider = ft.Slider(
        value=adapter.strength,
        min=0.0,
        max=MOST_STRENGTH,
        divisions=STEPS,
        round=1,
        label="{value}",
        active_color=theme.ACCENT,
        inactive_color=theme.LINE,
        padding=ft.Padding(left=6, top=4, right=0, bottom=4),
        on_change_end=lambda event: put(round(float(event.control.value), 2)),
        expand=True,
    )
    says = look.say(words.ADAPTER_STRENGTH.filled(name=adapter.path.stem))
    figure = ft.Text(f"{adapter.strength:.1f}", theme_style=theme.SMALL, width=40, text_align=ft.TextAlign.RIGHT)
    return ft.Row([named(f"strength-{number}", slider, says, expand=True), figure], spacing=6)


def with_strength(adapters: Sequence[Adapter], path: Path, strength: float | None) -> tuple[Adapter, ...]:
    """The adapters with this one at a strength; without it for None. Those that were on keep their order."""
    changed = Adapter(path, strength) if strength is not None else None
    kept = [changed if adapter.path == path else adapter for adapter in adapters]
    if path not in [adapter.path for adapter in adapters]:
        kept.append(changed)
    return tuple(adapter for adapter in kept if adapter)
