"""Abstaining: what is said instead of an answer, and what would help."""

from service.answer import AbstainReason

ABSTENTIONS: dict[AbstainReason, tuple[str, str]] = {
    "no_evidence": (
        "There is nothing to answer from.",
        "The collection is empty, or the filters leave nothing of it (retracted works are left out"
        " unless asked for). Ingest documents (`anagen ingest`), or widen the filters.",
    ),
    "off_topic": (
        "The collection holds nothing about this.",
        "Ask about the subject of the documents (`anagen list` shows them), or ingest documents"
        " that treat this one.",
    ),
    "no_answer_in_evidence": (
        "The collection holds passages on this subject, but none that answers the question.",
        "Name the condition, treatment or outcome in the documents' own words, or ingest documents"
        " that answer it. `anagen search` shows the passages that come nearest.",
    ),
}
"""The one sentence and the hint for each reason."""
