"""What every test of faults may use."""

import multiprocessing
import sys

import pytest


@pytest.fixture(scope="session")
def processes():
    """Makes processes that have imported everything before they begin."""
    if sys.platform == "win32":
        pytest.skip("needs a server of forks")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(
        ["review.pipeline.stages", "review.report.page", "review.figures.plots"]
    )
    return context
