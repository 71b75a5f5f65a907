"""Name of a topic and the mark of an unstable one: the same in every figure."""

from collections.abc import Mapping
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.patches import Patch
import pandas as pd

from unionreports.figures.style import BLUE, GREEN, GREY, ORANGE, PURPLE, fitted

#: Colour, marker and name of a topic model.
MODEL_LOOKS = {
    "nmf": (BLUE, "o", "NMF"),
    "lda": (ORANGE, "s", "LDA"),
    "structural": (GREEN, "^", "structural topic model"),
    "keywords": (PURPLE, "D", "keyword-assisted topics"),
}
#: More topics than this cannot be read on one page.
MAX_TOPICS = 30
#: Lies over what an unstable topic says.
HATCH = "/////"


@dataclass(frozen=True)
class TopicLooks:
    """How the topics of one model are named and marked.

    Attributes
    ----------
    names
        Text beside the number of a topic, as `text.topic_labels.labels_of` gives it. A topic without one has its number.
    unstable
        Topics that fell below the threshold of stability when the model was fitted again, in any way that was tried.
    measured
        Whether stability was measured at all.
    """

    names: dict[int, str]
    unstable: frozenset[int]
    measured: bool

    def colour(self, topic: int) -> str:
        return GREY if topic in self.unstable else BLUE

    def label(self, topic: int, inches: float = 2.4) -> str:
        """'3 安全生产', on one line of this width at 8 points; behind it whether the topic is unstable."""
        mark = " (unstable)" if topic in self.unstable else ""
        return fitted(f"{topic}  {self.names.get(topic, '')}", inches - 0.064 * len(mark)) + mark

    def title(self, topic: int, inches: float) -> str:
        """Two lines over a panel: number and mark, name."""
        mark = " · unstable" if topic in self.unstable else ""
        return f"topic {topic}{mark}\n{fitted(self.names.get(topic, ''), inches)}"

    def note(self, shown: list[int]) -> str:
        """Sentence on which of the topics shown are unstable."""
        if not self.measured:
            return " How stable the topics are was not measured."
        n = len(self.unstable.intersection(shown))
        if n == 0:
            return f" None of the {len(shown)} topics shown is unstable."
        return (
            f" Grey: {n} of the {len(shown)} topics shown {'is' if n == 1 else 'are'} unstable; "
            "fitted again they come out otherwise."
        )


def topic_looks(stability: pd.DataFrame, model: str, names: Mapping[int, str]) -> TopicLooks:
    """Looks of the topics of `model` from the table `topic_stability`; `names` as in `TopicLooks`."""
    own = stability[stability["model"] == model]
    unstable = own.loc[~own["stable"].astype(bool), "topic"]
    return TopicLooks(dict(names), frozenset(int(t) for t in unstable), not own.empty)


def model_name(model: str) -> str:
    return MODEL_LOOKS[model][2] if model in MODEL_LOOKS else model


def hatch_column(axes: Axes, at: float) -> None:
    """Lay the mark of an unstable topic over a column of a heat map."""
    axes.axvspan(at - 0.5, at + 0.5, facecolor="none", edgecolor=GREY, hatch=HATCH, lw=0, alpha=0.45)


def unstable_handle(looks: TopicLooks, shown: list[int], hatched: bool) -> list[Patch]:
    """Line of the legend for unstable topics, where one is shown."""
    if not looks.unstable.intersection(shown):
        return []
    return [
        Patch(
            facecolor="white" if hatched else GREY,
            edgecolor=GREY,
            hatch=HATCH if hatched else "",
            label="unstable topic",
        )
    ]
