"""What stood before each edit, without what must not be told of private persons.

What a page's clean text leaves out (a host's title, a list of links, a doubled passage, a tag) is shown in the table of
edits, and can tell of persons as the text does. It is read once more, in the normal form of characters, for names
can be parted by blanks or written in traditional script.
"""

from collections.abc import Sequence

from .characters import normalise
from .edits import Edit, Layer
from .personal_names import PersonalNames
from .privacy import MASK, Hidden, find, masks
from .script import simplified

#: Shortest name: what is shorter tells nothing.
_SHORTEST = 2
_LINE_FEED = "\n"


def befores(raw: str, edits: Sequence[Edit], names: PersonalNames, hidden: Hidden) -> list[str]:
    """The raw characters of each edit, masked where they tell of private persons in hardship.

    Parameters
    ----------
    hidden : names masked on this page wherever they stand.
    """
    shown = [MASK * (end - start) if step == "privacy" else raw[start:end] for start, end, _, step, _ in edits]
    telling = [i for i, before in enumerate(shown) if len(before) >= _SHORTEST and edits[i].step != "privacy"]
    for markup in (False, True):
        chosen = [i for i in telling if (edits[i].step == "markup") is markup]
        texts = _hide([shown[i] for i in chosen], markup, names, hidden)
        for i, text in zip(chosen, texts, strict=True):
            shown[i] = text
    return shown


def _hide(pieces: Sequence[str], markup: bool, names: PersonalNames, hidden: Hidden) -> list[str]:
    """The pieces with names masked, each as long as it was."""
    joined = _LINE_FEED.join(pieces)
    # What a tag says is no text for the normal form, which would cut it.
    layer = Layer(joined, [] if markup else normalise(joined))
    # A cut line alone has too few characters to tell its script by.
    text = simplified(layer.text)
    characters = list(joined)
    for start, end, _ in masks(text, find(text, names), hidden):
        for i in range(layer.start(start), layer.end(end)):
            characters[i] = MASK if characters[i] not in "\r\n" else characters[i]
    masked, at, cut = "".join(characters), 0, []
    for piece in pieces:
        cut.append(masked[at : at + len(piece)])
        at += len(piece) + 1
    return cut
