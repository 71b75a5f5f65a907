"""The one way this software says that what it was given is wrong."""


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
    """

    def __init__(self, file, problem, *, remedy, line=None, column=None, value=None, allowed=None):
        place = str(file)
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
        super().__init__("\n".join(lines))
        self.file, self.line, self.column, self.value = file, line, column, value


def refuse(error: InputError) -> None:
    """What to do with a wrong input where nothing can be done without it; others collect what they are told."""
    raise error
