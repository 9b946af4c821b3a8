"""The journal: what is told on standard error, a line of JSON for each thing."""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Any

from service.answer import Answer
from service.http.exchange import Exchange, under_way
from service.settings.serve import LogSettings

_LOGGER = logging.getLogger("anagen")


class Journal:
    """Writes a line for each request where that is wanted; a question only where that is."""

    def __init__(self, settings: LogSettings) -> None:
        self._writes = settings.level == "info"
        self._questions = settings.questions

    def write(
        self, exchange: Exchange, method: str, path: str, status: int, seconds: float
    ) -> None:
        """Write down a request; its query and its body, the question aside, stay untold."""
        if not self._writes:
            return
        fields: dict[str, Any] = {
            "method": method,
            "path": path,
            "status": status,
            "ms": round(seconds * 1000, 2),
        }
        if exchange.key:
            fields["key"] = exchange.key
        if exchange.answer:
            fields["answer"] = self._told(exchange.answer)
        _LOGGER.info("request", extra={"fields": fields})

    def _told(self, answer: Answer) -> dict[str, Any]:
        told = {
            "id": answer.id,
            "abstain_reason": answer.abstain_reason,
            "mode": answer.mode,
            "degraded_by": answer.degraded_by,
            "confidence": round(answer.confidence, 4),
            "retrieve_ms": answer.timings.retrieve,
            "answer_ms": answer.timings.answer,
        }
        return {**told, "question": answer.question} if self._questions else told


class _JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        exchange = under_way()
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            **({"request_id": exchange.request_id} if exchange else {}),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=True, default=str)


def keep_journal() -> None:
    """Have all that is logged in this process come as lines of JSON on standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_JsonLines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    _LOGGER.setLevel(logging.INFO)
    # It tells of each byte that does not belong into a form; the client is told that, too.
    logging.getLogger("python_multipart").setLevel(logging.ERROR)
