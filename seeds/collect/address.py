"""Addresses on the web: which may be fetched, and from which machines."""

import ipaddress
import re
import socket
from collections.abc import Callable, Sequence

import httpx

Resolve = Callable[[str, int], Sequence[str]]

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
# 6to4 and Teredo: each of these addresses has one of IPv4 in it.
_TUNNELS = (ipaddress.IPv6Network("2002::/16"), ipaddress.IPv6Network("2001::/32"))
_PUBLIC_IPV6 = ipaddress.IPv6Network("2000::/3")


class AddressError(ValueError):
    """An address that is not fetched: the reason with its remedy."""


def is_address(name: str) -> bool:
    """Whether a name is an address, of whatever scheme, and not that of a file."""
    return _ADDRESS.match(name) is not None


def web_address(address: str | httpx.URL) -> httpx.URL:
    """An address of HTTP that is sound and holds no name of a user. Raises `AddressError`."""
    try:
        url = httpx.URL(address)
    except httpx.InvalidURL as error:
        raise AddressError(f"is no sound address ({error}): check it") from error
    if url.scheme not in ("http", "https"):
        raise AddressError(f"is of the scheme {url.scheme!r}: only http and https are fetched")
    if url.userinfo:
        raise AddressError("names a user before its host: leave that out")
    if not url.host:
        raise AddressError("names no host: check it")
    return url


def public_hosts(url: httpx.URL, resolve: Resolve) -> list[str]:
    """The IP addresses behind an address, all of them public. Raises `AddressError`."""
    name = url.raw_host.decode("ascii")
    try:
        hosts = list(dict.fromkeys(resolve(name, url.port or 0)))
    except (OSError, UnicodeError) as error:
        raise AddressError(f"names the host {name}, which is not found ({error})") from error
    for host in hosts:
        if not is_public(host):
            reason = f"leads to {host}, which is no public address: save the page and name the file"
            raise AddressError(reason)
    if not hosts:
        raise AddressError(f"names the host {name}, which has no address: check it")
    return hosts


def is_public(host: str) -> bool:
    """Whether an IP address is one of the public internet, and nothing that stands for another."""
    try:
        ip = ipaddress.ip_address(host)
    except ValueError:
        return False
    if not ip.is_global or ip.is_multicast or ip.is_reserved or ip.is_unspecified:
        return False
    if isinstance(ip, ipaddress.IPv4Address):
        return True
    return ip in _PUBLIC_IPV6 and not any(ip in network for network in _TUNNELS)


def resolved(name: str, port: int) -> list[str]:
    """The IP addresses that the system knows for a name or for a number. Raises `OSError`."""
    return [str(found[4][0]) for found in socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)]
