"""How does a text that anybody may have written stand on a terminal, so that nothing in it can steer the terminal?"""


def plain(text: str) -> str:
    """One line without characters that act on a terminal: line ends and tabs are blanks, control characters are named."""
    if text.isprintable():
        return text
    return "".join(
        c if c.isprintable() else " " if c in "\t\n\r\x0b\x0c\x85\u2028\u2029\u3000\xa0" else _named(c) for c in text
    )


def plain_lines(text: str) -> str:
    """As `plain`, with line feeds kept."""
    return "\n".join(map(plain, text.split("\n")))


def _named(character: str) -> str:
    return f"\\u{ord(character):04x}" if ord(character) < 0x10000 else f"\\U{ord(character):08x}"
