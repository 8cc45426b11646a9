"""A service on loopback that has any record of a range, says what it was asked, and may be slow."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

FIRST = 90000001


def numbered(count, start=FIRST):
    """So many PMIDs that cannot exist."""
    return [str(start + place) for place in range(count)]


def record(pmid, text="Synthetic"):
    """One article of about two kilobytes."""
    return (
        f"<PubmedArticle><MedlineCitation><PMID>{pmid}</PMID><Article><ArticleTitle>{text} {pmid}"
        f"{' padding' * 200}</ArticleTitle></Article></MedlineCitation></PubmedArticle>"
    )


class RecordHandler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.answer(parse_qs(urlsplit(self.path).query))

    def do_POST(self):
        length = int(self.headers["Content-Length"])
        self.answer(parse_qs(self.rfile.read(length).decode()))

    def answer(self, parameters):
        owner = self.server.owner
        if "einfo" in self.path:
            self.give(
                "<eInfoResult><DbInfo><Description>Test service</Description></DbInfo></eInfoResult>"
            )
        elif "esearch" in self.path:
            owner.searches += 1
            pmids = numbered(owner.size)[: int(parameters["retmax"][0])]
            ids = "".join(f"<Id>{pmid}</Id>" for pmid in pmids)
            self.give(
                f"<eSearchResult><Count>{owner.size}</Count><IdList>{ids}</IdList></eSearchResult>"
            )
        elif owner.is_gone:
            self.send_error(404)
        else:
            pmids = parameters["id"][0].split(",")
            time.sleep(owner.delay)
            owner.fetches.append(pmids)
            articles = "".join(record(pmid, owner.text) for pmid in pmids)
            self.give(f"<PubmedArticleSet>{articles}</PubmedArticleSet>")

    def give(self, text):
        body = text.encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


class QuietServer(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """Say nothing: the tests kill clients."""


class RecordService:
    """`fetches` are the lists of PMIDs asked for, in order of arrival; `searches` a count."""

    def __init__(self, size=1000, *, delay=0.0, text="Synthetic"):
        self.size, self.delay, self.text = size, delay, text
        self.fetches, self.searches, self.is_gone = [], 0, False
        self.server = QuietServer(("127.0.0.1", 0), RecordHandler)
        self.server.owner = self
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/"

    @property
    def asked(self):
        """Every PMID asked for, as often as it was."""
        return [pmid for batch in self.fetches for pmid in batch]

    def __enter__(self):
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *trouble):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()
