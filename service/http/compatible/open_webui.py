"""Open WebUI: what it asks beside its users' questions, and how it is told what was cited.

Read in version 0.12.4 (`utils/middleware.py`, `config.py`).
"""

import json
import re
from collections.abc import Sequence
from typing import Any

from starlette.datastructures import Headers

from service.answer import Citation
from service.http.compatible.citation import source_name
from service.link import source_url

_HEADER = "x-openwebui-chat-id"
_BUILT_IN = ("get_current_timestamp", "calculate_timestamp")
"""Tools that it offers in every chat, unasked."""
_TASK = "### Task:"
_DATA = re.compile(
    r"<chat_history>|(?P<context><context>)|### (?:Previous Summary|Messages Being Compacted):"
)
"""What ends the part of a prompt that says what to do, and begins what others wrote."""
_CONTEXT_END = "</context>"
_KEY = re.compile(r'"(title|tags|follow_ups|queries|prompt|text)"\s*:')
_TURN = re.compile(r"^(USER|ASSISTANT|SYSTEM|DEVELOPER|TOOL): ?", re.MULTILINE)
_LONGEST_TITLE = 60
_LONGEST_QUESTION = 300
"""Code points that are taken of a question in a chat."""


def reads_sources(headers: Headers, tools: Sequence[Any]) -> bool:
    """Whether a request comes from its server, which passes sources on to the browser.

    It says so by a header where its administrator sets that; else it is told by its own tools,
    unless a browser asks for it, whose connection passes no sources on.
    """
    return _HEADER in headers or (_brings_own(tools) and "origin" not in headers)


def is_open_webui(headers: Headers, tools: Sequence[Any]) -> bool:
    """Whether tools are offered only because Open WebUI always offers its own."""
    return _HEADER in headers or _brings_own(tools)


def _brings_own(tools: Sequence[Any]) -> bool:
    functions = [one.get("function", one) for one in tools if isinstance(one, dict)]
    names = [one.get("name") for one in functions if isinstance(one, dict)]
    return all(name in names for name in _BUILT_IN)


def source_json(citation: Citation, service: str) -> dict[str, Any]:
    """A citation as it shows one: the passage, and where that is from.

    It numbers sources by the first appearance of `metadata.source`, so that is different for
    each citation, and `[n]` opens the n-th. `distances` are left out: it would show them as
    percentages of relevance, and scores of a ranking are none.
    """
    name, url = source_name(citation.document), source_url(citation.document, service)
    key = f"{citation.document.id}#{citation.start}-{citation.end}"
    return {
        "source": {"id": key, "name": name, "url": url},
        "document": [citation.quote],
        "metadata": [{"source": key, "name": name, "source_url": url}],
    }


def asked_in(text: str) -> str:
    """The user's own words, without the context that is put before them where files are attached.

    That context is no evidence: it is not in the collection.
    """
    if not _is_task(text):
        return text
    return text.rpartition(_CONTEXT_END)[2].strip() or text


def background_reply(text: str) -> str | None:
    """What a prompt in the background gets at once, in the form it asks for; None for a question.

    Such prompts are for titles, tags, follow-ups and the like, over the chat that they hold.
    """
    if not _is_task(text):
        return None
    data = _DATA.search(text)
    key = _KEY.search(text[: data.start()] if data else text)
    if (data and data["context"]) or not (data or key):
        return None
    asked = _questions(text[data.end() :] if data else "")
    if key is None:
        return " ".join(["The user asked:", *asked[-10:]])
    return json.dumps({key[1]: _wanted(key[1], asked)}, ensure_ascii=False)


def _wanted(key: str, asked: Sequence[str]) -> str | list[str]:
    last = asked[-1] if asked else ""
    match key:
        case "title":
            return _short(asked[0]) if asked else "Anagen"
        case "tags":
            return ["Biomedicine"]
        case "queries":
            return [last] if last else []
        case "follow_ups":
            return []
        case "prompt":
            return last
        case _:
            return ""


def _questions(chat: str) -> list[str]:
    """What the user said in a chat, each on one line."""
    said = _TURN.split(chat.rpartition("</chat_history>")[0] or chat)[1:]
    turns = zip(said[::2], said[1::2], strict=True)
    asked = (
        " ".join(asked_in(text).split())[:_LONGEST_QUESTION]
        for role, text in turns
        if role == "USER"
    )
    return [question for question in asked if question]


def _short(question: str) -> str:
    if len(question) <= _LONGEST_TITLE:
        return question.rstrip("?？ ")
    start = question[:_LONGEST_TITLE]
    return (start.rpartition(" ")[0] or start) + "…"


def _is_task(text: str) -> bool:
    return text.lstrip().startswith(_TASK)
