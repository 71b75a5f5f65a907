"""What reading a file gives."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RawPage:
    """A page as read. `problem` is empty when all is well, else says what is wrong and what to do.

    `text` is what every offset of the project counts in: of plain text the decoded bytes, of other formats the text
    their reader takes out, title and date of the file first, each in a line of its own.
    """

    text: str
    format: str
    encoding: str
    problem: str = ""
