"""The tools: what a client may call, how each is described, and what it does."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Generic

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from mcp_types import Tool, ToolAnnotations
from pydantic import BaseModel

from seeds.document import Document, document_json
from service.anagen import Anagen
from service.answer import Answer, answer_json
from service.claim import claimed_answer
from service.conversation.history import Turn
from service.http.asking import Asking
from service.http.body import BodyT
from service.http.filters import filters_of
from service.link import document_url
from service.mcp import arguments, schema
from service.mcp.resource import document_of, page_of
from service.standing import standing
from service.verification import faults_of, verification_json

_RESULTS = 10
_PASSAGES = 30

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Caller:
    """What tools work with: the collection, threads for questions, the service's address if any."""

    anagen: Anagen
    threads: CapacityLimiter
    service: str | None


@dataclass(frozen=True, slots=True)
class Call(Generic[BodyT]):
    """A tool: its description, the model of its arguments, and what it does with them."""

    name: str
    title: str
    description: str
    arguments: type[BodyT]
    result: type[BaseModel]
    run: Callable[[Caller, BodyT], Awaitable[Values]]

    @property
    def tool(self) -> Tool:
        """The description that clients get; no tool changes anything."""
        return Tool(
            name=self.name,
            title=self.title,
            description=self.description,
            input_schema=self.arguments.model_json_schema(),
            output_schema=self.result.model_json_schema(),
            annotations=ToolAnnotations(
                read_only_hint=True,
                destructive_hint=False,
                idempotent_hint=True,
                open_world_hint=False,
            ),
        )


async def _search(caller: Caller, asked: arguments.SearchArguments) -> Values:
    hits = await run_sync(
        lambda: caller.anagen.search(asked.query, top_k=_PASSAGES), limiter=caller.threads
    )
    found = {hit.document.id: hit.document for hit in hits}
    return {
        "results": [
            {
                "id": document.id,
                "title": document.shown_title,
                "url": page_of(document, caller.service),
            }
            for document in list(found.values())[:_RESULTS]
        ]
    }


async def _fetch(caller: Caller, asked: arguments.FetchArguments) -> Values:
    document = await run_sync(document_of, caller.anagen.collection, asked.id)
    return {
        "id": document.id,
        "title": document.shown_title,
        "text": document.text,
        "url": page_of(document, caller.service),
        "metadata": _metadata(document),
    }


def _metadata(document: Document) -> dict[str, str]:
    """What is known of a document, as text, since that is what readers of `fetch` take."""
    status, evidence = document.status, document.evidence
    known = {
        "kind": document.kind,
        "authors": "; ".join(document.authors),
        "journal": document.journal,
        "published": document.published,
        "doi": document.doi,
        "pmid": document.pmid,
        "about": document.about,
        "study_type": evidence.study_type if evidence else None,
        "status": f"{standing(status)} ({status.source})" if status else None,
    }
    return {name: value for name, value in known.items() if value}


async def _ask(caller: Caller, asked: arguments.AskArguments) -> Values:
    events = caller.anagen.events(
        asked.question,
        history=[Turn(turn.role, turn.content) for turn in asked.history or ()],
        top_k=asked.top_k,
        filters=filters_of(asked.filters),
        mode=asked.mode,
        length=asked.length,
    )
    answer = None
    with closing(Asking(events, caller.threads)) as asking:
        while not isinstance(answer, Answer):
            answer = await asking.next()
    return {**answer_json(answer), "links": _links(answer, caller.service)}


def _links(answer: Answer, service: str | None) -> list[Values]:
    return [
        {
            "n": one.n,
            "url": page_of(one.document, service),
            "marked": service and document_url(one.document.id, service, (one.start, one.end)),
        }
        for one in answer.citations
    ]


async def _verify(caller: Caller, asked: arguments.VerifyArguments) -> Values:
    claimed = claimed_answer(asked.answer)
    faults = await run_sync(faults_of, claimed, caller.anagen.collection)
    return verification_json(len(claimed.citations), faults)


async def _document(caller: Caller, asked: arguments.DocumentArguments) -> Values:
    return document_json(await run_sync(document_of, caller.anagen.collection, asked.id))


CALLS: tuple[Call[Any], ...] = (
    Call(
        "search",
        "Search documents",
        "Find documents of the collection (abstracts, summaries and snippets of biomedical works)"
        " by a question or by words, best first. `fetch` gives a document's text.",
        arguments.SearchArguments,
        schema.SearchSchema,
        _search,
    ),
    Call(
        "fetch",
        "Fetch a document",
        "The text of a document that `search` found, with its address to cite and what is known of"
        " it. `metadata.status` says if the work was retracted.",
        arguments.FetchArguments,
        schema.FetchSchema,
        _fetch,
    ),
    Call(
        "ask",
        "Ask the collection",
        "Answer a question from the collection alone. Each sentence of `answer` ends with markers"
        " such as [1] of its `citations`, whose `quote` stands word for word in the document;"
        " `links` says where each is read. Keep the markers when you pass the answer on. Where"
        " `status` is abstained the collection does not answer the question: say so and add"
        " nothing of your own as if it were from there.",
        arguments.AskArguments,
        schema.AskSchema,
        _ask,
    ),
    Call(
        "verify",
        "Verify an answer",
        "Check that every citation of an answer of `ask` still stands in its document; what does"
        " not hold is in `faults`.",
        arguments.VerifyArguments,
        schema.VerifySchema,
        _verify,
    ),
    Call(
        "document",
        "Show a document whole",
        "One document with all that is known of it: sections, evidence, status, sources. Offsets"
        " of citations count the code points of its `text`.",
        arguments.DocumentArguments,
        schema.DocumentSchema,
        _document,
    ),
)
