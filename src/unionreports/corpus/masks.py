"""What hides names, places, years and numbers in a report: runs of mask signs, told from signs that only look so.

What stands around a run decides. X光, 2×3 and XXL are words, ● and ▲ at a line's start are bullets, ○ among
numerals is a zero, and a pair of ** around a phrase is Markdown's emphasis.
"""

import re

#: Masks below this rate (per 1,000 characters) are single slips of an editor, unless the year itself is masked.
MASKS_PER_1000 = 1.0
MIN_MASKS = 2

_SHAPES = "○〇◯●▲△■◆◇※╳✕#"
#: Characters of which a run can mask: a search for them goes ten times as fast as one for runs. A lone 某 before a kind of place hides its name where a body or a year follows.
_MASK_RUN = re.compile(
    rf"[xX×*_{_SHAPES}某](?:(?<=[xX×*_])[xX×*_]{{0,7}}|(?<=[{_SHAPES}])[{_SHAPES}]{{1,7}}|(?<=某)(?:某某?"
    r"|(?=(?:省|市|区|县|旗|州|镇|乡|街道|社区)(?:总?工会|[党区县市镇]?委|人民政府|政府|20))))"
)
_YEAR_BEFORE = re.compile(r"(?<![0-9A-Za-z])(?:[12]\d{0,2}|二[〇○零0])$")
#: Dashes or nothing but a blank in the place of a year's last digits.
_DASHED_YEAR = re.compile(r"20(?<![0-9]20)(?:[-—－]{1,2}|\.{2,3}|…)年")
_NO_MASK = set("光射轴型形线染")
_BREAKS = set("“《（、，。；：")
_NUMERALS = set("一二三四五六七八九十百千万零〇○第0123456789")
_PLACE_AFTER = re.compile(r"(?:省|市|区|县|旗|州|街道|镇|乡|村|社区|路)")
_UNIT_AFTER = re.compile(r"(?:余|多)?(?:万|亿|元|人|名|家|个|户|件|次|场|期|份|项|条|%|％|月|日|号|届)")
#: Markdown's emphasis: ** at the beginning of a line, a sentence or a clause, and ** at its end.
_EMPHASIS = re.compile(r"(?:(?<=[\n。；：、，])|^)\*\*[^*\n]{2,80}\*\*(?=[\n。；：、，]|$)", re.MULTILINE)


def masks(text: str) -> str:
    """Masked names, places, years and numbers, counted by what they hide; empty where they are no more than slips."""
    counts = {"year": len(_DASHED_YEAR.findall(text)), "place": 0, "number": 0, "name": 0}
    emphasis = {p for m in _EMPHASIS.finditer(text) for p in (m.start(), m.end() - 2)} if "**" in text else set()
    for found in _MASK_RUN.finditer(text):
        if found.start() in emphasis:
            continue
        kind = _hidden(text, found.start(), found.end())
        if kind:
            counts[kind] += 1
    total = sum(counts.values())
    rate = 1000 * total / max(1, len(text))
    if not counts["year"] and (total < MIN_MASKS or rate < MASKS_PER_1000):
        return ""
    listed = ", ".join(f"{kind} {n}" for kind, n in counts.items() if n)
    return f"{total} masks in {len(text)} characters, {rate:.1f} per 1,000 ({listed})"


def _hidden(text: str, start: int, end: int) -> str:
    """What a run of mask signs hides; empty where it is no mask (X光, 2×3, XXL, an e-mail address)."""
    run, before, after = text[start:end], text[start - 1 : start], text[end : end + 1]
    if run[0] != "某":
        year = _YEAR_BEFORE.search(text[max(0, start - 4) : start])
        shape = run[0] in _SHAPES
        if (after == "年" and (year or not shape and run != "*" and not _latin(before))) or (
            year and year[0] == "20" and len(run) == 2 and not _latin(after)
        ):
            return "year"
        if shape and not _shape_masks(run, before, after, _PLACE_AFTER.match(text, end) is not None):
            return ""
        if _latin(before) or _latin(after) or before in "@./" and before or after in "@./" and after:
            return ""
        if len(run) == 1 and not _lone_mask(text, start):
            return ""
    if _PLACE_AFTER.match(text, end):
        return "place"
    return "number" if _UNIT_AFTER.match(text, end) else "name"


def _shape_masks(run: str, before: str, after: str, place: bool) -> bool:
    """Whether a run of ○, ▲ and the like masks: not where it is a zero (二○○五), a bullet or a row of stars."""
    if run[0] in "○〇◯" and not _NUMERALS.isdisjoint((before, after)):
        return False
    return place and run[0] != "#" if before in ("", "\n") else place or _chinese(after)


def _lone_mask(text: str, at: int) -> bool:
    """Whether one sign alone masks: x and _ between Chinese characters, a star or 某 only before a kind of place."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if text[at] == "*":
        return bool(_PLACE_AFTER.match(text, at + 1))
    return _chinese(after) and after not in _NO_MASK and (_chinese(before) or before in _BREAKS)


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _chinese(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"
