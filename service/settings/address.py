"""Addresses and keys that a setting holds, checked and otherwise left as they are."""

from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, HttpUrl, SecretStr, TypeAdapter


def _address(text: str) -> str:
    TypeAdapter(HttpUrl).validate_python(text)
    return text


def _base(text: str) -> str:
    parts = urlsplit(_address(text))
    if parts.query or parts.fragment or parts.username:
        raise ValueError("has a ?, a # or a user's name, and paths are to be put behind it")
    return text.rstrip("/")


def _header_value(secret: SecretStr) -> SecretStr:
    value = secret.get_secret_value()
    if not (value.isascii() and value.isprintable()):
        raise ValueError("has other characters than printable ASCII, of which a key consists")
    return secret


Address = Annotated[str, AfterValidator(_address)]
BaseAddress = Annotated[str, AfterValidator(_base)]
HeaderValue = Annotated[SecretStr, AfterValidator(_header_value)]
