"""How an answer came about, in plain words: shown on demand. Pure but for the controls."""

import flet as ft

from chatbelle import words
from chatbelle.chat import AnswerFacts, StopReason
from chatbelle.ui import theme
from chatbelle.ui.named import named
from chatbelle.words import Language, Phrase

STOPPED = {
    StopReason.INTERRUPTED: words.STOPPED_BY_YOU,
    StopReason.MAX_TOKENS: words.STOPPED_BY_LIMIT,
    StopReason.CONTEXT_FULL: words.STOPPED_BY_CONTEXT,
    StopReason.CRASHED: words.STOPPED_BY_CRASH,
}
ENDED = {StopReason.END: words.FACT_ENDED, StopReason.STOP_STRING: words.FACT_STOP_STRING, **STOPPED}


def facts_in_words(facts: AnswerFacts, characters: int) -> list[Phrase]:
    """A line for each fact that is known."""
    lines = [words.FACT_MODEL.filled(model=facts.model)] if facts.model else []
    lines.append(
        words.FACT_TOKENS.filled(
            answer=f"{facts.answer_tokens:,}",
            prompt=f"{facts.prompt_tokens:,}",
            evaluated=f"{facts.evaluated_tokens:,}",
        )
    )
    speaking_seconds = facts.seconds - facts.first_token_seconds
    if facts.tokens_per_second and speaking_seconds > 0:
        rate = f"{characters / speaking_seconds:.1f}"
        lines.append(words.FACT_SPEED.filled(characters=rate, tokens=f"{facts.tokens_per_second:.1f}"))
    if facts.seconds:
        first, whole = f"{facts.first_token_seconds:.2f}", f"{facts.seconds:.1f}"
        lines.append(words.FACT_FIRST.filled(seconds=first, whole=whole))
    if facts.forgotten:
        lines.append(words.FACT_FORGOTTEN.filled(count=facts.forgotten))
    return [*lines, ENDED[facts.stop]]


def facts_card(number: int, facts: AnswerFacts, characters: int, language: Language) -> ft.Control:
    """The facts below an answer."""
    lines = [
        ft.Text(line.in_language(language), theme_style=theme.FINE, color=theme.SECONDARY)
        for line in facts_in_words(facts, characters)
    ]
    card = ft.Container(
        ft.Column([*lines], spacing=0, tight=True),
        bgcolor=theme.PANEL,
        border_radius=12,
        padding=ft.Padding(left=14, top=8, right=14, bottom=8),
    )
    return named(f"facts-{number}", card)
