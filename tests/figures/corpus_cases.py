"""Every figure of the corpus and of the priorities of its reports: of usual and empty frames."""

from functools import cache

from figures import invented
from unionreports.compare import describe
from unionreports.figures.coverage import plot_coverage
from unionreports.figures.cuts import plot_cuts
from unionreports.figures.dating import plot_dating
from unionreports.figures.priorities import plot_priorities_by_level, plot_priorities_by_report
from unionreports.figures.style import report_labels

BOOK = invented.CODEBOOK
REPORTS = invented.reports()
LABELS = report_labels(REPORTS)
COVERAGE = describe.coverage(REPORTS)
CUTS = describe.cuts(invented.pages(), invented.edits())
DATING = describe.dating(REPORTS, invented.inferred(), invented.pages())
BY_REPORT = invented.shares({r: (1, 1, n) for r, n in zip(REPORTS["report_id"], REPORTS["n_units"])}, "report_id")
BY_LEVEL = invented.shares({"county": (5, 1, 58), "province": (1, 1, 66), "unknown": (1, 1, 8)}, "level")

FIGURES = {
    "coverage": lambda: plot_coverage(COVERAGE),
    "cuts": lambda: plot_cuts(CUTS),
    "dating": lambda: plot_dating(DATING, LABELS),
    "by_report": lambda: plot_priorities_by_report(BY_REPORT, LABELS, BOOK),
    "by_level": lambda: plot_priorities_by_level(BY_LEVEL, BOOK),
}


@cache
def drawn(name):
    """The figure of that name, drawn once: for tests that only look at it."""
    return FIGURES[name]()


EMPTY = {
    "coverage": lambda: plot_coverage(COVERAGE.head(0)),
    "cuts": lambda: plot_cuts(describe.cuts(invented.pages(), invented.edits().head(0))),
    "dating": lambda: plot_dating(describe.dating(REPORTS.head(0), REPORTS.head(0), invented.pages()), {}),
    "by_report": lambda: plot_priorities_by_report(BY_REPORT.head(0), LABELS, BOOK),
    "by_level": lambda: plot_priorities_by_level(BY_LEVEL.head(0), BOOK),
}
