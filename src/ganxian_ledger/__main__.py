"""`python -m ganxian_ledger` is `ledger`: the entry, so small that Ctrl-C finds it at work."""

import os
import sys

INTERRUPTED = 130


def main() -> None:
    """Load the program and run it; an interrupt is words and a code from the first moment on."""
    sys.unraisablehook = _ignored
    try:
        import signal  # noqa: PLC0415 (whatever is loaded may be interrupted)

        from ganxian_ledger.cli import app  # noqa: PLC0415 (the same)

        code = int(app.run(sys.argv[1:]))
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is over; leaving takes a moment
    except KeyboardInterrupt:
        code = INTERRUPTED
        if sys.stderr is not None:
            try:  # noqa: SIM105 (contextlib may not be loaded yet)
                sys.stderr.write("已中断\n")
            except OSError:
                pass
    if code == INTERRUPTED:
        os._exit(code)  # Python may remember the signal, and would die of it instead
    sys.exit(code)


def _ignored(fault: object) -> None:
    """Say nothing of what Python itself cannot raise, such as an interrupt within a callback."""


if __name__ == "__main__":
    main()
