"""Replies in JSON."""

from typing import Any

from starlette.responses import JSONResponse


class JsonReply(JSONResponse):
    """JSON that ends its line, so that a terminal's prompt does not stand behind it."""

    def render(self, content: Any) -> bytes:  # noqa: ANN401 - JSON is of any shape
        """The content in UTF-8."""
        return super().render(content) + b"\n"
