"""Boilerplate: what publishers append to an abstract, which is nobody's finding.

A sentence is taken for boilerplate only where nothing but boilerplate follows it, and where it is a
fixed phrase of publishers or a copyright notice of names and years alone: one word of a statement
in it (`was`, `increased`, `12%`) keeps it.
"""

import itertools
from collections.abc import Iterable, Iterator

import regex

from seeds.document import Block
from seeds.sentence import sentence_spans

_LONGEST = 600
_FAR = 1_000  # what is looked at, from the end
# Without any of these there is no boilerplate; capitals differ, so that beginnings are left out.
_TELLING = (
    *(
        "©",
        "℗",
        "(c)",
        "(C)",
        "\ufffd",
        "&copy;",
        "opyright",
        "RIGHT",
        "ublished",
        "icenc",
        "icens",
    ),
    *("eserved", "sycI", "SYCI", "Verlag", "Ltd", " Inc", " AG", "LLC", "GmbH", " Press", "B.V"),
    *("B. V", "pen access", "pen-access", "overnment", "ermission", "mail", "upplement"),
    *("ee also", "ee the", "ee related", "ee accomp", "bstract "),
)
_PAGES = regex.compile(r"[:;]\s?\w?\d+\s?[-–]\s?\w?\d")
_MARK = r"(?:©|℗|\(c\)|\ufffd|&copy;)"
_YEAR = r"(?:1[89]|20)\d\d"
# A notice has one of these at its beginning; "(c)" alone may list something.
_NOTICE = regex.compile(
    rf"(?i:(?:crown\s+)?copyright:?|{_MARK})\s*(?i:{_MARK})?\s*,?\s*"
    rf"(?:(?i:by\s)|(?i:the\sauthors?)|{_YEAR}(?!\s\p{{Ll}}{{3}})|(?=\p{{Lu}})|$)"
    rf"|(?i:published\s+(?:online\s+)?(?:by|on\s+behalf\s+of))\s+(?=\p{{Lu}}|the\s+\p{{Lu}})"
    rf"|(?i:the\s+author(?:\(s\)|s),)|(?i:licensee)\s+(?=\p{{Lu}})|(?i:all\s+rights\s+reserved)"
    rf"|(?:{_YEAR}\s+)?(?=\p{{Lu}}[\p{{L}} .,&()·-]{{2,60}}"
    r"(?:\bInc\b|\bAG\b(?!-)|\bLtd|\bLLC|GmbH|\bPress\b|B\.\s?V\.|\bVerlag\b|\bpublished\sby\b))"
)
# All of its words in small letters are among these.
_NAMING = regex.compile(
    "(?:a|al|all|an|and|article|at|authors?|behalf|blackwell|by|c|co|com|company|compilation|corp"
    "|copyright|crown|de|del|der|des|division|du|e|elsevier|et|exclusive|for|gmbh|holder|in|inc"
    "|incorporated|journal|la|licen[cs]ed?|licensee|limited|ltd|m|of|on|online|organization|part"
    "|permission|press|protected|published|publishers?|publishing|reprinted|reserved|rights?|s|the"
    "|this|to|und|under|university|v|van|verlag|von|wiley|wileyonlinelibrary|with|www|y|org)"
)
_WORD = regex.compile(r"\p{L}+")
_STATISTIC = regex.compile(r"[%=<>±≤≥≈]|\bn\s*=|\d\.\d")
_PHRASE = regex.compile(
    r"(?:this\s+article\s+is\s+protected\s+by\s+copyright"
    r"|(?:this|it)\s+is\s+an?\s+open[- ]access\s+(?:article|paper)\b.*"
    r"|(?:an?\s+)?open[- ]access\s+article\s+(?:distributed|published|licensed|under)\b.*"
    r"|this\s+(?:article|work|paper)\s+is\s+(?:licensed|distributed|published|made\s+available)"
    r"\s+(?:open\s+access\s+)?under\b.*"
    r"|(?:for\s+permissions?,?\s*)?please\s+e-?mail:?\s*\S+@\S+"
    r"|for\s+(?:reprints\s+and\s+)?permissions?,?\s+(?:please\s+)?(?:e-?mail|contact|visit|see)\b.*"
    r"|\(?psyc(?:info|article)s?\s+database\s+record\b.*"
    r"|published\s+(?:online\s+)?\d{4}|this\s+article\s+is\s+a\s+u\.?\s?s\.?\s+government\s+work\b.*"
    r"|the\s+online\s+version\s+of\s+this\s+article\b.*\bsupplement(?:ary|al)\s+material\b.*"
    r"|(?:electronic\s+)?supplement(?:ary|al)\s+material:?(?:\s+the\s+online\s+version\b.*)?"
    r"|supplement(?:ary|al)\s+(?:data|materials?|information)\s+(?:is|are)\s+available\s+"
    r"(?:at|for\s+this\s+article|from|in\s+the\s+online|online|on)\b.*"
    r"|see\s+(?:also\s+)?(?:the\s+)?(?:related|accompanying)\s+"
    r"(?:articles?|commentary|commentaries|editorials?|highlights?|perspectives?)\b.*"
    r"|all\s+rights\s+(?:are\s+)?reserved|no\s+abstract(?:\s+is)?\s+available"
    r"|\[?abstract\s+(?:not\s+available|available\s+from\s+the\s+publisher)\]?"
    # the abstract's own citation: "Ann Neurol 2010;68:1-5", "J. Cell. Biochem. 110: 1-9, 2010"
    rf"|(?:\p{{L}}+\.?\s){{1,5}}{_YEAR};\s?\d+\s?(?:\(\d+\))?:\s?\w?\d+\s?[-–]\s?\w?\d+"
    rf"|(?:\p{{L}}+[.;]?\s){{1,5}}\d+\s?(?:\(\d+\))?[:;]\s?\d+\s?[-–]\s?\d+(?:,\s{_YEAR})?)[.\s]*",
    regex.IGNORECASE | regex.DOTALL,
)
_GLUED = regex.compile(
    rf"(?<=[.!?)\]])\s?(?=(?:[Cc]opyright\s*)?{_MARK}|[Cc]opyright\s+(?:{_YEAR}|by\b)"
    r"|Published\s+by\s+\p{Lu}|Crown\s+Copyright|\(?Psyc[A-Z]|Licensee\s|See\s+(?:also|related)\s"
    r"|Electronic\s+supplementary\s"
    rf"|{_YEAR}\s+\p{{Lu}}[\p{{L}} .,&()·-]{{2,60}}"
    r"(?:\bInc\b|\bLtd|\bLLC|GmbH|B\.\s?V\.|\bVerlag\b))"
)


def without_boilerplate(text: str) -> str:
    """A text without the boilerplate at its end; what is kept is its beginning, unchanged."""
    kept = text.rstrip()
    far = max(0, len(kept) - _FAR)
    end = kept[-_LONGEST:]
    if not (any(word in end for word in _TELLING) or _PAGES.search(end)):
        return kept  # so are most texts, and finding their sentences takes time
    for start, end_ in reversed(list(_pieces(text, far))):
        if not _is_boilerplate(text[start:end_]):
            break
        kept = text[:start].rstrip()
    return kept


def evidence_blocks(blocks: Iterable[Block]) -> list[Block]:
    """The blocks of an abstract without the boilerplate at its end, and none without text."""
    kept = [block for block in blocks if block.text]
    while kept:
        last = kept.pop()
        if text := without_boilerplate(last.text):
            return [*kept, Block(last.label, text)]
    return []


def _pieces(text: str, far: int) -> Iterator[tuple[int, int]]:
    """Spans of the last sentences, parted also where a notice follows without a space."""
    spans = sentence_spans(text[far:])
    for start, end in spans[1:] if far else spans:  # the first may have begun before
        borders = [cut.end() for cut in _GLUED.finditer(text, far + start + 1, far + end)]
        yield from itertools.pairwise([far + start, *borders, far + end])


def _is_boilerplate(piece: str) -> bool:
    piece = piece.strip()
    if len(piece) > _LONGEST:
        return False
    if _PHRASE.fullmatch(piece):
        return True
    if not _NOTICE.match(piece) or _STATISTIC.search(piece):
        return False
    small = (word for word in _WORD.findall(piece) if word[0].islower())
    return all(map(_NAMING.fullmatch, small))
