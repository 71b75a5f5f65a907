"""The view to browse shows what stands in the tables and can do nothing: no script, no address but of the web."""

from html.parser import HTMLParser

import pandas as pd
import pytest

from unionreports.figures.topic_browser import topic_browser

#: What a page, or a person who fills in a list, may have written.
HOSTILE = "</blockquote><script>alert('x')</script><img src=x onerror=\"alert(1)\"> & \"' 集体协商"


class Seen(HTMLParser):
    """Tags, attributes and text as a browser reads them."""

    def __init__(self, html: str):
        super().__init__()
        self.tags, self.attributes, self.text, self.open = set(), [], "", []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.attributes += attributes
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def topics(*numbers, terms="集体合同 协商"):
    frame = pd.DataFrame({"topic": list(numbers)}, dtype="int64")
    return frame.assign(probability=terms, frex=terms, lift=terms)


def quote(url="https://example.org/a?b=1&c=2", **columns):
    row = {"quote": "签订集体合同。", "place": "秀水县", "year": "2012", "unit_id": "p1-1-u1", "url": url, "share": 0.8}
    return pd.DataFrame([row | columns])


def browsed(frame, names=None, quotes=None, stable=frozenset(), priorities=None, shares=None) -> Seen:
    return Seen(topic_browser(frame, names or {}, shares or {}, stable, priorities or {}, quotes or {}))


def test_a_topic_is_shown_with_share_terms_quote_and_way_back():
    seen = browsed(topics(0, 1), {0: "Bargaining"}, {0: quote()}, frozenset({0}), {0: "bargaining .8"}, {0: 0.125})
    assert seen.tags == {"details", "summary", "b", "ul", "li", "blockquote", "br", "a"} and not seen.open
    assert "0 Bargaining — 12.5% of all, bargaining .8" in seen.text and "签订集体合同。" in seen.text
    assert "1  — 0.0% of all, unstable" in seen.text and seen.text.count("unstable") == 1
    assert ("href", "https://example.org/a?b=1&c=2") in seen.attributes
    assert "秀水县 2012 p1-1-u1, 80%" in seen.text


def test_what_was_written_elsewhere_stays_text():
    fields = dict.fromkeys(("quote", "place", "year", "unit_id"), HOSTILE)
    url = 'https://example.org/" onclick="alert(1)"><script>'
    seen = browsed(topics(0, terms=HOSTILE), {0: HOSTILE}, {0: quote(url, **fields)}, priorities={0: HOSTILE})
    assert "script" not in seen.tags and "img" not in seen.tags and not seen.open
    assert seen.text.count(HOSTILE) == 9, "name, priority, three orders of terms, quote, place, year, unit"
    assert seen.attributes == [("href", url), ("rel", "noopener noreferrer")]


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", " javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//example.org", ""],
)
def test_an_address_that_is_not_of_the_web_is_no_link(url):
    seen = browsed(topics(0), quotes={0: quote(url)})
    assert "a" not in seen.tags and "秀水县 2012 p1-1-u1" in seen.text


def test_nothing_to_browse_is_said():
    assert browsed(topics()).text == "No topics were fitted."
    assert "blockquote" not in browsed(topics(0), quotes={0: quote().head(0)}).tags
