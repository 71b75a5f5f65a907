"""Which characters does an automatic list number print as?

Numbers of lists stand in the markup of web pages and word processor files and not in their text, but the outline of a
report is read from them.
"""

_CHINESE = "〇一二三四五六七八九"
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
#: Beyond these, numbers are printed in digits.
_MOST_CHINESE, _MOST_ROMAN, _LETTERS, _CIRCLES = 99, 399, 26, 20


def printed(number: int, style: str) -> str:
    """A list number as printed.

    Parameters
    ----------
    number : int
        Number of the item.
    style : str
        chinese, letter, upper_letter, roman, upper_roman, circle; anything else is digits.
    """
    if style == "chinese" and 0 < number <= _MOST_CHINESE:
        tens, ones = divmod(number, 10)
        return (_CHINESE[tens] if tens > 1 else "") + ("十" if tens else "") + (_CHINESE[ones] if ones else "")
    if style in ("letter", "upper_letter") and 0 < number <= _LETTERS:
        return chr(ord("a" if style == "letter" else "A") + number - 1)
    if style in ("roman", "upper_roman") and 0 < number <= _MOST_ROMAN:
        text = ""
        for value, sign in _ROMAN:
            count, number = divmod(number, value)
            text += sign * count
        return text if style == "roman" else text.upper()
    if style == "circle" and 0 < number <= _CIRCLES:
        return chr(ord("①") + number - 1)
    return str(number)
