"""Functions for tasks: in a module of their own, which another process loads at once."""

import os
from pathlib import Path
import time
import uuid

import numpy as np
import pandas as pd


def count(log: str, n: int, wait: float = 0.0) -> pd.DataFrame:
    """A frame; each call leaves a file behind."""
    Path(log, f"{n}-{uuid.uuid4()}").touch()
    time.sleep(wait)
    return pd.DataFrame({"n": [n], "word": ["厂务公开"]})


def fail_at(log: str, n: int, failing: tuple) -> pd.DataFrame:
    if n in failing:
        raise ArithmeticError(f"number {n} is forbidden")
    return count(log, n)


def interrupted_at(log: str, n: int, flag: str) -> pd.DataFrame:
    if n == 2 and Path(flag).exists():
        raise KeyboardInterrupt
    return count(log, n)


def die_at(n: int, dying: int) -> pd.DataFrame:
    if n == dying:
        os._exit(1)
    return pd.DataFrame({"n": [n], "process": [os.getpid()]})


def many_kinds() -> dict:
    shares = pd.DataFrame(
        np.arange(6.0).reshape(3, 2),
        index=pd.Index(["s1-1", "s1-2", "s1-10"], name="document_id"),
        columns=pd.Index([0, 1], name="topic"),
    )
    typed = pd.DataFrame(
        {
            "year": pd.array([2004, None], dtype="Int64"),
            "word": pd.Series(["", None], dtype="str"),
            "usable": [True, False],
            "low": [np.nan, -0.1],
        }
    )
    return {"shares": shares, "typed": typed, "none": typed.head(0), "array": np.eye(2, dtype=np.int64)}


def of_no_kind() -> list:
    return [1, 2]
