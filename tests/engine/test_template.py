"""A chat template is a stranger's program: it gets neither time, nor memory, nor a way out."""

from time import monotonic

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatbelle.engine import template
from chatbelle.engine.template import JinjaFormat
from chatbelle.errors import TemplateError
from tests.engine.asking import said

GROWING = "{%% set ns = namespace(s=%s) %%}{%% for i in range(90) %%}{%% set ns.s = ns.s %s ns.s %%}{%% endfor %%}"
HOSTILE = [
    "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}",
    "{% for i in range(100000) %}{{ 'x' * 1000 }}{% endfor %}",
    "{{ 9 ** 9 ** 9 }}",
    "{{ 'a' * 10000000000 }}",
    "{{ '%1000000000d' % 1 }}",
    "{{ '{:1000000000}'.format(1) }}",
    "{{ 'x'.ljust(10000000000) }}",
    "{{ 'x' | center(1000000000) }}",
    GROWING % ("'aaaa'", "~"),
    GROWING % ("'aaaa'", "+"),
    GROWING % ("[1]", "+"),
    GROWING % ("9", "*"),
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{{ " + "(" * 5000 + ")" * 5000 + " }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ messages.append(1) }}",
    "{{ raise_exception('no') }}",
    "{% include '/etc/passwd' %}",
    "{% for %}",
    "x" * 300_000,
]


@pytest.mark.parametrize("source", HOSTILE, ids=lambda source: source[:40])
def test_a_hostile_template_is_refused_soon(source: str) -> None:
    began = monotonic()
    with pytest.raises(TemplateError) as refused:
        JinjaFormat(source, "<s>", "</s>").opening(said("hi"))
    assert "chat template" in refused.value.what.en
    assert monotonic() - began < 3 * template.LONGEST_RENDERING_SECONDS  # a bound against hanging, not a measurement


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("{}%|.()[]'\"ab1 messages"), max_size=60))
def test_any_text_as_template_gives_a_prompt_or_a_named_error(source: str) -> None:
    try:
        parts = JinjaFormat(source, "<s>", "</s>").opening(said("hi"))
    except TemplateError:
        return
    assert all(part.text for part in parts)


def test_what_templates_in_the_wild_use_works() -> None:
    source = (
        "{%- set ns = namespace(first=true) -%}{%- for m in messages if m.role != 'tool' -%}"
        "{%- if loop.first and not tools -%}{{ bos_token }}{%- endif -%}{{ m.role | upper }}: {{ m['content'] | trim }}"
        "{%- if not loop.last %}{% continue %}{% endif -%}{%- endfor -%}"
        "{{ {'名': 1} | tojson }}{{ strftime_now('%Y')[:1] }}"
    )
    parts = JinjaFormat(source, "<s>", "</s>").opening(said(" hi "))
    assert "".join(part.text for part in parts) == '<s>USER: hi{"名": 1}2'
