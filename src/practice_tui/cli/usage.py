"""Wrong usage in one line: what was wrong, and what to do."""

from __future__ import annotations

import click

from practice_tui.cli.grammar import Explained

_MOST_CHARACTERS = 400


def explain(problem: click.UsageError) -> str:
    """Return the line for a wrong usage, without its ``error:``."""
    if isinstance(problem, Explained):
        return problem.message
    path = problem.ctx.command_path if problem.ctx else "practice"
    hint = f"{path} --help shows what it takes"
    if isinstance(problem, click.NoSuchOption) and problem.possibilities:
        hint = f"did you mean {problem.possibilities[0]}?"
    text = _what(problem)
    if len(text) > _MOST_CHARACTERS:
        text = f"{text[:_MOST_CHARACTERS]}…"
    return f"{text}; {hint}"


def _what(problem: click.UsageError) -> str:
    if isinstance(problem, click.NoSuchOption):
        return f"there is no option {problem.option_name[:60]}"
    if isinstance(problem, click.MissingParameter) and problem.param is not None:
        return f"{_name(problem.param)} is missing"
    if isinstance(problem, click.BadParameter) and problem.param is not None:
        return f"{_name(problem.param)}: {_continued(problem.message)}"
    return _continued(problem.format_message())


def _name(parameter: click.Parameter) -> str:
    if isinstance(parameter, click.Option):
        return f"{parameter.opts[0]} {parameter.metavar or ''}".strip()
    return parameter.metavar or parameter.human_readable_name


def _continued(message: str) -> str:
    """Return a sentence as a part of one."""
    message = message.removeprefix("Got ").rstrip(".")
    return message[:1].lower() + message[1:]
