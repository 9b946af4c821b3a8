"""What a JSON schema cannot say of a request: schemathesis makes up none that breaks it."""

import schemathesis


@schemathesis.hook
def filter_body(context: schemathesis.HookContext, body: object) -> bool:
    """The years of a filter are in order."""
    del context
    filters = body.get("filters") if isinstance(body, dict) else None
    if not isinstance(filters, dict):
        return True
    first, last = filters.get("year_from"), filters.get("year_to")
    if not isinstance(first, int | float) or not isinstance(last, int | float):
        return True
    return first <= last
