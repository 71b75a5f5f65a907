"""Is this text Chinese that was once read in a wrong encoding, and can that be undone?

Software that reads UTF-8 as Latin-1 or GBK, or GBK as Latin-1, gives a well-formed text of wrong characters (mojibake:
工会 becomes å·¥ä¼š, 宸ヤ細, ¹¤»á). Encoding it in the wrong encoding gives the bytes back, and decoding these in the
right one the text. That is done for a whole text or not at all.
"""

import re

from .daily_use import LEAST_SHARE, frequent_share, telling_characters

#: Characters of Windows-1252 by the byte Latin-1 has them as; the five bytes it leaves out are there already.
_TO_LATIN = {
    ord(character): byte
    for byte, character in enumerate(bytes(range(0x80, 0xA0)).decode("cp1252", "replace"), 0x80)
    if character != "\ufffd"
}
_UTF_8_AS_LATIN = ("utf-8", "latin-1")
#: Ways a text can have gone wrong: (what it was in, what it was read in), the last misreading first.
_WAYS = (
    (_UTF_8_AS_LATIN,),
    (_UTF_8_AS_LATIN, _UTF_8_AS_LATIN),
    (_UTF_8_AS_LATIN, _UTF_8_AS_LATIN, _UTF_8_AS_LATIN),
    (("gb18030", "latin-1"),),
    (("cp950", "latin-1"),),
    (_UTF_8_AS_LATIN, ("gb18030", "latin-1")),
    (_UTF_8_AS_LATIN, ("utf-8", "gb18030")),
    (("utf-8", "gb18030"),),
    (("utf-8", "gb18030"), ("utf-8", "gb18030")),
    (("cp950", "gb18030"),),
    (("gb18030", "big5hkscs"),),
)
#: Share of frequent characters an undone text must have, and their number: four in a row are no accident.
_CLEAR_SHARE, _FEWEST = 0.25, 4
#: Places that may be lost on the way, beside one: a share of the undone characters. UTF-8 read as GBK loses a byte
#: wherever a run of Chinese has an odd number of them (3 to 9 % of the characters of reports), UTF-8 read as
#: Windows-1252 the five bytes it lacks (7 to 9 %). The rest can be read, and `broken_characters` flags the text.
_LOST_SHARE = 0.1
#: Characters a way is tried on before the whole text is.
_TRIAL = 3_000
_MARKS = re.compile("\ufffd+")
_REPLACEMENT = f"&#{0xFFFD};"
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def undo(text: str) -> tuple[str, str]:
    """The text as it was before it was misread, and in words what was undone; the text itself and "" where nothing was.

    Undone only where the text is no Chinese in daily use, nearly all of it can be turned back and the result is clearly
    Chinese. Characters the wrong encoding does not have (put in later, by the host) stay as character references, and
    what was lost as U+FFFD; the words count the places.
    """
    begin = _NOT_ASCII.search(text)
    if begin is None or frequent_share(telling_characters(text)) >= LEAST_SHARE:
        return text, ""
    trial = text[begin.start() : begin.start() + _TRIAL]
    # A few characters more or less decide nothing: the first of equally good ways is the simplest.
    tried = [(round(_clearness(_turn_back(trial, way)), 1), -order) for order, way in enumerate(_WAYS)]
    best, order = max(tried)
    if not best:
        return text, ""
    way = _WAYS[-order]
    undone = _turn_back(text, way)
    if not _clearness(undone):
        return text, ""
    what = ", then ".join(f"{right} read as {wrong}" for right, wrong in reversed(way))
    lost = undone.count("\ufffd")
    return undone, what + (f", lost in {lost} place{'s' if lost > 1 else ''}" if lost else "")


def _turn_back(text: str, way: tuple[tuple[str, str], ...]) -> str:
    for right, wrong in way:
        if wrong == "latin-1":
            data = text.translate(_TO_LATIN).encode(wrong, "xmlcharrefreplace")
        else:
            # What GBK lacks at 80 is the euro in the GBK of Windows and of browsers.
            whole = text.replace("\ufffd", _REPLACEMENT).split("€" if wrong == "gb18030" else "\0")
            data = (b"\x80" if wrong == "gb18030" else b"\0").join(
                part.encode(wrong, "xmlcharrefreplace") for part in whole
            )
        text = _MARKS.sub("\ufffd", data.decode(right, "replace").replace(_REPLACEMENT, "\ufffd"))
    return text


def _clearness(undone: str) -> float:
    """Share of frequent characters of a text turned back; 0 where it is not clearly Chinese or too much was lost."""
    telling = telling_characters(undone)
    share = frequent_share(telling)
    lost = undone.count("\ufffd") + undone.count("&#")
    clear = share >= _CLEAR_SHARE and share * len(telling) >= _FEWEST
    return share if clear and lost <= 1 + _LOST_SHARE * len(undone) else 0.0
