"""Identifiers of works and documents in their one normal form."""

import hashlib
import re
from urllib.parse import unquote

_DOI = re.compile(r"10\.\d{4,9}/\S+")
_RESOLVER = re.compile(r"^(?:doi:?\s*)?(?:https?://)?(?:(?:dx|www)\.)?doi\.org/", re.IGNORECASE)
_DOI_PREFIX = re.compile(r"^doi(?::\s*|\s+)", re.IGNORECASE)
_ADDRESS = r"(?:https?://)?(?:(?:(?:www|pubmed|pmc)\.)?ncbi\.nlm\.nih\.gov|europepmc\.org)/"
_PMID = re.compile(
    rf"^(?:pmid:?\s*|{_ADDRESS}(?:pubmed/|article/med/)?)?0*([1-9]\d{{0,8}})/?$", re.IGNORECASE
)
_PMCID = re.compile(
    rf"^(?:(?:pmcid:?\s*)?pmc|{_ADDRESS}(?:pmc/)?articles/(?:pmc)?)0*([1-9]\d{{0,9}})/?$",
    re.IGNORECASE,
)


def normal_doi(text: str) -> str | None:
    """A DOI in lower case, without resolver, prefix and closing punctuation, or None."""
    text = text.strip()
    bare = _DOI_PREFIX.sub("", text)
    if resolver := _RESOLVER.match(text):
        bare = unquote(text[resolver.end() :])
    candidate = bare.rstrip(".,;").lower()
    return candidate if _DOI.fullmatch(candidate) else None


def normal_pmid(text: str) -> str | None:
    """A PubMed id, bare or as an address of PubMed, as plain digits, or None."""
    match = _PMID.match(text.strip())
    return match[1] if match else None


def normal_pmcid(text: str) -> str | None:
    """A PubMed Central id, bare or as an address there, as `PMC123`, or None."""
    match = _PMCID.match(text.strip())
    return f"PMC{match[1]}" if match else None


def work_ids(doi: str | None, pmid: str | None, pmcid: str | None) -> tuple[str, ...]:
    """The ids that name a work, from its identifiers in normal form, the strongest first."""
    named = (("doi", doi), ("pmid", pmid), ("pmcid", pmcid))
    return tuple(f"{scheme}:{value}" for scheme, value in named if value)


def text_id(kind: str, text: str) -> str:
    """The id of a document without an identifier: `sha:` and 16 hex digits of kind and text."""
    return "sha:" + hashlib.sha256(f"{kind}\n{text}".encode()).hexdigest()[:16]


def normal_id(name: str) -> str:
    """A document id as users type it, in the form in which it is stored.

    Identifiers may come as addresses, DOIs also bare or in upper case; what is not known as an
    identifier comes back stripped and otherwise as it is.
    """
    name = name.strip()
    if doi := normal_doi(name):
        return f"doi:{doi}"
    if pmcid := normal_pmcid(name):
        return f"pmcid:{pmcid}"
    if name.lower().startswith(("pmid:", "http")) and (pmid := normal_pmid(name)):
        return f"pmid:{pmid}"
    return name
