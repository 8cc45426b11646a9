"""A whole small review over loopback: invented records, real answers, and faults where a test wants them."""

import os
import threading
from functools import partial
from urllib.parse import parse_qsl

import pytest
from loopback import QuietServer, numbered
from test_entrez_faults import Handler, Reply

from review.core import settings
from review.pipeline import stages
from review.search import entrez
from review.search.archive import Archive
from review.search.entrez import EntrezClient
from review.search.sources import local_records, services

CLAIMS = """claim_id,statement
X01,Clonidine reduces the severity of opioid withdrawal
X02,Baclofen reduces the severity of opioid withdrawal
"""
SIZE, BATCH = 24, 10
AT_ONCE = 2
"""Records in a batch of a run that is to be killed."""

TEXT = (
    "<PubmedArticle><MedlineCitation><PMID>{pmid}</PMID><Article><Journal><JournalIssue><PubDate>"
    "<Year>{year}</Year></PubDate></JournalIssue><Title>Invented</Title></Journal><ArticleTitle>{drug} in "
    "opioid withdrawal: randomised trial {pmid}</ArticleTitle><Abstract><AbstractText>{n} adults with opioid "
    "withdrawal were randomised to {drug} or placebo. {drug} {finding} the severity of opioid withdrawal "
    "compared with placebo (p = 0.0{digit}).</AbstractText></Abstract><PublicationTypeList><PublicationType>"
    "Randomized Controlled Trial</PublicationType></PublicationTypeList></Article></MedlineCitation>"
    "</PubmedArticle>"
)


def trial(pmid):
    """One invented trial; drug, size and finding follow from its PMID."""
    number = int(pmid)
    return TEXT.format(
        pmid=pmid,
        year=1980 + number % 40,
        drug=("Clonidine", "Baclofen")[number % 2],
        n=20 + number % 50,
        finding=("reduced", "reduced", "did not change")[number % 3],
        digit=1 + number % 4,
    )


def library():
    """An archive in memory with all the trials; close it."""
    archive = Archive.open(":memory:")
    for pmid in numbered(SIZE):
        archive.add(pmid, trial(pmid).encode(), "test", revised_on="2020-01-02")
    return archive


class RunHandler(Handler):
    def answer(self, query):
        owner, utility = self.server.owner, self.path.split("?")[0].rsplit("/", 1)[-1]
        parameters = dict(parse_qsl(query))
        with owner.lock:
            owner.asked.append((utility, parameters))
            fault = owner.fault(utility, parameters, query)
        if fault is None:
            answer = owner.utilities.answer(utility, parameters)
            fault = Reply(answer.body, answer.status)
        self.give(fault)


class RunService:
    """What the utilities answer; but `fault(utility, parameters, query)` may give another `Reply`."""

    def __init__(self, utilities, fault=lambda utility, parameters, query: None):
        self.utilities, self.fault = utilities, fault
        self.asked, self.lock = [], threading.Lock()
        self.server = QuietServer(("127.0.0.1", 0), RunHandler)
        self.server.owner, self.server.released = self, threading.Event()
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/"

    @property
    def fetched(self):
        """Every PMID asked for, as often as it was."""
        lists = [parameters["id"] for utility, parameters in self.asked if "efetch" in utility]
        return [pmid for ids in lists for pmid in ids.split(",")]

    def __enter__(self):
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *trouble):
        self.server.released.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


def always(utility, reply):
    """A fault that every request to a utility meets."""
    return lambda name, parameters, query: reply if utility in name else None


def be_quick(patch, *, timeout=0.3, batch=BATCH):
    """Small batches, short time-outs, no pauses and one search a claim for every client the suite opens."""
    quick = partial(EntrezClient, timeout=timeout, sleep=lambda seconds: None)
    patch.setattr(services, "EntrezClient", quick)
    patch.setattr(local_records, "EntrezClient", quick)
    patch.setattr(settings, "ENOUGH_RECORDS", 1)
    patch.setattr(entrez, "BATCH", batch)


def review_apart(claims, url, out, archive):
    """A whole review, for a process of its own, which a test may kill."""
    os.environ["REVIEW_ARCHIVE"] = str(archive)
    be_quick(pytest.MonkeyPatch(), timeout=30.0, batch=AT_ONCE)
    stages.run(claims, source=url, out=out)
