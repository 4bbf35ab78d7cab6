"""The command line: thin, and quick to answer; commands are imported when they are called."""

try:
    from lcsim.cli.main import main
except KeyboardInterrupt:  # Ctrl-C while we are still being imported: no traceback then either
    raise SystemExit(130) from None

__all__ = ["main"]
