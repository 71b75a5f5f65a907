"""The command `unionreports`: reads the command line, finds the project, runs one of the commands, names errors."""

import argparse
from collections.abc import Sequence
import os
import sys
import traceback

from unionreports.command_line import parser
from unionreports.errors import InputError
from unionreports.files import NO_ROOM


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit status."""
    # Chinese on a terminal that has no Chinese must not stop a run.
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")
    options = parser().parse_args(arguments, argparse.Namespace(project=None, jobs=1))
    try:
        return options.run(options.find(options.project), options)
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("stopped; no table is left half written: run it again", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader (head, less) has seen enough; what Python still holds must not be written to it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        if error.errno in NO_ROOM:
            remedy = "free some space on the disk, and run this again; what was there before is left"
            print(InputError(error.filename or "disk", "there is no room to write", remedy=remedy), file=sys.stderr)
            return 2
        if error.filename is None:
            traceback.print_exc()
            return 3
        remedy = "check that it is there, a file or a folder as it should be, and that you may read and write it"
        print(InputError(error.filename, f"cannot be used ({error.strerror})", remedy=remedy), file=sys.stderr)
        return 2
    except Exception:
        # Without this Python would end with 1, which here means something else.
        traceback.print_exc()
        return 3


if __name__ == "__main__":
    sys.exit(main())
