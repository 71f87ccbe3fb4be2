"""How fast the model is here: a table in plain words, with llama-bench's names beside what it measures too."""

from collections.abc import Iterator

import flet as ft

from chatbelle import words
from chatbelle.bench.measuring import Rate
from chatbelle.bench.report import as_text, lines, to_json
from chatbelle.ui import theme
from chatbelle.ui.bench.state import Bench, Measured
from chatbelle.ui.bench.verbs import BenchVerbs
from chatbelle.ui.copying import CopyButton
from chatbelle.ui.models import figures
from chatbelle.ui.models.kept_card import lined
from chatbelle.ui.models.parts import action, plain, quiet, stacked
from chatbelle.ui.named import named
from chatbelle.ui.settings.parts import section
from chatbelle.ui.state import Layout, Look
from chatbelle.words import Phrase


@ft.component
def BenchSection(bench: Bench, look: Look, verbs: BenchVerbs) -> ft.Control:  # noqa: N802
    """A button, then how far it is, then the figures."""
    rows: list[ft.Control] = [quiet(look.say(words.BENCH_EXPLAINED))]
    if bench.trouble:
        told = [plain(look.say(bench.trouble.what)), quiet(look.say(bench.trouble.remedy))]
        rows.append(named("bench-trouble", stacked(told, 2)))
    if bench.measured:
        rows.append(named("figures", figures_table(bench.measured, look)))
        rows.append(quiet(look.say(words.BENCH_COMPARABLE)))
    if bench.step:
        rows.append(under_way(bench.step, look, verbs))
    else:
        rows.append(buttons(bench.measured, look, verbs))
    return section(words.BENCH_TITLE, look, *rows)


def under_way(step: Phrase, look: Look, verbs: BenchVerbs) -> ft.Control:
    """What is being measured, and the way to stop it."""
    bar = ft.ProgressBar(bar_height=3, border_radius=2, color=theme.ACCENT, bgcolor=theme.SELECTED)
    line: list[ft.Control] = [
        ft.Container(named("bench-step", plain(look.say(step))), expand=True),
        action("stop-bench", look.say(words.BENCH_STOP), verbs.stop, look),
    ]
    return stacked([ft.Row(line, spacing=12), bar], 8)


def buttons(measured: Measured | None, look: Look, verbs: BenchVerbs) -> ft.Control:
    """Begin; and copy what there is."""
    says = words.BENCH_ONCE_MORE if measured else words.BENCH_START
    row = [action("measure", look.say(says), verbs.measure, look, primary=measured is None)]
    if measured:
        in_words = as_text(measured.subject, measured.speed, look.language)
        in_json = to_json(measured.subject, measured.speed)
        row.append(copying("copy-bench", words.BENCH_COPY_TEXT, words.BENCH_TEXT, in_words, look, verbs))
        row.append(copying("copy-bench-json", words.BENCH_COPY_JSON, words.BENCH_JSON, in_json, look, verbs))
    return ft.Row(row, spacing=16, wrap=True)


def copying(identifier: str, says: Phrase, form: Phrase, text: str, look: Look, verbs: BenchVerbs) -> ft.Control:
    """A button that copies, and the form in which it does."""
    button = CopyButton(identifier, says, text, look.language, look.layout is not Layout.WIDE, verbs.copy)
    return ft.Row([button, quiet(look.say(form))], spacing=2, tight=True)


def figures_table(measured: Measured, look: Look) -> ft.Control:
    """The model, then a line for each figure."""
    subject, speed = measured.subject, measured.speed
    about = words.BENCH_SUBJECT.filled(
        model=speed.model,
        kind=subject.kind,
        size=figures.size(subject.weights_bytes),
        parameters=f"{subject.parameters / 1e6:,.0f} M",
        threads=subject.threads,
    )
    rows = [figure_row(name, fact, aside, look) for name, fact, aside in facts(measured)]
    return stacked([ft.Container(quiet(look.say(about)), padding=ft.Padding(bottom=14)), *lined(rows)], 0)


def facts(measured: Measured) -> Iterator[tuple[Phrase, Phrase | str, str]]:
    """Name, figure, and llama-bench's name where it has one."""
    speed = measured.speed
    yield words.BENCH_PROMPT_RATE.filled(tokens=speed.prompt.tokens), rate_of(speed.prompt), f"pp{speed.prompt.tokens}"
    yield words.BENCH_ANSWER_RATE.filled(tokens=speed.decode.tokens), rate_of(speed.decode), f"tg{speed.decode.tokens}"
    for name, fact in lines(speed):
        yield name, fact, ""


def rate_of(rate: Rate) -> Phrase:
    """For example `123.4 ± 0.5 tokens/s`."""
    return words.TOKENS_A_SECOND.filled(rate=f"{rate.average:.1f} ± {rate.deviation:.1f}")


def figure_row(name: Phrase, fact: Phrase | str, aside: str, look: Look) -> ft.Control:
    """One figure; on a phone below its name."""
    said = look.say(fact) if isinstance(fact, Phrase) else fact
    value: list[ft.Control] = [ft.Text(said, theme_style=theme.SMALL, weight=ft.FontWeight.W_600)]
    if aside:
        value.append(ft.Text(aside, theme_style=theme.FINE, font_family=theme.MONO, color=theme.SECONDARY))
    title = ft.Text(look.say(name), theme_style=theme.SMALL, expand=look.layout is not Layout.PHONE)
    figure = ft.Row(value, spacing=10, tight=True)
    if look.layout is Layout.PHONE:
        return ft.Column([title, figure], spacing=2, tight=True)
    return ft.Row([title, figure], spacing=16)
