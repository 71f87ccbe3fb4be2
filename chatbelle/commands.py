"""The commands: a thin skin over the app, the terminal chat, one question, and the doctor."""

from pathlib import Path
from typing import Annotated

import typer

from chatbelle import __version__, words
from chatbelle.chat import StopReason
from chatbelle.choosing import chosen_language, chosen_model, text
from chatbelle.engine.protocol import Loading
from chatbelle.errors import UsageError
from chatbelle.library.builtin import builtin_model
from chatbelle.models_group import ModelsGroup
from chatbelle.paths import settings_file
from chatbelle.settings import KeptSettings, read_settings
from chatbelle.terminal.ending import FAILED, INTERRUPTED
from chatbelle.terminal.screen import Screen
from chatbelle.terminal.wishes import Wishes
from chatbelle.transfer.format import Format

app = typer.Typer(
    help=text(words.HELP_CHATBELLE),
    add_completion=False,
    rich_markup_mode=None,  # rich's table cuts Chinese off at the right
    context_settings={"help_option_names": ["-h", "--help"]},
)


app.add_typer(typer.Typer(no_args_is_help=True), cls=ModelsGroup, name="models", help=text(words.HELP_MODELS))

Model = Annotated[Path | None, typer.Option("--model", "-m", help=text(words.HELP_MODEL), metavar="NAME|FILE")]
System = Annotated[str | None, typer.Option("--system", "-s", help=text(words.HELP_SYSTEM), metavar="TEXT")]
Temperature = Annotated[float | None, typer.Option(min=0.0, max=5.0, help=text(words.HELP_TEMPERATURE), metavar="T")]
MaxTokens = Annotated[int | None, typer.Option(min=1, help=text(words.HELP_MAX_TOKENS), metavar="N")]
Seed = Annotated[int | None, typer.Option(min=0, max=2**32 - 1, help=text(words.HELP_SEED), metavar="N")]
PromptFormat = Annotated[str | None, typer.Option("--format", help=text(words.HELP_FORMAT), metavar="NAME")]
Context = Annotated[int | None, typer.Option("--context", min=1, help=text(words.HELP_CONTEXT), metavar="N")]
AdapterFiles = Annotated[
    list[str] | None, typer.Option("--adapter", help=text(words.HELP_ADAPTER), metavar="FILE[:STRENGTH]")
]


@app.callback(invoke_without_command=True)
def open_app(
    context: typer.Context,
    model: Model = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help=text(words.HELP_PORT), metavar="N")] = 0,
    browser: Annotated[bool | None, typer.Option("--browser/--window", help=text(words.HELP_BROWSER))] = None,
    demo: Annotated[bool, typer.Option("--demo", help=text(words.HELP_DEMO))] = False,
    prompt_format: PromptFormat = None,
    context_tokens: Context = None,
    version: Annotated[bool, typer.Option("--version", help=text(words.HELP_VERSION))] = False,
) -> None:
    """Open the app."""
    if version:
        typer.echo(f"ChatBelle {__version__}")
        return
    if context.invoked_subcommand:
        context.obj = model  # `chatbelle --model FILE chat` means the same as `chatbelle chat --model FILE`
        return
    from chatbelle.app import main as open_window

    chosen = model and chosen_model(named_model(model), None, None)
    loading = Loading(context_tokens, known_format(prompt_format))
    raise typer.Exit(open_window(chosen, loading, port, browser, demo))


@app.command(help=text(words.HELP_CHAT))
def chat(
    context: typer.Context,
    model: Model = None,
    system: System = None,
    number: Annotated[int | None, typer.Option("--chat", min=1, help=text(words.HELP_CHAT_NUMBER), metavar="N")] = None,
    temperature: Temperature = None,
    max_tokens: MaxTokens = None,
    seed: Seed = None,
    prompt_format: PromptFormat = None,
    context_tokens: Context = None,
    adapter: AdapterFiles = None,
) -> None:
    """Chat in the terminal."""
    from contextlib import closing

    from chatbelle.terminal.adapters import adapters_for
    from chatbelle.terminal.conversation import Conversation
    from chatbelle.terminal.locked import loading_beside, open_chats
    from chatbelle.terminal.opening import open_model
    from chatbelle.terminal.talking import talk

    screen = Screen(chosen_language())
    loading, path = Loading(context_tokens, known_format(prompt_format)), model_to_run(model or context.obj)
    wishes = Wishes(temperature, max_tokens, seed, adapters_for(path, adapter or ()))
    with (
        closing(open_chats(screen)) as store,
        closing(open_model(path, loading_beside(store, loading), screen)) as engine,
    ):
        talk(
            Conversation(engine, store, wishes.applied_to(engine.recommended), screen, system, wishes.adapters), number
        )


@app.command(help=text(words.HELP_ASK))
def ask(
    context: typer.Context,
    question: Annotated[str | None, typer.Argument(help=text(words.HELP_QUESTION), show_default=False)] = None,
    model: Model = None,
    system: System = None,
    temperature: Temperature = None,
    max_tokens: MaxTokens = None,
    seed: Seed = None,
    prompt_format: PromptFormat = None,
    context_tokens: Context = None,
    adapter: AdapterFiles = None,
) -> None:
    """Answer one question on stdout."""
    from chatbelle.terminal import asking
    from chatbelle.terminal.adapters import adapters_for
    from chatbelle.terminal.reading import whole_question

    screen = Screen(chosen_language())
    loading, path = Loading(context_tokens, known_format(prompt_format)), model_to_run(model or context.obj)
    wishes = Wishes(temperature, max_tokens, seed, adapters_for(path, adapter or ()))
    finish = asking.ask(whole_question(question), system, path, loading, wishes, screen)
    if finish and finish.stop is StopReason.INTERRUPTED:
        raise typer.Exit(INTERRUPTED)


@app.command(help=text(words.HELP_DOCTOR))
def doctor(as_json: Annotated[bool, typer.Option("--json", help=text(words.HELP_JSON))] = False) -> None:
    """Examine this machine."""
    from chatbelle.doctor.checkup import examine
    from chatbelle.doctor.report import as_text, to_json

    language = chosen_language()
    checkup = examine()
    typer.echo(to_json(checkup, language) if as_json else as_text(checkup, language))
    raise typer.Exit(FAILED if checkup.broken else 0)


@app.command("export", help=text(words.HELP_EXPORT))
def export_chats(
    numbers: Annotated[list[str] | None, typer.Argument(help=text(words.HELP_EXPORT_CHATS), metavar="CHAT")] = None,
    *,
    target: Annotated[Path, typer.Argument(help=text(words.HELP_EXPORT_TARGET), metavar="TARGET")],
    wanted: Annotated[Format, typer.Option("--format", help=text(words.HELP_EXPORT_FORMAT))] = Format.MARKDOWN,
) -> None:
    """Write chats to files."""
    from contextlib import closing

    from chatbelle.terminal import history
    from chatbelle.terminal.locked import open_chats

    screen = Screen(chosen_language())
    with closing(open_chats(screen)) as store:
        history.export(store, numbers or [], wanted, target, screen)


@app.command("import", help=text(words.HELP_IMPORT))
def import_chats(
    source: Annotated[Path | None, typer.Argument(help=text(words.HELP_IMPORT_SOURCE), metavar="FILE")] = None,
) -> None:
    """Take in chats from a file or a folder."""
    from contextlib import closing

    from chatbelle.terminal import history
    from chatbelle.terminal.locked import open_chats

    screen = Screen(chosen_language())
    if source is None:
        history.list_histories(screen)
        return
    with closing(open_chats(screen)) as store:
        history.take_in(store, source, screen)


@app.command(help=text(words.HELP_SEARCH))
def search(
    typed: Annotated[list[str], typer.Argument(help=text(words.HELP_SEARCH_WORDS), metavar="TEXT")],
    most: Annotated[int, typer.Option("--limit", min=1, help=text(words.HELP_LIMIT), metavar="N")] = 50,
) -> None:
    """Find messages."""
    from contextlib import closing

    from chatbelle.terminal import history
    from chatbelle.terminal.locked import open_chats

    screen = Screen(chosen_language())
    with closing(open_chats(screen)) as store:
        history.search(store, " ".join(typed), most, screen)


@app.command(help=text(words.HELP_PASSPHRASE))
def passphrase(
    remove: Annotated[bool, typer.Option("--remove", help=text(words.HELP_REMOVE_PASSPHRASE))] = False,
) -> None:
    """Lock all chats, or unlock them."""
    from chatbelle.terminal.locked import change_passphrase

    change_passphrase(Screen(chosen_language()), remove)


@app.command(help=text(words.HELP_BENCH))
def bench(
    context: typer.Context,
    model: Model = None,
    prompt_tokens: Annotated[
        int, typer.Option("--prompt", "-p", min=16, max=65536, help=text(words.HELP_BENCH_PROMPT), metavar="N")
    ] = 512,
    answer_tokens: Annotated[
        int, typer.Option("--answer", "-n", min=8, max=8192, help=text(words.HELP_BENCH_ANSWER), metavar="N")
    ] = 128,
    runs: Annotated[
        int, typer.Option("--runs", "-r", min=1, max=100, help=text(words.HELP_BENCH_RUNS), metavar="N")
    ] = 3,
    as_json: Annotated[bool, typer.Option("--json", help=text(words.HELP_JSON))] = False,
) -> None:
    """Measure a model on this machine."""
    from chatbelle.bench.measuring import Plan, measure
    from chatbelle.bench.memory import children_bytes
    from chatbelle.bench.report import as_text, subject_of, to_json
    from chatbelle.terminal.opening import open_model

    screen = Screen(chosen_language())
    path = model_to_run(model or context.obj)
    subject = subject_of(path)
    plan = Plan(prompt_tokens, answer_tokens, runs)
    speed = measure(lambda: open_model(path, Loading(), screen), children_bytes, plan, screen.note)
    typer.echo(to_json(subject, speed) if as_json else as_text(subject, speed, screen.language))


@app.command(help=text(words.HELP_TUNE))
def tune(
    context: typer.Context,
    model: Annotated[str | None, typer.Argument(help=text(words.HELP_TUNE_MODEL), metavar="MODEL")] = None,
    show: Annotated[bool, typer.Option("--show", help=text(words.HELP_TUNE_SHOW))] = False,
    defaults: Annotated[bool, typer.Option("--defaults", help=text(words.HELP_TUNE_DEFAULTS))] = False,
) -> None:
    """Measure how a model runs fastest, or use llama.cpp's defaults."""
    from contextlib import closing

    from chatbelle.terminal import tuning
    from chatbelle.terminal.opening import open_model

    if show and defaults:
        raise UsageError(words.TUNE_ONE_THING, words.CHOOSE_ONE_OPTION)
    screen = Screen(chosen_language())
    if not show:
        tuning.keep_choice(KeptSettings(settings_file()), tuned=not defaults)
    if defaults:
        screen.note(words.TUNING_DEFAULTS)
        return
    path = model_to_run(Path(model) if model else context.obj)
    with closing(open_model(path, Loading(), screen)) as engine:
        if not show:
            tuning.calibrate(engine, screen)
        typer.echo(tuning.show(engine.computing, screen.language))


def model_to_run(asked: Path | None) -> Path:
    """As in the app: the model asked for, else the one used last, else the built-in one. Raises UsageError."""
    return chosen_model(asked and named_model(asked), read_settings(settings_file()).model, builtin_model())


def named_model(asked: Path) -> Path:
    """The file that is meant by a name or a path."""
    from chatbelle.models_by_name import model_asked_for  # here, because it reads gguf and numpy

    return model_asked_for(asked)


def known_format(name: str | None) -> str | None:
    """The name of a prompt format, checked. Raises UsageError."""
    if name is None:
        return None
    from chatbelle.engine.belle import FORMATS  # here, because it reads gguf and numpy

    names = ("template", *FORMATS)
    if name not in names:
        raise UsageError(words.NO_SUCH_FORMAT.filled(name=name), words.FORMATS_ARE.filled(names=", ".join(names)))
    return name
