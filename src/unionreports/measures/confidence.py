"""How sure a code made by the rules is: a judged probability, from the rule that decided and its margin.

The numbers are judgements, rounded to a twentieth and set once after a look at how often each rule was right
among units coded by hand; they are no fitted model and hold for reports of this genre under this codebook.
"""

from math import sqrt

from unionreports.measures.rules import Decision, UnitFacts

#: A unit's role is known from the structure of the report; roles are rarely wrong.
FRAME = 0.95
#: A heading of the unit's own that the text bears out, or does not speak against; and one from which most
#: of the text goes away.
HEADING, HEADING_AGAINST_TEXT = 0.95, 0.6
BORNE_OUT = 0.3
#: A group or an occasion that the text speaks of throughout; and for little more than its half.
SOLE, HALF_SOLE = 0.9, 0.75
THROUGHOUT = 0.75
#: A silent unit has the subject of the heading it stands under.
CONTEXT = 0.8
#: Nothing found: a unit that reports nothing, or one whose words the codebook does not know.
NOTHING = 0.45
#: The share of text decides: from near even chance where the next field is as large, to nine in ten where there
#: is no other. The root, because the first characters of lead matter most.
EVEN, ALONE = 0.45, 0.9
#: Words that only count for want of a term say less.
NO_TERM = 0.05


def confidence(decision: Decision, unit: UnitFacts, category: int, weight: float) -> float:
    """Judged probability, 0 to 1, that a row of the table `priorities` is right.

    For the primary category: that it is the unit's primary code. For a secondary (weight above 0): that it is
    one of the unit's codes, which grows with its weight. For a flag (weight 0): that a coder flags the unit
    too, which grows with how far the unit is about the group or occasion.
    """
    if category != decision.category:
        return min(0.15 + 0.9 * weight, 0.9) if weight else min(0.6 + 0.5 * float(unit.reach[category]), 0.85)
    if decision.rule == "share":
        return EVEN + (ALONE - EVEN) * sqrt(decision.margin) - NO_TERM * (not unit.firm)
    if decision.rule == "heading":
        total = unit.characters.sum()
        against = total > 0 and unit.characters[category] < BORNE_OUT * total
        return HEADING_AGAINST_TEXT if against else HEADING
    if decision.rule == "sole":
        return SOLE if decision.margin >= THROUGHOUT else HALF_SOLE
    return {"frame": FRAME, "context": CONTEXT, "nothing": NOTHING}[decision.rule]
