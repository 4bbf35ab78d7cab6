"""``python -m lcsim``."""

from lcsim.cli import main

if __name__ == "__main__":
    main()
