"""The command line: thin, and quick to answer; commands are imported when they are called."""

from lcsim.cli.main import main

__all__ = ["main"]
