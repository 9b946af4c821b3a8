"""Who wrote an abstract that is not the article's own."""

from seeds.document import Kind

_INDEXERS = frozenset(("AAMC", "AIDS", "KIE", "NASA", "PIP"))


def other_abstract_kind(written_for: str | None) -> Kind:
    """The kind of an `OtherAbstract` of MEDLINE by its type: what indexers wrote is a summary."""
    return "summary" if written_for in _INDEXERS else "abstract"
