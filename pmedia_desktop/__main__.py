"""``python -m pmedia_desktop`` is ``pmedia-desktop``."""

import sys

from pmedia_desktop.cli import main

if __name__ == "__main__":
    sys.exit(main())
