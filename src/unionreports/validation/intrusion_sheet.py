"""Which blind sheet does a coder get to find intruders on, and what was it drawn from?

A sheet holds one task and one model. Topics of two models share most of their words: seen side by side, the word that
only one of two like rows has would be known for the intruder. It holds no answer and no place or year.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
import re

import pandas as pd

from unionreports.errors import InputError
from unionreports.model_tables import MODELS
from unionreports.validation.coding_sheet import shown
from unionreports.validation.intrusion_items import LEADING_TOPICS, SHOWN_TERMS, Item, items_hash, items_of
from unionreports.validation.sheet_files import Leaf, save_sheet

TASKS = ("words", "topics")
CHOICES = tuple(f"choice{i}" for i in range(1, SHOWN_TERMS + 2))
#: All columns a sheet may have; those a task does not need are not written.
SHEET_COLUMNS = ("sheet_id", "item", "coder", "text", *CHOICES, "intruder", "note")
WORKSHEET = "intrusion"
#: Documents drawn where no number is given: at four fifths found, the interval reaches 13 points either way.
N_DOCUMENTS = 40

_SHEET_ID = re.compile(r"intrusion-(\w+)-(\w+)-([0-9a-f]+)-(-?\d+)-(\d+)-([0-9a-f]{8})")
_WIDTHS = {"sheet_id": 8, "text": 80, "intruder": 10, "note": 30}


@dataclass(frozen=True)
class Draw:
    """What the id of a sheet says: task, model and its hash, seed, number of items and their hash."""

    task: str
    model: str
    model_hash: str
    random_state: int
    n: int
    drawn: str

    def __str__(self) -> str:
        return f"intrusion-{self.task}-{self.model}-{self.model_hash}-{self.random_state}-{self.n}-{self.drawn}"

    @classmethod
    def read(cls, sheet_id: str) -> "Draw | None":
        """The draw a sheet's id names; None where it is no such id."""
        found = _SHEET_ID.fullmatch(sheet_id)
        if found is None:
            return None
        task, model, model_hash, seed, n, drawn = found.groups()
        return cls(task, model, model_hash, int(seed), int(n), drawn)


def draw_intrusion_sheet(
    tables: Mapping[str, pd.DataFrame],
    task: str,
    coder: str,
    n: int | None = None,
    random_state: int = 0,
    model: str | None = None,
) -> pd.DataFrame:
    """A blind sheet for one coder; the column intruder is to be filled in.

    Every coder who draws with the same seed gets the same items; the rows and the choices of each stand in another order.

    Parameters
    ----------
    tables : topic_models, topic_terms, document_topics, documents and units.
    task : `words` or `topics`.
    coder : name or initials.
    n : topics (task words; default all) or documents (default N_DOCUMENTS); fewer where there are fewer.
    random_state : seed.
    model : which model; by default the first fitted one in the order of MODELS.

    Returns
    -------
    Frame of texts: sheet_id, item, coder, text (task topics), choice1 and up, intruder, note; the last two are empty.

    Raises
    ------
    InputError
        No coder, an unknown task, no such model, or nothing to draw from.
    """
    coder = coder.strip()
    if not coder:
        raise InputError("intrusion sheet", "no coder named", remedy="give the coder's name or initials")
    if task not in TASKS:
        raise InputError(
            "intrusion sheet", "unknown task", value=task, allowed=", ".join(TASKS), remedy="give one of them"
        )
    name, model_hash = _model(tables["topic_models"], model)
    wanted = N_DOCUMENTS if n is None and task == "topics" else n
    items = items_of(tables, task, name, model_hash, random_state, wanted)
    if not items:
        raise InputError(
            "intrusion sheet",
            f"the model {name} has nothing to draw from for the task {task}",
            remedy="fit a model with more topics, or on more text",
        )
    draw = Draw(task, name, model_hash, random_state, len(items), items_hash(items))
    rows = [_row(str(draw), item, coder) for item in items]
    sheet = pd.DataFrame(sorted(rows, key=lambda row: order(coder, row["item"])), columns=list(SHEET_COLUMNS))
    used = [c for c in SHEET_COLUMNS if c not in ("text", *CHOICES) or (sheet[c] != "").any()]
    return sheet[used].astype("str")


def write_intrusion_sheet(sheet: pd.DataFrame, path: Path) -> None:
    """Write a sheet as .csv or .xlsx (with the rules on a second worksheet); the same sheet gives the same bytes.

    Raises
    ------
    InputError
        The name of the file ends in neither.
    """
    task = Draw.read(sheet["sheet_id"].iloc[0]).task
    choices = [c for c in CHOICES if c in sheet]
    widths = _WIDTHS | dict.fromkeys(choices, 18 if task == "words" else 34)
    save_sheet(
        Leaf(WORKSHEET, tuple(sheet.columns), sheet.itertuples(index=False), widths),
        path,
        (Leaf("rules", ("rule",), ((rule,) for rule in intrusion_rules(task)), {"rule": 120}),),
        {"intruder": f'"{",".join(str(i) for i in range(1, len(choices) + 1))}"'},
    )


def intrusion_rules(task: str) -> list[str]:
    """What a coder has to know, a line each."""
    asked = {
        "words": (
            f"Each row shows {SHOWN_TERMS + 1} words. All but one lead the same topic of a topic model; the other "
            "one was put among them. Which does not belong?"
        ),
        "topics": (
            f"Each row shows a passage and some topics (up to {LEADING_TOPICS + 1}), each by its leading words. The "
            "model says the passage is about all of them but one, which was put among them. Which does not belong?"
        ),
    }
    return [
        asked[task],
        "Write its number under intruder: 3 for choice3.",
        "Decide by what the words mean, not by how they look. If you cannot tell, guess and say so under note.",
        "Work alone, and change nothing else. An item left empty counts as not found.",
        "When you have finished, lock it: unionreports intrusion FILE --lock. It is scored only as it was locked.",
    ]


def order(coder: str, *parts: str) -> str:
    """Where something stands on the sheet of a coder, so that tiredness and habit fall on other items for each."""
    return sha256("\x1e".join((coder, *parts)).encode("utf-8", "surrogatepass")).hexdigest()


def _row(sheet_id: str, item: Item, coder: str) -> dict[str, str]:
    choices = sorted(map(shown, item.choices), key=lambda choice: order(coder, item.item, choice))
    cells = {"sheet_id": sheet_id, "item": item.item, "coder": coder, "text": shown(item.text)}
    return dict.fromkeys(SHEET_COLUMNS, "") | cells | dict(zip(CHOICES, choices, strict=False))


def _model(topic_models: pd.DataFrame, wanted: str | None) -> tuple[str, str]:
    """Name and hash of the model wanted, or of the first there is."""
    hashes = dict(zip(topic_models["model"], topic_models["model_hash"], strict=True))
    fitted = [m for m in MODELS if m in hashes]
    name = wanted if wanted is not None else next(iter(fitted), "")
    if name not in hashes:
        raise InputError(
            "intrusion sheet",
            f"no model {name} was fitted" if name else "no topic model was fitted",
            allowed=", ".join(fitted) or None,
            remedy="name one of these" if fitted else "fit the models with: unionreports models",
        )
    return name, hashes[name]
