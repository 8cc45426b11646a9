"""Every kind of fault that a service is known for, by name: what it answers instead of the right thing."""

import gzip
import json
from dataclasses import dataclass
from urllib.parse import quote

from run_service import trial
from test_entrez_faults import INFO, PAGE, Reply, error, found

ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
BOMB = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))


@dataclass(frozen=True)
class Asked:
    """The request that meets a fault: what was sent, what the right answer is, another host's address."""

    utility: str
    parameters: dict[str, str]
    query: str
    right: bytes
    elsewhere: str

    @property
    def pmids(self):
        return self.parameters.get("id", "").split(",")


def records(pmids):
    return f"<PubmedArticleSet>{''.join(map(trial, pmids))}</PubmedArticleSet>".encode()


def always(reply):
    return lambda asked: reply


def redirect(status, address):
    return lambda asked: Reply(
        b"", status, headers={"Location": address.format(elsewhere=asked.elsewhere, query=asked.query)}
    )  # fmt: skip


def echoed(asked):
    """Address and key as a host's name, for whoever prints where a redirect points."""
    who = asked.parameters.get("email", "") + asked.parameters.get("api_key", "")
    return Reply(b"", 302, headers={"Location": f"http://{quote(who, safe='')}.example.org/"})


def of_right(change):
    return lambda asked: Reply(change(asked.right))


def of_first(change):
    """One record of an answer changed, the others as they are."""

    def reply(asked):
        first, *rest = asked.pmids
        return Reply(records([]).replace(b"><", f">{change(trial(first))}{''.join(map(trial, rest))}<".encode(), 1))  # fmt: skip

    return reply


def ids(*pmids, count=None):
    return always(Reply(found(*pmids, count=count)))


def in_json(status, **content):
    return always(
        Reply(json.dumps(content).encode(), status, headers={"Content-Type": "application/json"})
    )


def without(tag, text):
    start, end = text.index(f"<{tag}>"), text.index(f"</{tag}>") + len(f"</{tag}>")
    return text[:start] + text[end:]


OF_THE_CONNECTION = {
    "busy": always(Reply(b"", 429)),
    "busy, asks for seconds": always(Reply(b"", 429, headers={"Retry-After": "2"})),
    "busy, asks for a day": always(Reply(b"", 429, headers={"Retry-After": "86400"})),
    "busy, asks for nonsense": always(Reply(b"", 503, headers={"Retry-After": "soon"})),
    "busy, asks for 5,000 digits": always(Reply(b"", 503, headers={"Retry-After": "9" * 5000})),
    "busy until the year 99999": always(Reply(b"", 503, headers={"Retry-After": "1 Jan 99999999999 00:00:00"})),
    "server fault": always(Reply(b"", 500)),
    "bad gateway": always(Reply(PAGE, 502)),
    "not available": always(Reply(b"", 503)),
    "gateway time-out": always(Reply(b"", 504)),
    "unknown status": always(Reply(b"", 599)),
    "bad request": always(Reply(b"no", 400)),
    "forbidden": always(Reply(b"no", 403)),
    "not found": always(Reply(b"", 404)),
    "hangs": always(Reply(hang=True)),
    "hangs in its body": always(Reply(stall=True)),
    "hangs in a body without length": always(Reply(stall=True, sized=False)),
    "ends without a word": always(Reply(drop=True)),
    "speaks no HTTP": always(Reply(raw=b"220 mail.example.org ESMTP\r\n\r\n")),
    "cut": always(Reply(cut=True)),
    "cut without a length": always(Reply(cut=True, sized=False)),
    "announces a terabyte": always(Reply(raw=b"HTTP/1.0 200 OK\r\nContent-Length: 1000000000000\r\n\r\n<x/>")),
    "a length of 5,000 digits": always(Reply(raw=b"HTTP/1.0 200 OK\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\n<x/>")),
    "compressed unasked": of_right(gzip.compress),
}  # fmt: skip
OF_REDIRECTS = {
    "moved to another host": redirect(301, "{elsewhere}{query}"),
    "found at another host": redirect(302, "{elsewhere}{query}"),
    "see another host": redirect(303, "{elsewhere}{query}"),
    "for now at another host": redirect(307, "{elsewhere}{query}"),
    "for good at another host": redirect(308, "{elsewhere}{query}"),
    "another host without a scheme": redirect(302, "//127.0.0.1:9/{query}"),
    "another host with a name before it": redirect(302, "http://127.0.0.1@elsewhere.example.org/"),
    "a file": redirect(302, "file:///etc/hostname"),
    "a port that is none": redirect(302, "http://127.0.0.1:99999999/"),
    "a host made of the key": echoed,
    "round in circles": redirect(302, "/e/{query}"),
    "nowhere": always(Reply(b"", 302)),
}
OF_THE_ANSWER = {
    "a web page": always(Reply(PAGE)),
    "nothing": always(Reply(b"")),
    "a refusal in JSON": in_json(429, error="API rate limit exceeded", count="11"),
    "an error in JSON": in_json(200, error="Service temporarily unavailable"),
    "JSON without end": always(Reply(b'{"error":' + b"[" * 3000)),
    "an error that passes": always(Reply(error("Search Backend failed: try again"))),
    "an error that stays": always(Reply(error("Invalid db name"))),
    "a history that expired": always(Reply(error("Unable to obtain query #1"))),
    "another document": lambda asked: Reply(INFO if asked.utility != "einfo.fcgi" else found()),
    "malformed": of_right(lambda body: body.replace(b"</", b"<", 1)),
    "entities that grow": always(Reply(f"<!DOCTYPE x [<!ENTITY l0 'x'>{BOMB}]><x>&l8;</x>".encode())),
    "an entity that reads a file": always(Reply(b"<!DOCTYPE x [<!ENTITY f SYSTEM 'file:///etc/hostname'>]><x>&f;</x>")),
    "UTF-16": of_right(lambda body: body.decode().encode("utf-16")),
    "bytes that are no UTF-8": of_right(lambda body: body.replace(b"</", b"\xff</", 1)),
    "a NUL": of_right(lambda body: body.replace(b"</", b"\x00</", 1)),
    "nested 5,000 deep": always(Reply(b"<eSearchResult>" * 5000)),
}  # fmt: skip
OF_SEARCH = {
    "no count": always(Reply(b"<eSearchResult/>")),
    "counts more than it names": ids("90000001", count=24),
    "counts 5,000 digits": ids(count="9" * 5000),
    "counts backwards": ids(count=-2),
    "names more than asked for": ids(*range(90000001, 90001001)),
    "names one twice": ids("90000001", "90000001"),
    "names a word": ids("clonidine"),
    "names digits of another script": ids("90000001".translate(ARABIC)),
    "names 5,000 digits": ids("9" * 5000),
    "names a number that begins with 0": ids("0090000001"),
}
OF_FETCH = {
    "one missing": lambda asked: Reply(records(asked.pmids[1:])),
    "all missing": always(Reply(records([]))),
    "one twice alike": lambda asked: Reply(records([asked.pmids[0], *asked.pmids])),
    "one twice and different": of_first(lambda text: text + text.replace("randomised", "other")),
    "one of another batch": lambda asked: Reply(records([*asked.pmids, "90000999"])),
    "one in place of another": lambda asked: Reply(records([*asked.pmids[1:], "90000999"])),
    "one without its article": of_first(lambda text: without("Article", text)),
    "one without its citation": of_first(lambda text: without("MedlineCitation", text)),
    "one without its PMID": of_first(lambda text: without("PMID", text)),
    "one with digits of another script": of_first(lambda text: text.translate(ARABIC)),
    "one with another's PMID before its own": of_first(lambda text: text.replace("<MedlineCitation>", "<MedlineCitation><X><PMID>7</PMID></X>")),
    "one malformed": of_first(lambda text: text.replace("</Abstract>", "")),
    "one with an entity": of_first(lambda text: text.replace("adults", "&adults;")),
    "one nested 300 deep": of_first(lambda text: text.replace("adults", f"{'<i>' * 300}x{'</i>' * 300}")),
    "one of five million letters": of_first(lambda text: text.replace("adults", "adults " * 720_000)),
    "a book without a book": of_first(lambda text: without("Article", text).replace("MedlineCitation", "BookDocument").replace("PubmedArticle", "PubmedBookArticle")),
    "one that is withdrawn": of_first(lambda text: "<DeleteCitation><PMID>90000001</PMID></DeleteCitation>"),
}  # fmt: skip
EVERYWHERE = OF_THE_CONNECTION | OF_REDIRECTS | OF_THE_ANSWER
KINDS = (
    {name: ("efetch", make) for name, make in EVERYWHERE.items()}
    | {f"search: {name}": ("esearch", make) for name, make in OF_SEARCH.items()}
    | {f"record: {name}": ("efetch", make) for name, make in OF_FETCH.items()}
)
"""By name: the utility that answers so, and the answer. What any utility may answer is here said of efetch."""

FINAL = {
    *OF_REDIRECTS.keys() - {"round in circles"}, "bad request", "forbidden", "not found", "announces a terabyte",
    "an error that stays", "a history that expired", "entities that grow", "an entity that reads a file"
}  # fmt: skip
"""Answers that are taken at their word: the request is not sent again."""

PASSING = KINDS | {
    f"{utility}: {name}": (utility, make)
    for utility in ("einfo", "esearch")
    for name, make in EVERYWHERE.items()
    if name not in FINAL
}
"""Kinds that are got over when only one request meets them. Of efetch that is any kind: what it was asked for is
asked for again in parts."""
