"""Anagen on the command line."""

from collections.abc import Sequence

import typer

from embeddings.collection import CollectionError
from embeddings.encoder import EncoderError
from service.command import (
    collecting,
    collection,
    documents,
    ingestion,
    key,
    mcp,
    questions,
    server,
    verification,
)
from service.command.terminal import warn
from service.error import InputError

_BAD = 2
_INTERRUPTED = 130


def create_command() -> typer.Typer:
    """The command with its subcommands."""
    command = typer.Typer(
        name="anagen",
        help="Answers over biomedical abstracts and snippets, every sentence with a citation.",
        add_completion=False,
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    for run, name in (
        (ingestion.ingest_sources, "ingest"),
        (collecting.collect, "collect"),
        (questions.ask, "ask"),
        (questions.search, "search"),
        (server.serve, "serve"),
        (mcp.mcp, "mcp"),
        (key.key, "key"),
        (documents.list_documents, "list"),
        (documents.show, "show"),
        (documents.delete, "delete"),
        (verification.verify, "verify"),
        (collection.check, "check"),
        (collection.rebuild, "rebuild"),
    ):
        command.command(name)(run)
    return command


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code: 0 done, 1 a check failed, 2 wrong usage or input."""
    try:
        create_command()(args=arguments, prog_name="anagen")
    except (InputError, CollectionError, EncoderError) as error:
        warn(f"anagen: {error}")
    except OSError as error:
        named = f"{error.filename}: " if error.filename else ""
        warn(f"anagen: {named}{error.strerror or error}")
    except SystemExit as end:
        if end.code == _INTERRUPTED:
            warn("anagen: interrupted. What was acknowledged before is kept.")
        return end.code if isinstance(end.code, int) else 0
    return _BAD
