"""Errors that a user can mend."""


class InputError(Exception):
    """Input that cannot be used: the message names it, what is wrong with it, and the remedy."""


class UnknownDocumentError(InputError):
    """An id that no document of the collection has."""

    def __init__(self, doc_id: str) -> None:
        super().__init__(
            f"No document of the collection has the id or alias {doc_id[:200]!r}."
            " `anagen list` (GET /v1/documents) shows the ids."
        )
