"""Citations as OpenAI's clients show them: a link for each marker of a text."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from seeds.document import Document
from service.answer import Answer, AnswerSentence, Citation
from service.link import source_url


def source_name(document: Document) -> str:
    """What a source is called; one that was retracted, or is not the work itself, says so."""
    name = document.shown_title
    if document.title and document.kind != "abstract":
        name = f"{document.kind.capitalize()}: {name}"
    return f"RETRACTED: {name}" if document.is_retracted else name


def marked(sentence: AnswerSentence) -> str:
    """A sentence with its markers, as it continues an answer."""
    words = [sentence.text, *map(_marker, sentence.citations)]
    return (" " if sentence.start else "") + " ".join(words)


def url_citations(
    sentence: AnswerSentence, cited: Mapping[int, Citation], service: str
) -> Iterator[dict[str, Any]]:
    """One for each marker behind a sentence, `answer[start_index:end_index]`, in code points."""
    end = sentence.end
    for number in sentence.citations:
        start = end + 1
        end = start + len(_marker(number))
        document = cited[number].document
        yield {
            "type": "url_citation",
            "start_index": start,
            "end_index": end,
            "title": source_name(document),
            "url": source_url(document, service),
        }


def all_url_citations(answer: Answer, service: str) -> list[dict[str, Any]]:
    """The citations of all markers of an answer."""
    cited = {citation.n: citation for citation in answer.citations}
    return [one for each in answer.sentences for one in url_citations(each, cited, service)]


def nested(citations: Iterable[Mapping[str, Any]], first: int = 0) -> list[dict[str, Any]]:
    """The citations as chat completions have them, numbered from `first` on.

    By `index` OpenAI's clients put together lists that come in pieces.
    """
    return [
        {
            "type": one["type"],
            "index": index,
            "url_citation": {name: value for name, value in one.items() if name != "type"},
        }
        for index, one in enumerate(citations, first)
    ]


def _marker(number: int) -> str:
    return f"[{number}]"
