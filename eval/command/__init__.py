"""The evaluation on the command line."""

from collections.abc import Sequence

import typer

from embeddings.collection import CollectionError
from embeddings.encoder import EncoderError
from eval.command import (
    abstaining,
    answers,
    comparison,
    conversations,
    evidence,
    guard,
    mutants,
    retrieval,
    scoring,
)
from service.command.terminal import warn
from service.error import InputError

_BAD = 2
_INTERRUPTED = 130


def create_command() -> typer.Typer:
    """The command with its subcommands."""
    command = typer.Typer(
        name="anagen-eval",
        help="Figures of search and answers on data sets in BEIR's layout, and of any TREC run.",
        add_completion=False,
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    for run, name in (
        (retrieval.retrieval, "retrieval"),
        (answers.answers, "answers"),
        (abstaining.abstain, "abstain"),
        (scoring.score, "score"),
        (comparison.compare, "compare"),
        (conversations.conversations, "conversations"),
        (evidence.evidence, "evidence"),
        (guard.guard, "guard"),
        (mutants.mutants, "mutants"),
    ):
        command.command(name)(run)
    return command


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code: 0 done, 1 a check failed, 2 wrong usage or input."""
    try:
        create_command()(args=arguments, prog_name="anagen-eval")
    except (InputError, CollectionError, EncoderError) as error:
        warn(f"anagen-eval: {error}")
    except OSError as error:
        named = f"{error.filename}: " if error.filename else ""
        warn(f"anagen-eval: {named}{error.strerror or error}")
    except SystemExit as end:
        if end.code == _INTERRUPTED:
            warn("anagen-eval: interrupted. What was indexed is kept, and gone on from.")
        return end.code if isinstance(end.code, int) else 0
    return _BAD
