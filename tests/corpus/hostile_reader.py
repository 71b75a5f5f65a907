"""A reader of pages that does what libraries do at their worst. It is loaded by a process that reads for another."""

import os
import time

from unionreports.corpus.reading.raw_page import RawPage


def hostile(name: str, data: bytes) -> RawPage:
    """A reader that hangs, dies, or prints as libraries do."""
    if b"hang" in data:
        time.sleep(60)
    if b"crash" in data:
        os.abort()
    print("a library says something")
    return RawPage(f"{name}\u2028\r\n", "html", "utf-8")
