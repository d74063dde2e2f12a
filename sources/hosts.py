"""Which hosts a source may be fetched from: those of its own addresses, over https, and none inside our own network."""

import ipaddress
import socket
from urllib.parse import urlsplit

from sources.errors import FetchError
from sources.model import File, Source


def check(source: Source, file: File, url: str, *, loopback: bool = False) -> None:
    """Raises FetchError for an address that is not https, not of the source's hosts, or leads into our own network.

    Raises OSError when the name cannot be resolved. Called for every redirect too.
    loopback: a test's server on 127.0.0.1, over http, may be asked.
    """
    parts = urlsplit(url)
    known = {urlsplit(address).hostname for each in source.files for address in (each.url, *each.aliases)} | set(source.hosts)
    facts = {"source": source.name, "document": file.name, "url": url.partition("?")[0]}
    if parts.hostname not in known:
        raise FetchError("fetch.foreign_host", **facts)
    if parts.scheme != "https" and not (loopback and parts.scheme == "http"):
        raise FetchError("fetch.not_https", **facts)
    found = {str(entry[4][0]) for entry in socket.getaddrinfo(parts.hostname, parts.port or 443, type=socket.SOCK_STREAM)}
    if any(not allowed(address, loopback=loopback) for address in found):
        raise FetchError("fetch.inner_network", **facts)


def allowed(address: str, *, loopback: bool = False) -> bool:
    """Whether an IP address is of the public internet, IPv4 inside IPv6 included."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    ip = getattr(ip, "ipv4_mapped", None) or ip
    return (ip.is_global and not ip.is_multicast) or (loopback and ip.is_loopback)
