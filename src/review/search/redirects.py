"""Redirects: followed on one host, refused to any other, so that address and key stay where they belong."""

import re
from http.client import HTTPMessage
from typing import IO
from urllib.parse import SplitResult, urlsplit
from urllib.request import HTTPRedirectHandler, Request

SEE_OTHER = 303
"""The one kind of redirect that means a page to be read, not the same request at another place."""

USUAL_PORTS = {"http": 80, "https": 443}
PLAIN_HOST = re.compile(r"[A-Za-z0-9.\-]{1,100}(?::[0-9]{1,5})?")
"""A host that is shown; anything else may be a text made to be printed, or what was sent in disguise."""


class RedirectRefusedError(Exception):
    """A redirect that was not followed; `reason` says where it pointed."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class SameHostRedirects(HTTPRedirectHandler):
    """Follows redirects that stay with the host asked, and sends there what was to be sent.

    The e-mail address and the key travel with every request, in its address or its body, and the standard
    handler would take those of the address to any host. It also drops the body, so that a long search
    would be answered as an empty one.
    """

    def redirect_request(  # noqa: PLR0917 - the standard library calls it so
        self,
        req: Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> Request | None:
        """The request at its new place.

        Raises:
            RedirectRefusedError: the place is another host or port, or no longer encrypted.
        """
        reason = refusal(req.full_url, newurl)
        if reason:
            raise RedirectRefusedError(reason)
        keeps_body = code != SEE_OTHER
        return Request(  # noqa: S310 - same host, and `refusal` allows http and https only
            newurl.replace(" ", "%20"),
            data=req.data if keeps_body else None,
            method=req.get_method() if keeps_body else "GET",
        )


def refusal(old: str, new: str) -> str:
    """Why a redirect from one address to another is not followed; empty where it is.

    >>> refusal("https://eutils.example.org/a", "https://eutils.example.org/b")
    ''
    >>> refusal("https://eutils.example.org/a", "http://eutils.example.org/a")
    'it redirects to an address that is not encrypted, where address and key must not go'
    >>> refusal("https://eutils.example.org/a", "https://other.example.org/a")
    'it redirects to another host (other.example.org), where address and key must not go'
    """
    asked, named = urlsplit(old), urlsplit(new)
    if asked.hostname != named.hostname or not _is_same_port(asked, named):
        where = f" ({named.netloc})" if PLAIN_HOST.fullmatch(named.netloc) else ""
        return f"it redirects to another host{where}, where address and key must not go"
    if asked.scheme == "https" and named.scheme != "https":
        return "it redirects to an address that is not encrypted, where address and key must not go"
    return ""


def _is_same_port(asked: SplitResult, named: SplitResult) -> bool:
    """Whether both name one port, or each the usual one of its scheme (http made https)."""
    try:
        ports = [
            (place.port or USUAL_PORTS[place.scheme], place.scheme) for place in (asked, named)
        ]
    except (ValueError, KeyError):  # no valid port, or neither http nor https
        return False
    usual = all(USUAL_PORTS[scheme] == port for port, scheme in ports)
    return usual or ports[0][0] == ports[1][0]
