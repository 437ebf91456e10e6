"""How commands are written: the options every one has, and groups that load a command when it is called.

Owns `--json` and `--debug`, which may stand anywhere after the command, and the naming of the nearest known command.
"""

from __future__ import annotations

from importlib import import_module
from keyword import iskeyword
from typing import TYPE_CHECKING, Any, NoReturn

import click

if TYPE_CHECKING:
    from collections.abc import Mapping

_META = "practice."


class Explained(click.UsageError):
    """Wrong usage whose text says already what to do about it."""


def wants(flag: str) -> bool:
    """Return whether ``--json`` or ``--debug`` was given, by its name without hyphens."""
    return bool(click.get_current_context().meta.get(_META + flag))


def _note(context: click.Context, option: click.Parameter, value: bool) -> None:
    if value:
        context.meta[f"{_META}{option.name}"] = True


def _shared_options() -> list[click.Parameter]:
    return [
        click.Option(
            ["--json"], is_flag=True, expose_value=False, callback=_note, help="Answer with one JSON document."
        ),
        click.Option(
            ["--debug"], is_flag=True, expose_value=False, callback=_note, help="More detail in the log and on stderr."
        ),
    ]


class Command(click.Command):
    """A command that also takes the shared options, and whose refusals know which command refused."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("context_settings", {"help_option_names": ["-h", "--help"]})
        super().__init__(*args, **kwargs)
        self.params.extend(_shared_options())

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; click leaves some refusals without the command they belong to."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as problem:
            problem.ctx = problem.ctx or ctx
            raise


class Group(Command, click.Group):
    """A command of commands. It takes the shared options too."""

    command_class = Command

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("no_args_is_help", False)
        super().__init__(*args, **kwargs)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own signature
        """Return the names of the commands, in the order they were written in."""
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the first argument names; the nearest is named where there is none."""
        if self.get_command(ctx, args[0]) is None and not ctx.resilient_parsing:
            self._refuse(ctx, args[0])
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was named, or say which ones there are."""
        if not ctx._protected_args and not self.invoke_without_command:  # noqa: SLF001 - click tells it nowhere else
            raise Explained(
                f"{ctx.command_path} wants a command; choose from {', '.join(self.list_commands(ctx))}", ctx
            )
        return super().invoke(ctx)

    def _refuse(self, ctx: click.Context, name: str) -> NoReturn:
        from practice_tui.compiler.diagnostics import nearest  # noqa: PLC0415 - only where a name is wrong

        raise Explained(f"there is no command {name[:60]!r}{nearest(name, self.list_commands(ctx))}", ctx)


class LazyGroup(Group):
    """A group whose commands are modules beside this one, imported when called.

    Args:
        modules: for each command, in the order of the help, the one line that says what it does; the module that
            bears its name has it as ``command``. A name that Python keeps for itself has an underscore behind it.
        prefix: what stands before each name in the name of its module.
    """

    def __init__(self, *args: Any, modules: Mapping[str, str], prefix: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._modules = modules
        self._prefix = prefix

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own signature
        """Return the names of the commands, in the order of the help."""
        return list(self._modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the command of that name; None where there is none."""
        if cmd_name not in self._modules:
            return None
        name = f"{self._prefix}{cmd_name}" + "_" * iskeyword(cmd_name)
        found = import_module(f"practice_tui.cli.{name}").command
        assert isinstance(found, click.Command)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list of commands into the help without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self._modules.items()))
