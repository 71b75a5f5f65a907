"""The coding rules of docs/coding_rules.md: from what is read in a unit to its primary and secondary categories."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from unionreports.measures.reading import Reading
from unionreports.text.lexicons import Codebook

#: A group or an occasion is what a unit is about where more than this share of its characters of action
#: speak of it (One primary code, 5: the sole beneficiary or cause).
SOLE = 0.5
#: What the lead clause of a longer text, and a heading that several units share, add to a field's share of
#: the text (One primary code, 1): less than a decision, about as much as a third of the text. A lead that rests
#: on a weak term adds half.
LEAD, WEAK_LEAD = 0.3, 0.15
CONTEXT = 0.3
#: Two fields whose support differs by less tie (One primary code, 4): a clause more is style, not priority.
TIE = 0.05
#: A secondary code has at least this share of the unit's characters of action (Multi-topic units: a bare
#: mention in a list does not count).
SECONDARY_SHARE = 0.2
MAX_SECONDARY = 2


@dataclass(frozen=True)
class UnitFacts:
    """What the rules look at in one unit of k categories.

    Attributes
    ----------
    characters, reach, lead, named, run_in, firm
        One row of a Reading.
    headings
        What each heading above names, lowest first, each of shape (k,).
    shared, firm_above
        Whether the lowest heading stands over more units than this, and rests on a term of its own.
    """

    characters: np.ndarray
    reach: np.ndarray
    lead: np.ndarray
    named: np.ndarray
    run_in: bool
    firm: bool
    headings: Sequence[np.ndarray]
    shared: bool
    firm_above: bool

    @classmethod
    def of(
        cls, reading: Reading, i: int, headings: Sequence[np.ndarray], shared: bool, firm_above: bool
    ) -> "UnitFacts":
        """The facts of text `i` of a reading."""
        return cls(
            reading.characters[i],
            reading.reach[i],
            reading.lead[i],
            reading.named[i],
            bool(reading.run_in[i]),
            bool(reading.firm[i]),
            headings,
            shared,
            firm_above,
        )


@dataclass(frozen=True)
class Decision:
    """A primary category, why, and how sure.

    Attributes
    ----------
    category
        Position in the codebook.
    heading
        Number of the heading above it rests on, lowest first; None for the unit itself.
    rule
        What decided: frame (the role of the unit), heading, sole, share, context or nothing.
    margin
        Where the share of text decided: by how much the category leads the next, 0 to 1.
    """

    category: int
    heading: int | None
    rule: str
    margin: float = 1.0


class Rules:
    """Rules that make one primary and up to two secondary categories of what is read in a unit."""

    def __init__(self, codebook: Codebook):
        kinds = np.array(codebook.kinds)
        self.field, self.special = kinds == "field", (kinds == "group") | (kinds == "occasion")
        self.residual = codebook.residual
        # Categories without a rank come after those with one, in the order of the codebook.
        worst = max((r for r in codebook.tie_ranks if r is not None), default=0) + 1
        self.rank = np.array([worst + i if r is None else r for i, r in enumerate(codebook.tie_ranks)])

    @property
    def frame(self) -> Decision:
        """Of a unit whose role says that it reports nothing."""
        return Decision(self.residual, None, "frame")

    def primary(self, unit: UnitFacts) -> Decision:
        """The primary category: heading, sole group or occasion, share of text, context, in this order."""
        return (
            self._by_heading(unit, self.special)
            or self._sole(unit)
            or self._by_heading(unit, self.field)
            or self._by_share(unit)
            or self._named_alone(unit)
            or self._by_context(unit)
            or Decision(self.residual, None, "nothing")
        )

    def _by_heading(self, unit: UnitFacts, kinds: np.ndarray) -> Decision | None:
        """The one category named by a run-in heading, or by the heading above.

        A field needs a term of its own in a run-in heading, and a heading that is the unit's alone. A group or
        an occasion holds for all units under its heading; beside a field, only for those that name it again.
        """
        above = unit.headings[0] if unit.headings else np.zeros_like(unit.lead)
        special = kinds is self.special
        for names, heading, decides in (
            (unit.lead, None, unit.run_in and (unit.firm or special)),
            (above, 0, special or (not unit.shared and unit.firm_above)),
        ):
            only = _only(names & kinds)
            if only is None or not decides:
                continue
            if not special or not (names & self.field).any() or (heading is not None and unit.named[only]):
                return Decision(only, heading, "heading")
        return None

    def _sole(self, unit: UnitFacts) -> Decision | None:
        reach = unit.reach * self.special
        category = int(np.argmax(reach))
        return Decision(category, None, "sole", float(reach[category])) if reach[category] > SOLE else None

    def _by_share(self, unit: UnitFacts) -> Decision | None:
        total = unit.characters.sum()
        if not total:
            return None
        support = unit.characters / total
        context = next((h for h in unit.headings if (h & (self.field | self.special)).any()), None)
        for names, more in ((unit.lead, LEAD if unit.firm else WEAK_LEAD), (context, CONTEXT)):
            only = None if names is None else _only(names & self.field)
            if only is not None:
                support[only] += more
        tied = (support >= support.max() - TIE).nonzero()[0]
        best = int(tied[np.argmin(self.rank[tied])])
        lead, whole = support[best], support.sum()
        support[best] = 0
        return Decision(best, None, "share", float(max(lead - support.max(), 0) / whole))

    def _named_alone(self, unit: UnitFacts) -> Decision | None:
        special = _only(unit.named & self.special)
        return None if special is None else Decision(special, None, "sole", float(unit.reach[special]))

    def _by_context(self, unit: UnitFacts) -> Decision | None:
        """The category of a text without a term: its own lead's where that has a heading term, else the heading's."""
        for names, heading in ((unit.lead, None), *((h, number) for number, h in enumerate(unit.headings))):
            only = _only(names & (self.field | self.special))
            if only is not None:
                return Decision(only, heading, "context")
        return None

    def weights(self, primary: int, unit: UnitFacts, unclaimed: float) -> list[tuple[int, float]]:
        """Categories of the unit with their weights, the primary first; the weights add to 1, flags have 0.

        `unclaimed` are the characters of action that have no subject of their own.
        """
        if primary == self.residual:
            chosen = [(primary, 1.0)]
        else:
            parts = unit.characters.copy()
            # What has no subject of its own belongs to the subject the unit is about; and what the unit is
            # about, by its heading or by whom it serves, weighs no less than anything it mentions.
            parts[primary] = max(parts[primary] + unclaimed, parts.max(), 1.0)
            share = parts / parts.sum()
            large = (share >= SECONDARY_SHARE).nonzero()[0]
            others = [c for c in large[np.argsort(-share[large], kind="stable")] if c != primary]
            codes = [primary, *others[:MAX_SECONDARY]]
            chosen = [(int(c), float(share[c] / share[codes].sum())) for c in codes]
        codes = {c for c, _ in chosen}
        return chosen + [(int(c), 0.0) for c in (unit.named & self.special).nonzero()[0] if c not in codes]


def _only(names: np.ndarray) -> int | None:
    """The one category named; None where there is none or more than one."""
    found = names.nonzero()[0]
    return int(found[0]) if len(found) == 1 else None
