"""APA: a list of references for people to read, in the style of the 7th edition.

The style is ours, in CSL: the one of CSL's own collection prints the title of a work without
authors twice under citeproc-py, and comes in a package of 89 MB.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON

from service.export.csl_json import csl_of
from service.export.work import Work

# citeproc-py puts a full stop behind whatever a title ends with.
_DOUBLE_STOP = re.compile(r"([?!.])\.(?= |$)")
_STYLE = Path(__file__).with_name("apa.csl")


def apa(works: Sequence[Work]) -> str:
    """A reference a line, in the order of the works, which is that of the citations."""
    return "".join(f"{reference}\n" for reference in _references(works))


def _references(works: Sequence[Work]) -> Iterator[str]:
    if not works:
        return
    source = CiteProcJSON([{**csl_of(work), "id": str(n)} for n, work in enumerate(works)])
    style = CitationStylesStyle(str(_STYLE), validate=False)
    references = CitationStylesBibliography(style, source, formatter.plain)
    references.register(Citation([CitationItem(str(n)) for n in range(len(works))]))
    for reference in references.bibliography():
        yield _DOUBLE_STOP.sub(r"\1", str(reference))
