"""Asking and searching over HTTP."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from pydantic import TypeAdapter

from service.http.schema import AnswerSchema, HitsSchema

Refused = Callable[[httpx.Response, int], dict[str, Any]]
ARTICLE = "doi:10.1111/jocd.16683"
QUESTION = "Do exosomes help patients with acquired trichorrhexis nodosa?"


def test_an_answer_quotes_its_documents_exactly(client: httpx.Client) -> None:
    """Each citation of an answer can be checked with nothing but what HTTP gives."""
    answer = client.post("/v1/ask", json={"question": QUESTION}).json()
    AnswerSchema.model_validate(answer)
    assert answer["status"] == "answered"
    assert ARTICLE in [citation["document"]["id"] for citation in answer["citations"]]
    for citation in answer["citations"]:
        document = client.get(f"/v1/documents/{citation['document']['id']}").json()
        assert document["text"][citation["start"] : citation["end"]] == citation["quote"]
    for sentence in answer["sentences"]:
        assert answer["answer"][sentence["start"] : sentence["end"]] == sentence["text"]


def test_a_question_outside_the_collection_is_abstained_from(client: httpx.Client) -> None:
    """Abstaining is an answer, not an error."""
    response = client.post("/v1/ask", json={"question": "What is the capital of France?"})
    assert response.status_code == 200
    AnswerSchema.model_validate(response.json())
    assert response.json()["abstain_reason"] == "off_topic"
    assert response.json()["citations"] == []


def test_search_gives_passages_best_first(client: httpx.Client) -> None:
    """A hit's text stands in its document where it says; ranks count from 1 as scores fall."""
    found = client.post("/v1/search", json={"query": "hair regrowth after chemotherapy"}).json()
    HitsSchema.model_validate(found)
    hits = found["hits"]
    assert [hit["rank"] for hit in hits] == list(range(1, len(hits) + 1))
    assert [hit["score"] for hit in hits] == sorted((hit["score"] for hit in hits), reverse=True)
    for hit in hits:
        text = client.get(f"/v1/documents/{hit['doc_id']}").json()["text"]
        assert text[hit["start"] : hit["end"]] == hit["text"]
        assert hit["document"]["id"] == hit["doc_id"]


def test_top_k_bounds_the_hits(client: httpx.Client) -> None:
    """No more hits come than were asked for."""
    found = client.post("/v1/search", json={"query": "hair", "top_k": 2}).json()
    assert len(found["hits"]) == 2


@pytest.mark.parametrize(
    ("filters", "kinds"),
    [
        ({"kind": "abstract"}, {"abstract"}),
        ({"kind": ["summary", "abstract"]}, {"summary", "abstract"}),
        ({"doc_ids": [ARTICLE]}, {"abstract"}),
        ({"doc_ids": ["https://doi.org/10.1111/JOCD.16683"]}, {"abstract"}),
        ({"doc_ids": []}, set()),
        ({"year_from": 2024, "year_to": 2024, "kind": "snippet"}, {"snippet"}),
        ({"year_from": 1, "year_to": 1900}, set()),
        ({"journal": "journal of cosmetic dermatology"}, {"abstract"}),
        ({"journal": ["No Such Journal"]}, set()),
        ({"language": "xx"}, set()),
        ({"study_type": "case_series", "kind": "abstract"}, {"abstract"}),
        ({"study_type": ["case_series", "cohort"], "kind": ["abstract"]}, {"abstract"}),
        ({"species": "Human", "kind": "abstract"}, {"abstract"}),
        ({"species": ["zebrafish"]}, set()),
        ({"exclude_retracted": False, "kind": "summary"}, {"summary"}),
        (None, {"abstract", "summary", "snippet"}),
    ],
)
def test_filters_bound_what_is_found(
    client: httpx.Client, filters: dict[str, Any] | None, kinds: set[str]
) -> None:
    """Only documents that meet the filters come, whether a value or a list is given."""
    found = client.post("/v1/search", json={"query": "hair exosomes", "filters": filters})
    assert {hit["document"]["kind"] for hit in found.json()["hits"]} == kinds


def test_a_retracted_work_is_found_and_quoted_only_where_asked_for(
    writable: httpx.Client,
) -> None:
    """Its status is in the hit and in the citation."""
    text = "Minoxidil foam raised hair density in forty men with androgenetic alopecia."
    status = {"kind": "retracted", "date": "2021-05-04", "source": "the journal"}
    sent = {"documents": [{"id": "r", "text": text, "status": status}]}
    assert writable.post("/v1/documents", json=sent).json()["added"] == ["key:r"]
    asked = {"question": "Did minoxidil foam raise hair density in men?"}
    answer = writable.post("/v1/ask", json=asked).json()
    assert "key:r" not in {one["document"]["id"] for one in answer["citations"]}
    asked_for = {"filters": {"exclude_retracted": False}}
    [citation] = writable.post("/v1/ask", json=asked | asked_for).json()["citations"]
    assert (citation["quote"], citation["document"]["status"]) == (text, status)
    query = {"query": asked["question"]}
    found = writable.post("/v1/search", json=query).json()["hits"]
    assert "key:r" not in {hit["doc_id"] for hit in found}
    found = writable.post("/v1/search", json=query | asked_for).json()["hits"]
    assert (found[0]["doc_id"], found[0]["document"]["status"]) == ("key:r", status)


def test_a_filter_may_name_very_many_documents(client: httpx.Client) -> None:
    """Twenty thousand ids are as good as one."""
    filters = {"doc_ids": [ARTICLE, *(f"pmid:{n + 1}" for n in range(20_000))]}
    found = client.post("/v1/search", json={"query": "hair", "filters": filters}).json()
    assert {hit["doc_id"] for hit in found["hits"]} == {ARTICLE}


def test_filters_that_leave_nothing_make_an_answer_abstain(client: httpx.Client) -> None:
    """Where nothing may be searched, the reason is that there is no evidence."""
    body = {"question": QUESTION, "filters": {"year_to": 1900}}
    assert client.post("/v1/ask", json=body).json()["abstain_reason"] == "no_evidence"


@pytest.mark.parametrize(
    ("body", "field", "said"),
    [
        ({}, "question", "is missing"),
        ({"question": 5}, "question", "must be text, not 5"),
        ({"question": None}, "question", "must be text, not null"),
        ({"question": "a", "top_k": 0}, "top_k", "must be at least 1, not 0"),
        ({"question": "a", "top_k": 10_000}, "top_k", "must be at most 1,000, not 10000"),
        ({"question": "a", "top_k": "10"}, "top_k", "must be a whole number, not '10'"),
        ({"question": "a", "top_k": True}, "top_k", "must be a whole number, not true"),
        ({"question": "a", "top_k": 1.5}, "top_k", "must be a whole number, not 1.5"),
        ({"question": "a", "top_k": 10**40}, "top_k", "must be at most 1,000"),
        ({"question": "a", "topk": 5}, "topk", "(did you mean top_k?)"),
        (
            {"question": "a", "xyz": 5},
            "xyz",
            "(known: question, history, filters, top_k, mode, length",
        ),
        ({"question": "a", "messages": []}, "messages", "is not a known field"),
        ({"question": "a", "stream": "yes"}, "stream", "must be true or false, not 'yes'"),
        ({"question": "a", "length": "tiny"}, "length", "must be 'short' or 'long'"),
        ({"question": "a", "mode": "fast"}, "mode", "must be 'auto', 'local' or 'llm'"),
        ({"question": "a", "filters": []}, "filters", "must be a JSON object, not a list of 0"),
        (
            {"question": "a", "filters": {"yearfrom": 2020}},
            "filters.yearfrom",
            "(did you mean year_from?)",
        ),
        (
            {"question": "a", "filters": {"study_type": ["cohort", "trial"]}},
            "filters.study_type[1]",
            "must be 'meta_analysis', 'systematic_review', 'randomised_trial',"
            " 'non_randomised_trial', 'cohort', 'case_control', 'cross_sectional', 'case_series',"
            " 'case_report', 'animal', 'in_vitro', 'in_silico', 'review', 'guideline', 'protocol',"
            " 'editorial' or 'other', not 'trial'",
        ),
        ({"question": "a", "filters": {"study_type": []}}, "filters.study_type", "an empty list"),
        ({"question": "a", "filters": {"species": 5}}, "filters.species", "must be a list, not 5"),
        (
            {"question": "a", "filters": {"exclude_retracted": "no"}},
            "filters.exclude_retracted",
            "must be true or false, not 'no'",
        ),
        ({"question": "a", "filters": {"year_from": 0}}, "filters.year_from", "at least 1"),
        ({"question": "a", "filters": {"year_to": 10_000}}, "filters.year_to", "at most 9,999"),
        ({"question": "a", "filters": {"year_to": "2020"}}, "filters.year_to", "whole number"),
        (
            {"question": "a", "filters": {"year_from": 2021, "year_to": 2020}},
            "filters",
            "have year_from 2021 after year_to 2020: swap them",
        ),
        (
            {"question": "a", "filters": {"kind": "abstracts"}},
            "filters.kind[0]",
            "must be 'abstract', 'summary' or 'snippet', not 'abstracts'",
        ),
        ({"question": "a", "filters": {"journal": []}}, "filters.journal", "an empty list"),
        ({"question": "a", "filters": {"journal": [1]}}, "filters.journal[0]", "must be text"),
        ({"question": "a", "filters": {"journal": "\x00"}}, "filters.journal[0]", "U+0000"),
        ({"question": "a", "filters": {"language": "\ud800"}}, "filters.language[0]", "U+D800"),
        ({"question": "a", "filters": {"doc_ids": "x"}}, "filters.doc_ids", "must be a list"),
    ],
)
def test_a_field_that_cannot_be_used_is_named(
    client: httpx.Client, refused: Refused, body: dict[str, Any], field: str, said: str
) -> None:
    """A refusal names the field, what was sent, and what is right."""
    content = json.dumps(body)
    response = client.post("/v1/ask", content=content, headers={"Content-Type": "application/json"})
    problem = refused(response, 422)
    assert [error["field"] for error in problem["errors"]] == [field]
    assert said in problem["errors"][0]["reason"]
    assert field in problem["detail"]


def test_all_faulty_fields_are_named_at_once(client: httpx.Client, refused: Refused) -> None:
    """Who mends a request need not send it once for each fault."""
    problem = refused(client.post("/v1/search", json={"top_k": 0, "querry": "a"}), 422)
    assert {error["field"] for error in problem["errors"]} == {"query", "top_k", "querry"}


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("", "empty"),
        (" \n\t ", "empty"),
        ("?!…", "empty"),
        ("a" * 100_000, "100,000 characters; at most 4,000"),
        ("hair\x00loss", "U+0000 at character 5"),
        ("hair \ud800", "U+D800"),
    ],
    ids=["empty", "white", "marks", "long", "null", "surrogate"],
)
@pytest.mark.parametrize(("route", "field"), [("ask", "question"), ("search", "query")])
def test_a_question_that_cannot_be_asked_is_refused(
    client: httpx.Client, refused: Refused, question: str, said: str, route: str, field: str
) -> None:
    """An empty, endless or unreadable question says what is wrong with it."""
    response = client.post(
        f"/v1/{route}",
        content=json.dumps({field: question}),
        headers={"Content-Type": "application/json"},
    )
    assert said in refused(response, 422)["detail"]


@pytest.mark.parametrize(
    "question",
    [
        "间充质干细胞外泌体治疗获得性毛囊角化症有效吗？",
        "🧬 Do exosomes help hair? 💇🏽‍♀️",
        '"AND OR NOT" -omics IL-6 title:* (a [b {c ~2 ^3 \\',
        "Помогают ли экзосомы?",
        "e\u0301 \u202e exosomes",
        "'; DROP TABLE documents; --",
    ],
)
def test_a_question_is_text_in_any_script(client: httpx.Client, question: str) -> None:
    """No character of a question is syntax, and it comes back as it was sent."""
    response = client.post("/v1/ask", json={"question": question})
    assert response.status_code == 200
    AnswerSchema.model_validate(response.json())
    assert response.json()["question"] == question
    assert response.encoding == "utf-8"


def test_responses_are_readable_utf_8(client: httpx.Client) -> None:
    """Chinese in a response is Chinese, not escapes."""
    question = "外泌体治疗有效吗？"
    response = client.post("/v1/ask", json={"question": question})
    assert question.encode() in response.content


def test_eight_questions_at_once_get_their_own_answers(client: httpx.Client) -> None:
    """Questions do not disturb each other: each gets the answer that it gets alone."""
    questions = [QUESTION, "Which vesicles improved skin in graft-versus-host disease?"] * 4

    def asked(question: str) -> tuple[str, str]:
        answer = client.post("/v1/ask", json={"question": question}).json()
        return answer["question"], answer["answer"]

    alone = [asked(question) for question in questions]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(asked, questions)) == alone


def test_the_answer_is_the_same_each_time(client: httpx.Client) -> None:
    """The same question of the same collection gets the same sentences."""
    answers = TypeAdapter(list[AnswerSchema]).validate_python(
        [client.post("/v1/ask", json={"question": QUESTION}).json() for _ in range(2)]
    )
    assert answers[0].answer == answers[1].answer
    assert answers[0].id != answers[1].id
