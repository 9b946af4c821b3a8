"""The page of a document: for people, one file without scripts, with a span of the text marked."""

import base64
import hashlib
from collections.abc import Iterator
from html import escape

from starlette.responses import HTMLResponse

from seeds.document import Document
from seeds.evidence import Evidence
from service.link import MARKED, own_page
from service.standing import standing

Span = tuple[int, int]

_KINDS = {
    "abstract": "Abstract, the authors’ own words",
    "summary": "Summary: somebody else’s words about a work",
    "snippet": "Snippet: a passage from or about a work",
}
_STYLE = """
:root{color-scheme:light dark;--ink:#1b1b1b;--paper:#fff;--soft:#555;--line:#bbb;--link:#0b57d0;
--mark:#ffe27a;--alert:#8c1d18;--alarm:#fde7e5}
@media(prefers-color-scheme:dark){:root{--ink:#e8e8e8;--paper:#161616;--soft:#b0b0b0;--line:#555;
--link:#8ab4f8;--mark:#6b5200;--alert:#ffb4ab;--alarm:#3a1512}}
body{background:var(--paper);color:var(--ink);font:1.0625rem/1.6 system-ui,sans-serif;
max-width:42rem;margin:0 auto;padding:1.5rem 1rem 4rem;overflow-wrap:anywhere}
h1{font-size:1.5rem;line-height:1.25}h2{font-size:1rem;margin:1.5rem 0 .25rem}
a{color:var(--link)}p.text{white-space:pre-wrap;margin:0}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;color:var(--soft);
border-block:1px solid var(--line);padding:.75rem 0}dt{font-weight:600}dd{margin:0}
.alert{background:var(--alarm);color:var(--alert);border:2px solid;padding:.5rem .75rem;
position:sticky;top:0}
mark{background:var(--mark);color:inherit;border-bottom:2px solid;scroll-margin:30vh}
mark:focus{outline:2px solid var(--link);outline-offset:2px}
.heard{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);
white-space:nowrap;user-select:none}
@media(max-width:30rem){dl{display:block}dd{margin:0 0 .5rem}}
"""
_DIGEST = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_HEADERS = {
    "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{_DIGEST}';"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def page_response(document: Document, span: Span | None) -> HTMLResponse:
    """The page as a response that lets a browser do nothing but show it."""
    return HTMLResponse(document_page(document, span), headers=_HEADERS)


def document_page(document: Document, span: Span | None) -> str:
    """The page; a browser scrolls to the span, where there is one, and a screen reader tells it."""
    title = escape(document.shown_title)
    language = f' lang="{escape(document.language)}"' if document.language else ""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE}</style></head><body><main>"
        f"{_alert(document)}<h1{language} dir=auto>{title}</h1>"
        f"<dl>{''.join(_facts(document))}</dl>"
        f"<article{language}>{''.join(_text(document, span))}</article></main></body></html>\n"
    )


def _alert(document: Document) -> str:
    if document.status is None:
        return ""
    told = escape(f"{standing(document.status)} ({document.status.source})")
    return f'<p class="alert" role="alert"><strong>{told}</strong></p>'


def _facts(document: Document) -> Iterator[str]:
    page = own_page(document)
    link = f'<a href="{escape(page)}" rel="noopener noreferrer">{escape(page)}</a>' if page else ""
    facts = (
        ("What this is", escape(_KINDS[document.kind])),
        ("About", escape(document.about or "")),
        ("Authors", escape(", ".join(document.authors))),
        ("Journal", escape(document.journal or "")),
        ("Published", escape(document.published or "")),
        ("Evidence", escape(_evidence(document.evidence) if document.evidence else "")),
        ("Source", link),
        ("Id", escape(document.id)),
    )
    return (f"<dt>{name}</dt><dd dir=auto>{value}</dd>" for name, value in facts if value)


def _evidence(evidence: Evidence) -> str:
    known = (
        evidence.study_type and evidence.study_type.replace("_", " "),
        evidence.sample_size and f"sample size {evidence.sample_size:,}",
        *evidence.species,
    )
    return ", ".join(part for part in known if part)


def _text(document: Document, span: Span | None) -> Iterator[str]:
    """The text in its sections, what of the span lies in each of them marked."""
    parts = _parts(document)
    touched = [part for _, part in parts if span and part[0] < span[1] and span[0] < part[1]]
    for label, part in parts:
        if label:
            yield f"<h2 dir=auto>{escape(label)}</h2>"
        shown = escape(document.text[slice(*part)])
        if span and part in touched:
            marked = (max(span[0], part[0]), min(span[1], part[1]))
            mark = _mark(document.text[slice(*marked)], part == touched[0], part == touched[-1])
            before, after = (part[0], marked[0]), (marked[1], part[1])
            shown = f"{escape(document.text[slice(*before)])}{mark}"
            shown += escape(document.text[slice(*after)])
        yield f'<p class="text" dir=auto>{shown}</p>'


def _parts(document: Document) -> list[tuple[str | None, Span]]:
    """The sections with their labels, and what stands before, between and after them."""
    parts: list[tuple[str | None, Span]] = []
    at = 0
    for section in document.sections:
        parts += [(None, (at, section.start)), (section.label, (section.start, section.end))]
        at = section.end
    parts.append((None, (at, len(document.text))))
    return [part for part in parts if document.text[slice(*part[1])].strip()]


def _mark(cited: str, is_first: bool, is_last: bool) -> str:
    """A part of the span; its first takes the focus, which scrolls there without a fragment too."""
    place = f' id="{MARKED}" tabindex="-1" autofocus' if is_first else ""
    begins = '<span class="heard">Marked passage begins. </span>' if is_first else ""
    ends = '<span class="heard"> Marked passage ends. </span>' if is_last else ""
    return f"<mark{place}>{begins}{escape(cited)}{ends}</mark>"
