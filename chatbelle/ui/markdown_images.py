"""Takes images out of Markdown: the control that shows it would fetch them, and nothing here may be fetched. Pure.

Where it is not certain that text is code, it counts as none: an image lost in odd code is better than a request made.
"""

import re

from markdown_it import MarkdownIt

_PARSER = MarkdownIt("commonmark").enable("table")
_TARGET = r"\((?:[^()\\]|\\.|\([^()]*\))*\)"  # (address "title"), with one level of brackets inside
_IMAGE = re.compile(rf"!\[(?P<alt>(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\](?:{_TARGET}|\[(?P<label>[^\[\]]*)\])?", re.DOTALL)
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)(?:(?!\1(?!`))[^\n|<])+(?<!`)\1(?!`)")  # one line; no cell border, no HTML
_HTML_IMAGE = re.compile(r"<\s*(?:img|image|picture|source|video|svg|object|embed|iframe)\b[^>]*>?", re.IGNORECASE)
_HTML_ALT = re.compile(r"""\balt\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)


def without_images(text: str) -> str:
    """The text with every image outside code replaced by its alternative text."""
    if "![" not in text and "<" not in text:
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")  # each ends a line for the parser that shows it
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
    """Prose without images, looked at from left to right: an escape, a code span and an image each end a step."""
    done: list[str] = []
    at = 0
    while at < len(prose):
        if prose[at] == "\\":
            done.append(prose[at : at + 2])
            at += 2
        elif prose[at] == "`":
            code = _CODE_SPAN.match(prose, at)
            run = re.compile("`+").match(prose, at)
            end = code.end() if code else run.end() if run else at + 1
            done.append(prose[at:end])
            at = end
        elif prose.startswith("![", at):
            image = _IMAGE.match(prose, at)
            alt = image["alt"].strip() if image else ""
            # What is no image for us may be one for the parser that shows it: an escaped bracket never is.
            done.append(_rewritten(alt) if image and image.end() > at + len(image["alt"]) + 3 else "!\\[")
            at = image.end() if image and image.end() > at + len(image["alt"]) + 3 else at + 2
        elif prose[at] == "<" and (tag := _HTML_IMAGE.match(prose, at)):
            alternative = _HTML_ALT.search(tag.group())
            done.append(next(filter(None, alternative.groups()), "") if alternative else "")
            at = tag.end()
        else:
            done.append(prose[at])
            at += 1
    return "".join(done)
