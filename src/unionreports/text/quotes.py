"""How is a text shortened for a reader, so that what is left are whole sentences?"""

#: Stands for what was left out, as on coding sheets.
CUT = " […]"
_ENDS = "。！？；\n"
_PAUSES = "，、："
#: What may close a sentence behind its mark.
_CLOSING = "”’》）"


def quoted(text: str, longest: int) -> str:
    """The beginning of a text up to a sentence end, with a mark where something was left out.

    Where no sentence ends in the second half of what may be shown, the text is cut at a comma, and where there is none
    at `longest` characters.

    Parameters
    ----------
    text : clean text.
    longest : most characters of it shown, 1 or more.
    """
    if len(text) <= longest:
        return text
    for marks in (_ENDS, _PAUSES):
        end = max(text.rfind(mark, longest // 2, longest) for mark in marks) + 1
        if end:
            while end < longest and text[end] in _CLOSING:
                end += 1
            return text[:end].rstrip() + CUT
    return text[:longest] + CUT
