"""`chatbelle models …`, read when it is asked for: what its commands import would take a third of the app's start."""

from functools import cache
from typing import Any

from typer.core import TyperGroup
from typer.main import get_group


class ModelsGroup(TyperGroup):
    """The group without its commands, until somebody asks for one."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Their names."""
        return models_group().list_commands(ctx)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The one of this name."""
        return models_group().get_command(ctx, cmd_name)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The one that is called; for a slip of the pen, the error names one that is meant."""
        return models_group().resolve_command(ctx, args)


@cache
def models_group() -> TyperGroup:
    """The commands themselves."""
    from chatbelle.download_commands import add_download_commands
    from chatbelle.model_commands import models

    add_download_commands(models)
    return get_group(models)
