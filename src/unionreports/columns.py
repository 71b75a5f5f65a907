"""What a column and a table are: dtype, meaning, allowed values, keys."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """One column as declared: its pandas dtype, what it means, and which values it may hold."""

    dtype: str
    description: str
    allowed: tuple[str, ...] | None = None
    lowest: float | None = None
    highest: float | None = None
    nullable: bool = False
    #: The cell holds any number of the allowed values, joined with "|".
    joined: bool = False

    @property
    def rule(self) -> str:
        """What the column may hold, in words."""
        if self.allowed:
            return "any of " * self.joined + ", ".join(self.allowed) + ' joined with "|"' * self.joined + ", or empty"
        words = {"str": "text", "int64": "whole number", "Int64": "whole number", "bool": "True or False"}
        rule = words.get(self.dtype, "number")
        if self.lowest is not None:
            rule += f" from {self.lowest:g}" + (f" to {self.highest:g}" if self.highest is not None else "")
        return rule + (", or empty" if self.nullable or self.dtype == "str" else "")


@dataclass(frozen=True)
class Table:
    """One table: what a row is, its key columns, and its columns in order."""

    name: str
    row: str
    key: tuple[str, ...]
    columns: dict[str, Column]

    def rule(self, column: str) -> str:
        """What a column of this table may hold, in words; a key is never empty."""
        rule = self.columns[column].rule
        return rule.removesuffix(", or empty") if column in self.key else rule

    def empty(self):
        """A frame of this table without rows."""
        import pandas as pd

        return pd.DataFrame({name: pd.Series(dtype=column.dtype) for name, column in self.columns.items()})


def text(description, allowed=None):
    return Column("str", description, allowed)


def whole(description, nullable=False):
    return Column("Int64" if nullable else "int64", description, nullable=nullable)


def share(description, nullable=False):
    return Column("float64", description, lowest=0, highest=1, nullable=nullable)


def number(description, nullable=False, lowest=None):
    return Column("float64", description, lowest=lowest, nullable=nullable)


def yes(description):
    return Column("bool", description)


def table_of(name, row, key, **columns):
    return Table(name, row, key, columns)
