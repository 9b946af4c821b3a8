"""Commands that ask: `ask` and `search`."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text
from typer import Argument, Option

from embeddings.filters import Filters
from seeds.document import Document
from service.anagen import DEFAULT_TOP_K, Anagen, Mode
from service.answer import Answer, Citation, answer_json
from service.bootstrap import encoder_of, existing_collection, language_model
from service.command.filters import with_filters
from service.command.history import read_history
from service.command.options import CollectionOption, JsonOption, LengthOption, TopKOption
from service.command.terminal import line_of, print_exactly, print_json, print_text, warn
from service.error import InputError
from service.evidence_line import DISAGREE
from service.export.form import Format
from service.listing import hits_json
from service.question import LONGEST_QUESTION
from service.retrieval import Hit
from service.settings import read_settings
from service.standing import standing


@with_filters
def ask(
    question: Annotated[
        str, Argument(metavar="QUESTION", help="What to answer, in words; - reads it from stdin.")
    ],
    filters: Filters,
    history: Annotated[
        Path | None,
        Option(
            metavar="FILE",
            help="What was said before: an answer that --json printed, or JSON"
            ' [{"role": "user", "content": "…"}, …].',
        ),
    ] = None,
    top_k: TopKOption = DEFAULT_TOP_K,
    mode: Annotated[
        Mode,
        Option(
            help="llm: in the words of the language model that ANAGEN_LLM__BASE_URL names; local:"
            " in the documents' own; auto: llm where there is one."
        ),
    ] = "auto",
    length: LengthOption = "short",
    form: Annotated[
        Format | None,
        Option("--format", help="Print the works that the answer cites, for other programs."),
    ] = None,
    collection: CollectionOption = None,
    json: JsonOption = False,
) -> None:
    """Answer a question, or say why not.

    Every sentence of the answer carries the number of its citation.
    """
    if form and json:
        raise InputError("Give either --json, the answer, or --format, the works that it cites.")
    before = read_history(history) if history else ()
    with _existing(collection) as anagen:
        answer = anagen.ask(
            _typed(question),
            history=before,
            top_k=top_k,
            filters=filters,
            mode=mode,
            length=length,
        )
    if answer.degraded_reason:
        warn(f"anagen: the answer is degraded. {answer.degraded_reason}")
    if form:
        _print_works(answer, form, read_settings(collection).public_url)
    elif json:
        print_json(answer_json(answer))
    else:
        print_text(*_shown_answer(answer))


@with_filters
def search(
    query: Annotated[
        str, Argument(metavar="QUERY", help="What to look for, in words; - reads it from stdin.")
    ],
    filters: Filters,
    top_k: TopKOption = DEFAULT_TOP_K,
    collection: CollectionOption = None,
    json: JsonOption = False,
) -> None:
    """Find the passages that fit best."""
    with _existing(collection) as anagen:
        hits = anagen.search(_typed(query), top_k=top_k, filters=filters)
    if json:
        print_json(hits_json(hits))
    else:
        print_text(*_shown_hits(hits))


@contextmanager
def _existing(folder: Path | None) -> Iterator[Anagen]:
    settings = read_settings(folder)
    encoder = encoder_of(settings)
    with (
        existing_collection(settings, encoder) as collection,
        language_model(settings, encoder) as model,
    ):
        yield Anagen(collection, encoder, model)


def _typed(question: str) -> str:
    if question != "-":
        return question
    try:
        return sys.stdin.read(LONGEST_QUESTION + 1)
    except UnicodeDecodeError as error:
        raise InputError(
            f"The question on standard input is not {error.encoding} at byte {error.start}."
        ) from error


def _print_works(answer: Answer, form: Format, service: str | None) -> None:
    # citeproc-py and rispy take a while to import, which other questions must not wait for.
    from service.export.export import exported

    if answer.abstain_reason:
        warn(f"anagen: {answer.text} {answer.hint or ''}")
    print_exactly(exported(answer, form, service))


def _shown_answer(answer: Answer) -> Iterator[RenderableType]:
    if answer.standalone_question != answer.question:
        yield Text(f"Asked: {line_of(answer.standalone_question)}\n")
    retracted = [f"[{one.n}]" for one in answer.citations if one.document.is_retracted]
    if retracted:
        yield Text(f"RETRACTED: this answer rests on retracted work, {' '.join(retracted)}.\n")
    yield Text(line_of(answer.text))
    if answer.hint:
        yield Text(f"\n{line_of(answer.hint)}")
    if answer.evidence_line:
        line = line_of(answer.evidence_line)
        yield Text(f"\n{line}." if line.startswith(DISAGREE) else f"\nRests on {line}.")
    for citation in answer.citations:
        yield from _shown_citation(citation)
    if answer.removed:
        yield Text("\nRemoved, since the evidence does not bear it out:")
    for removed in answer.removed:
        yield _numbered("-", line_of(removed.text), f"{removed.support}: {line_of(removed.reason)}")


def _shown_citation(citation: Citation) -> Iterator[RenderableType]:
    yield Text()
    yield _numbered(
        f"[{citation.n}]",
        _heading(citation.document),
        _whereabouts(citation.document, citation.section),
        *_standing(citation.document),
        f"“{line_of(citation.quote)}”",
    )


def _shown_hits(hits: Sequence[Hit]) -> Iterator[RenderableType]:
    if not hits:
        yield Text(
            "Nothing was found: the collection is empty, or the filters leave nothing of it."
        )
    for hit in hits:
        if hit.rank > 1:
            yield Text()
        yield _numbered(
            f"{hit.rank}.",
            _heading(hit.document),
            f"{_whereabouts(hit.document, hit.passage.section)}, score {hit.score:.2f}",
            *_standing(hit.document),
            line_of(hit.passage.text),
        )


def _numbered(number: str, heading: str, *lines: str) -> Table:
    table = Table.grid(padding=(0, 1))
    table.add_row(Text(number, style="bold"), Text(heading, style="bold"))
    for line in lines:
        table.add_row("", Text(line))
    return table


def _heading(document: Document) -> str:
    title = line_of(document.shown_title)
    return f"{document.kind.capitalize()}: {title}" if document.title else title


def _standing(document: Document) -> Iterator[str]:
    """The line that says what became of a work, where something did."""
    if status := document.status:
        words = standing(status)
        shown = words.replace("Retracted", "RETRACTED", 1) if document.is_retracted else words
        yield line_of(f"{shown} ({status.source})")


def _whereabouts(document: Document, section: str | None) -> str:
    # A document without a title is headed by its journal and date.
    known = (document.journal, document.published) if document.title else ()
    return ", ".join(line_of(part) for part in (*known, document.id, section) if part)
