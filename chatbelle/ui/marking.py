"""What was looked for stands out for a moment, without anything around it moving."""

import flet as ft

from chatbelle.ui import theme

FADE_MS = 400
MARGIN_PX = 8  # of the colour around it


def standing_out(whole: ft.Container, marked: bool) -> ft.Container:
    """The message on a tint of its own; a shadow takes the tint beyond its edges, where padding would move it."""
    whole.animate = FADE_MS
    if marked:
        whole.bgcolor, whole.border_radius = theme.PANEL, 8
        whole.shadow = ft.BoxShadow(spread_radius=MARGIN_PX, color=theme.PANEL)
    return whole
