"""Whether everybody can read it: contrast in each of the four themes, and text that grows with its theme."""

import ast
from itertools import product
from pathlib import Path

import flet as ft
import pytest

from chatbelle.ui import theme
from chatbelle.ui.colours import DARK, DARK_CONTRAST, LIGHT, LIGHT_CONTRAST
from chatbelle.ui.said import FORGOTTEN_OPACITY

BODY, SECONDARY, STRONG = 7.0, 4.5, 7.0  # WCAG's ratios: enhanced, enough, and for all with high contrast
SURFACES = (theme.PAPER, theme.RAIL, theme.PANEL, theme.SELECTED, theme.BUBBLE, theme.NOTICE)
SURFACES += (ft.Colors.SURFACE_CONTAINER_LOWEST,)
INKS = (theme.SECONDARY, theme.ACCENT_INK, ft.Colors.SECONDARY, ft.Colors.ON_SECONDARY_CONTAINER)
INKS += (ft.Colors.TERTIARY, ft.Colors.ERROR)
EASY, HARD = (LIGHT, DARK), (LIGHT_CONTRAST, DARK_CONTRAST)
VIEWS = Path(theme.__file__).parent


def channels(colour: str) -> tuple[float, ...]:
    return tuple(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))


def luminance(rgb: tuple[float, ...]) -> float:
    """WCAG 2.2, relative luminance."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(scheme: ft.ColorScheme, ink: ft.Colors, surface: ft.Colors, opacity: float = 1.0) -> float:
    """WCAG 2.2, contrast ratio; with an opacity, of text that is faded into its surface."""
    over, under = channels(getattr(scheme, ink.name.lower())), channels(getattr(scheme, surface.name.lower()))
    faded = tuple(opacity * one + (1 - opacity) * other for one, other in zip(over, under, strict=True))
    lighter, darker = sorted((luminance(faded), luminance(under)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", [*EASY, *HARD])
def test_body_text_can_be_read_on_every_surface(scheme: ft.ColorScheme) -> None:
    assert min(contrast(scheme, theme.INK, surface) for surface in SURFACES) >= BODY


@pytest.mark.parametrize(("scheme", "least"), [*product(EASY, [SECONDARY]), *product(HARD, [STRONG])])
def test_so_can_all_that_is_less_or_coloured(scheme: ft.ColorScheme, least: float) -> None:
    ratios = {(ink, surface): contrast(scheme, ink, surface) for ink, surface in product(INKS, SURFACES)}
    ratios[(theme.ON_ACCENT, theme.ACCENT)] = contrast(scheme, theme.ON_ACCENT, theme.ACCENT)
    assert not {pair: ratio for pair, ratio in ratios.items() if ratio < least}


@pytest.mark.parametrize(("scheme", "least"), [*product(EASY, [SECONDARY]), *product(HARD, [STRONG])])
def test_forgotten_messages_are_faded_but_not_lost(scheme: ft.ColorScheme, least: float) -> None:
    ratios = [contrast(scheme, theme.INK, surface, FORGOTTEN_OPACITY) for surface in (theme.PAPER, theme.BUBBLE)]
    assert min(ratios) >= least


@pytest.mark.parametrize("scheme", HARD)
def test_with_high_contrast_lines_are_seen_too(scheme: ft.ColorScheme) -> None:
    edges = product((theme.LINE, theme.HAIRLINE, theme.ACCENT), (theme.PAPER, theme.RAIL, theme.PANEL))
    assert min(contrast(scheme, line, surface) for line, surface in edges) >= STRONG


def test_every_text_has_a_size_that_the_theme_decides() -> None:
    """A number would stay what it is when the person wants larger text."""
    calls = [
        (file.name, node)
        for file in VIEWS.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "ft.Text"
    ]
    given = [(name, node.lineno, {keyword.arg for keyword in node.keywords}) for name, node in calls]
    assert not [place for *place, names in given if "size" in names or "theme_style" not in names]


def test_larger_text_is_larger_in_every_role() -> None:
    usual, larger = theme.theme(LIGHT).text_theme, theme.theme(LIGHT, 1.4).text_theme
    assert usual is not None
    for role in (theme.FINE, theme.SMALL, theme.PLAIN, theme.NAME, theme.BODY, theme.DIALOG_TITLE, theme.PAGE_TITLE):
        name = role.name.lower()
        assert getattr(larger, name).size == pytest.approx(1.4 * getattr(usual, name).size)
