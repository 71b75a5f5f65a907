"""The one way this software says that what it was given is wrong."""

from collections.abc import Callable

from unionreports.plain_text import plain, plain_lines


class InputError(Exception):
    """Something a person gave is wrong and only a person can put it right.

    Parameters
    ----------
    file : where it stands (a file, a folder, a table).
    problem : what is wrong, in words.
    line : line of the file, the header being line 1.
    column, value : the cell in question.
    allowed : what may stand there.
    remedy : what to do.
    until_then : what is done without it where the work goes on, as "this row is not used".

    Whatever of this a file says of itself, nothing in the message steers a terminal, and no name of a file breaks a line.
    """

    def __init__(self, file, problem, *, remedy, line=None, column=None, value=None, allowed=None, until_then=None):
        place = plain(str(file))
        if line is not None:
            place += f", line {line}"
        if column is not None:
            place += f", column {column}"
        lines = [f"{place}: {problem}"]
        if value is not None:
            lines.append(f"  found:   {str(value)[:200]!r}")
        if allowed is not None:
            lines.append(f"  allowed: {allowed}")
        lines.append(f"  remedy:  {remedy}")
        if until_then is not None:
            lines.append(f"  until then: {until_then}")
        super().__init__(plain_lines("\n".join(lines)))
        self.file, self.line, self.column, self.value = file, line, column, value


#: What is called with each wrong input; when it returns, the work goes on without that input.
Tell = Callable[[InputError], None]


def refuse(error: InputError) -> None:
    """What to do with a wrong input where nothing can be done without it; others collect what they are told."""
    raise error
