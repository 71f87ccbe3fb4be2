"""Takes images out of Markdown: the control that shows it would fetch them, and nothing here may be fetched. Pure.

Where it is not certain that text is code, it counts as none: an image lost in odd code is better than a request made.
"""

import re

from markdown_it import MarkdownIt

_PARSER = MarkdownIt("commonmark").enable("table")
_TARGET = r"\((?:[^()\\]|\\.|\([^()]*\))*\)"  # (address "title"), with one level of brackets inside
_IMAGE = re.compile(rf"!\[(?P<alt>(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\](?:{_TARGET}|\[[^\[\]]*\])", re.DOTALL)
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)(?:(?!\1(?!`))[^\n|<])+(?<!`)\1(?!`)")  # one line; no cell border, no HTML
_MAY_TAKE_BACKTICKS = re.compile(r"<|\](?=[(:])|\$|\\[(\[]|://|www\.", re.IGNORECASE)  # HTML, addresses, formulas
_HTML_IMAGE = re.compile(r"<\s*(?:img|image|picture|source|video|svg|object|embed|iframe)\b[^>]*>?", re.IGNORECASE)
_HTML_ALT = re.compile(r"""\balt\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
MOST_PASSES = 8


def without_images(text: str) -> str:
    """The text with every image outside code replaced by its alternative text."""
    if "![" not in text and "<" not in text:
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")  # each ends a line for the parser that shows it
    for _ in range(MOST_PASSES):  # what stood around an image may be one itself, once that is gone
        before, text = text, _one_pass(text)
        if text == before:
            return text
    return text.replace("![", "!\\[")


def _one_pass(text: str) -> str:
    fenced = _fenced_lines(text)
    kept: list[str] = []
    prose: list[str] = []
    for number, line in enumerate(re.findall(r"[^\n]*\n|[^\n]+", text)):
        if number in fenced:
            kept += [_rewritten("".join(prose)), line]
            prose = []
        else:
            prose.append(line)
    return "".join(kept) + _rewritten("".join(prose))


def _fenced_lines(text: str) -> set[int]:
    tokens = _PARSER.parse(text)
    return {line for token in tokens if token.type == "fence" and token.map for line in range(*token.map)}


def _rewritten(prose: str) -> str:
    """Prose without images, looked at from left to right: an escape, a code span and an image each end a step.

    What surely is a code span stays as it is. After anything that may take backticks into itself, none is sure.
    """
    done: list[str] = []
    at, sure = 0, True
    while at < len(prose):
        step = shown = prose[at]
        sure = sure and not _MAY_TAKE_BACKTICKS.match(prose, at)
        if step == "\\":
            step = shown = prose[at : at + 2]
        elif step == "`":
            code = _CODE_SPAN.match(prose, at) if sure else None
            sure = code is not None
            step = shown = code.group() if code else step
        elif prose.startswith("![", at):
            image = _IMAGE.match(prose, at)
            step = image.group() if image else "!["
            # What is no image here may be one for another parser: with an escaped bracket it is none for any.
            shown = image["alt"].strip() if image else "!\\["
        elif tag := _HTML_IMAGE.match(prose, at):
            step, shown = tag.group(), _html_alternative(tag.group())
        done.append(shown)
        at += len(step)
    return "".join(done)


def _html_alternative(tag: str) -> str:
    found = _HTML_ALT.search(tag)
    return next(filter(None, found.groups()), "") if found else ""
