"""An export: the works that an answer cites, in one of the forms that other programs read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from service.answer import Answer
from service.export.apa import apa
from service.export.bibtex import bibtex
from service.export.csl_json import csl_json
from service.export.form import Format
from service.export.ris import ris
from service.export.work import Work, cited_works


@dataclass(frozen=True, slots=True)
class Form:
    """How works are written in a format, its media type, and what names of its files end with."""

    write: Callable[[Sequence[Work]], str]
    media_type: str
    suffix: str


FORMS: Mapping[Format, Form] = {
    "bibtex": Form(bibtex, "application/x-bibtex", "bib"),
    "ris": Form(ris, "application/x-research-info-systems", "ris"),
    "csl-json": Form(csl_json, "application/vnd.citationstyles.csl+json", "json"),
    "apa": Form(apa, "text/plain", "txt"),
}


def exported(answer: Answer, name: Format, service: str | None) -> str:
    """The works that an answer cites, each once, in the order of its citations.

    `service` is the address of the service, which shows what has no page elsewhere.
    """
    return FORMS[name].write(cited_works(answer, service))
