"""A chat to be read by people: the path that is shown, as Markdown or as an HTML page that fetches nothing."""

from collections.abc import Iterator
from datetime import datetime
from html import escape

from markdown_it import MarkdownIt

from chatbelle import words
from chatbelle.chat import Message, Role
from chatbelle.history import WholeChat
from chatbelle.words import Language

SPEAKERS = {Role.USER: words.YOU, Role.ASSISTANT: words.MODEL, Role.SYSTEM: words.SYSTEM_PROMPT}
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")  # an image would be fetched
_PAGE = """\
<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark;
  --ink: #1c1b1f; --paper: #fdfcfb; --quiet: #625f66; --mine: #ece9f1; --code: #f0eef2; }}
@media (prefers-color-scheme: dark) {{
  :root {{ --ink: #e6e1e5; --paper: #1a191c; --quiet: #a8a3ac; --mine: #2e2b33; --code: #26242a; }}
}}
body {{ margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 42em; color: var(--ink); background: var(--paper);
  font: 1rem/1.75 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif;
  overflow-wrap: anywhere; }}
h1 {{ font-size: 1.5rem; line-height: 1.35; }}
header p, article > h2 {{ color: var(--quiet); font-size: .875rem; font-weight: 500; margin: 0; }}
article {{ margin: 1.75rem 0; }}
article.user > div {{ background: var(--mine); border-radius: .9rem; padding: .35rem 1.1rem; margin-top: .35rem; }}
pre, code {{ font: .9em ui-monospace, "Cascadia Mono", Menlo, Consolas, "Noto Sans Mono CJK SC", monospace; }}
code {{ background: var(--code); border-radius: .3em; padding: .1em .3em; }}
pre {{ background: var(--code); border-radius: .6rem; padding: .8rem 1rem; overflow-x: auto; line-height: 1.5; }}
pre code {{ padding: 0; background: none; }}
table {{ border-collapse: collapse; display: block; overflow-x: auto; }}
th, td {{ border: 1px solid var(--quiet); padding: .3rem .6rem; }}
blockquote {{ margin: 0; padding-left: 1rem; border-left: 3px solid var(--quiet); color: var(--quiet); }}
a {{ color: inherit; }}
@media print {{ article.user > div, pre {{ border: 1px solid; }} }}
</style>
</head>
<body>
<header><h1>{title}</h1><p>{about}</p></header>
<main>
{articles}
</main>
</body>
</html>
"""


def to_markdown(chat: WholeChat, language: Language) -> Iterator[str]:
    """The chat as Markdown: a heading for each speaker, and the texts as they are."""
    yield f"# {title_of(chat, language)}\n\n"
    yield f"*{about(chat, language)}*\n"
    for message in chat.path():
        yield f"\n## {speaker(message, language)}\n\n{message.text.rstrip()}\n"


def to_html(chat: WholeChat, language: Language) -> Iterator[str]:
    """The chat as a page of its own: no scripts, no fonts, images and styles from elsewhere."""
    articles = "\n".join(
        f'<article class="{message.role}">\n<h2>{escape(speaker(message, language))}</h2>\n'
        f"<div>{_MARKDOWN.render(message.text)}</div>\n</article>"
        for message in chat.path()
    )
    yield _PAGE.format(
        language="zh-Hans" if language is Language.ZH else "en",
        title=escape(title_of(chat, language)),
        about=escape(about(chat, language)),
        articles=articles,
    )


def title_of(chat: WholeChat, language: Language) -> str:
    """The title on one line."""
    return " ".join(chat.title.split()) or words.UNTITLED.in_language(language)


def about(chat: WholeChat, language: Language) -> str:
    """Where this comes from, and when something was last said."""
    day = datetime.fromtimestamp(chat.changed_at).astimezone().strftime("%Y-%m-%d %H:%M")
    return f"{words.EXPORTED_FROM.in_language(language)} · {day}"


def speaker(message: Message, language: Language) -> str:
    """Who says it: a model under its own name, where that is known."""
    if message.role is Role.ASSISTANT and message.facts and message.facts.model:
        return message.facts.model
    return SPEAKERS[message.role].in_language(language)
