"""The palette: a field, and below it what suits the words that are typed there. The focus stays in the field."""

import flet as ft

from chatbelle import words
from chatbelle.ui import theme
from chatbelle.ui.entry import Entry as TextEntry
from chatbelle.ui.keys.palette import Entry
from chatbelle.ui.keys.state import Keyboard, Shown
from chatbelle.ui.keys.verbs import KeysVerbs
from chatbelle.ui.models.parts import quiet
from chatbelle.ui.named import named
from chatbelle.ui.state import Layout, Look

ROW_PX, TOUCH_ROW_PX, ROWS = 44, 52, 8
WIDTH_PX = 560


@ft.component
def PaletteView(keyboard: Keyboard, look: Look, verbs: KeysVerbs) -> ft.Control:  # noqa: N802
    """A dialog while it is shown; takes no room itself."""
    list_ref = ft.use_memo(ft.Ref[ft.ListView], [])
    row_px = TOUCH_ROW_PX if look.layout is Layout.PHONE else ROW_PX

    async def bring_into_sight() -> None:
        if list_ref.current:
            await list_ref.current.scroll_to(offset=max(0, keyboard.chosen - ROWS // 2) * row_px)

    is_shown = keyboard.shown is Shown.PALETTE
    ft.use_effect(bring_into_sight, [keyboard.chosen if is_shown else 0])
    ft.use_dialog(palette(keyboard, look, verbs, list_ref, row_px) if is_shown else None)
    return ft.Container(width=0, height=0)


def palette(
    keyboard: Keyboard, look: Look, verbs: KeysVerbs, list_ref: ft.Ref[ft.ListView], row_px: int
) -> ft.AlertDialog:
    """The field and the lines."""
    entries = verbs.entries()
    lines = [
        line(entry, number, number == keyboard.chosen, look, verbs, row_px) for number, entry in enumerate(entries)
    ]
    nothing = ft.Container(quiet(look.say(words.NOTHING_LIKE_THAT)), padding=14)
    found = ft.ListView(lines or [nothing], ref=list_ref, height=ROWS * row_px)
    hairline = ft.Container(height=1, bgcolor=theme.HAIRLINE)
    top = ft.Row([field(look, verbs), spoken(entries, keyboard.chosen, look)], spacing=0)
    body = ft.Column([top, hairline, found], spacing=6, tight=True)
    return ft.AlertDialog(
        content=ft.Container(body, width=min(WIDTH_PX, look.width - 24)),
        content_padding=ft.Padding(left=8, top=8, right=8, bottom=8),
        actions_padding=0,
        inset_padding=ft.Padding(left=12, top=48, right=12, bottom=24),
        alignment=ft.Alignment.TOP_CENTER,
        semantics_label=look.say(words.PALETTE),
        on_dismiss=verbs.close,
    )


def field(look: Look, verbs: KeysVerbs) -> ft.Control:
    """Where the person types. Up and down are for the lines."""
    entry = TextEntry(
        data="palette-field",
        hint_text=look.say(words.PALETTE_HINT),
        prefix_icon=ft.Icons.SEARCH_ROUNDED,
        autofocus=True,
        ignore_up_down_keys=True,
        border=ft.NoInputBorder(),
        text_style=theme.TYPED,
        hint_style=ft.TextStyle(color=theme.SECONDARY, font_family=theme.FONT),
        cursor_color=theme.ACCENT,
        on_change=lambda event: verbs.typed(str(event.control.value)),
        on_submit=verbs.enter,
        expand=True,
    )
    return named("palette-field", entry, expand=True)


def line(entry: Entry, number: int, is_chosen: bool, look: Look, verbs: KeysVerbs, row_px: int) -> ft.Control:
    """One entry; the marked one by shade and weight."""

    async def choose() -> None:
        await verbs.choose(entry)

    says = ft.Text(
        look.say(entry.says),
        theme_style=theme.PLAIN,
        weight=ft.FontWeight.W_600 if is_chosen else None,
        max_lines=1,
        overflow=ft.TextOverflow.ELLIPSIS,
        expand=True,
    )
    aside = ft.Text(entry.keys or look.say(entry.kind), theme_style=theme.FINE, color=theme.SECONDARY)
    body = ft.Container(
        ft.Row([says, aside], spacing=12),
        on_click=choose,
        ink=True,
        bgcolor=theme.SELECTED if is_chosen else None,
        border_radius=10,
        height=row_px,
        padding=ft.Padding(left=14, right=14),
    )
    return ft.Semantics(
        identifier=f"palette-{number}", container=True, button=True, selected=is_chosen, content=body, key=str(number)
    )


def spoken(entries: tuple[Entry, ...], chosen: int, look: Look) -> ft.Control:
    """What a screen reader says as the lines and the marked one change."""
    if chosen < len(entries):
        entry = entries[chosen]
        says = words.PALETTE_SPOKEN.filled(
            name=look.say(entry.says), kind=look.say(entry.kind), number=chosen + 1, count=len(entries)
        )
    else:
        says = words.NOTHING_LIKE_THAT
    empty = ft.Container(width=1, height=1)
    return ft.Semantics(
        identifier="palette-spoken", container=True, live_region=True, label=look.say(says), content=empty
    )
