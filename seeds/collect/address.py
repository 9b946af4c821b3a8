"""Addresses on the web, as users write them."""

import re

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


def is_address(name: str) -> bool:
    """Whether a name is an address, of whatever scheme, and not that of a file."""
    return _ADDRESS.match(name) is not None
