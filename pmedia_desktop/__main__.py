"""``python -m pmedia_desktop`` and the entry of the packed program: the command line."""

import sys

from pmedia_desktop.cli import main

if __name__ == "__main__":
    sys.exit(main())
