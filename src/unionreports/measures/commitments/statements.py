"""Everything that plans promise and reviews tell, cut into pieces with what is needed to compare them."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from unionreports.measures.commitments.contents import Contents, contents, figures_inside
from unionreports.measures.commitments.likeness import names_thing, rarity
from unionreports.measures.commitments.pieces import cut_pieces
from unionreports.measures.commitments.results import BARE
from unionreports.text.lexicons import Lexicons


@dataclass(frozen=True)
class Statements:
    """Pieces of all units that say something, in the order of the units.

    Attributes
    ----------
    pieces
        unit_id, report_id, role, priority, raw_start, raw_end, text, sentence, acts (tells a deed), heads (is the
        heading of its unit), object (names a thing that can be looked for).
    figures
        Rows of `indicators` inside each piece, as mappings.
    found
        Contents of the pieces.
    rare
        Weight of each feature by its rarity in all of them.
    """

    pieces: pd.DataFrame
    figures: list[list[dict]]
    found: Contents
    rare: np.ndarray

    def of(self, report: str, *roles: str) -> np.ndarray:
        """Numbers of a report's pieces in units of these roles."""
        low, high = self._bounds.get(report, (0, 0))
        chosen = self._roles[low:high]
        return low + np.flatnonzero(np.isin(chosen, roles))

    @cached_property
    def rows(self) -> list[dict]:
        """The pieces as mappings, which are read one by one."""
        return self.pieces.to_dict("records")

    def of_sentence(self, piece: int) -> range:
        """Numbers of the pieces of one sentence, which stand together."""
        sentences = self.pieces["sentence"].to_numpy()
        low, high = (int(np.searchsorted(sentences, sentences[piece], side=side)) for side in ("left", "right"))
        return range(low, high)

    @cached_property
    def _roles(self) -> np.ndarray:
        return self.pieces["role"].to_numpy()

    @cached_property
    def _bounds(self) -> dict[str, tuple[int, int]]:
        reports = self.pieces["report_id"].to_numpy()
        edges = np.flatnonzero(np.append(True, reports[1:] != reports[:-1])) if len(reports) else np.zeros(0, int)
        return {reports[low]: (low, high) for low, high in zip(edges, np.append(edges[1:], len(reports)))}


def statements(
    units: pd.DataFrame,
    reports: pd.DataFrame,
    edits: pd.DataFrame,
    indicators: pd.DataFrame,
    priorities: pd.DataFrame,
    lexicons: Lexicons,
) -> Statements:
    """Cut the units of plan, review and problems and say what each piece is about; arguments as `commitments` has them."""
    units = units[units["role"].isin(["plan", "review", "problem"]) & (units["text"] != "")]
    # One report's units stand together, in the order of the table.
    order = pd.factorize(units["report_id"])[0]
    units = units.iloc[np.argsort(order, kind="stable")].reset_index(drop=True)
    pieces, joined = cut_pieces(units, reports, edits)
    primary = priorities[(priorities["method"] == "codebook") & priorities["is_primary"]]
    of_priority = dict(zip(primary["unit_id"], primary["priority"]))
    named = units[["unit_id", "report_id", "role"]]
    of_unit = named.take(pieces["unit"].to_numpy()).reset_index(drop=True)
    raw_start, raw_end = joined.raw_spans(pieces["start"].to_numpy(), pieces["end"].to_numpy())
    pieces = pd.DataFrame(
        {
            "unit_id": of_unit["unit_id"],
            "report_id": of_unit["report_id"],
            "role": of_unit["role"],
            "priority": pd.Series([of_priority.get(unit, "") for unit in of_unit["unit_id"]], dtype="str"),
            "raw_start": raw_start,
            "raw_end": raw_end,
            "text": pieces["text"],
            "sentence": pieces["sentence"],
            "acts": pieces["acts"],
            "heads": pieces["heads"],
        }
    )
    stated = indicators.to_dict("records")
    figures = [[stated[i] for i in inside] for inside in figures_inside(pieces, indicators)]
    found = contents(pieces["text"].tolist(), figures, lexicons)
    # A figure makes few words definite; what it is of, the sentence has named.
    measured = np.fromiter((any(f["measure_id"] for f in of) for of in figures), bool, len(figures))
    # Money alone is of no thing: 全年投资1.6亿元.
    money = np.fromiter((bool(of) and all(f["measure"] in BARE for f in of) for of in figures), bool, len(figures))
    numbered = pieces["text"].str.contains(r"\d").to_numpy(bool)
    pieces["object"] = names_thing(found) | (measured | numbered) & ~money
    return Statements(pieces, figures, found, rarity(found))
