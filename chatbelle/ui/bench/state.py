"""What the section about speed shows."""

from dataclasses import dataclass

import flet as ft

from chatbelle.bench.measuring import Speed
from chatbelle.bench.report import Subject
from chatbelle.errors import ChatBelleError
from chatbelle.words import Phrase


@dataclass(frozen=True, slots=True)
class Measured:
    """A model and its figures."""

    subject: Subject
    speed: Speed


@ft.observable
@dataclass
class Bench:
    """What is being measured, if anything is; what was measured last, or why it could not be."""

    step: Phrase | None = None
    measured: Measured | None = None
    trouble: ChatBelleError | None = None
