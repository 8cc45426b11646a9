"""What `review.run` returns: a run that draws its figures and writes its report on request."""

from typing import TYPE_CHECKING

from review.runs.run import Run

if TYPE_CHECKING:
    from review.figures.plots import Figures


class FinishedRun(Run):
    """A run of all stages, with its figures and its report."""

    def figures(self) -> "Figures":
        """The figures, drawn anew by each call: `evidence_matrix`, `certainty_profile`, `harvest`,
        `effect_direction`, `gap_map`, `flow`, `timeline`.

        What each shows, as numbers and in words, is in `review.figures.plots` (`compute_...`, `alt_...`).
        """
        from review.figures.plots import run_figures  # noqa: PLC0415 - Matplotlib is slow to import

        return run_figures(self)

    def report(self) -> str:
        """The report as one self-contained HTML page, the same that a run folder holds.

        Raises:
            InputError: the article is not the one for which the claims were made.
        """
        from review.report.page import render_report  # noqa: PLC0415 - imports the figures

        return render_report(self, article=self.article)
