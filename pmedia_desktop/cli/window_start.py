"""The start of the window without the commands' parser, which takes longer to build than a window to paint."""

from collections.abc import Sequence
from pathlib import Path

_SWITCHES = {
    "--in-tray": "in_tray",
    "--exit-when-shown": "exit_when_shown",
    "--exit-when-loaded": "exit_when_loaded",
}


def start_window(arguments: Sequence[str]) -> int | None:
    """Run the window when nothing else is asked for; None leaves the arguments to the parser."""
    switches = dict.fromkeys(_SWITCHES.values(), False)
    folder: Path | None = None
    rest = list(arguments)
    while rest:
        word = rest.pop(0)
        if word in _SWITCHES:
            switches[_SWITCHES[word]] = True
        elif word == "--data" and rest and not rest[0].startswith("-"):
            folder = Path(rest.pop(0))
        else:
            return None
    from pmedia_desktop.cli.screen import require_screen
    from pmedia_desktop.data_files import user_folder

    require_screen()
    from pmedia_desktop.app import run_window

    return run_window(
        folder or user_folder(),
        in_tray=switches["in_tray"],
        exit_when_shown=switches["exit_when_shown"],
        exit_when_loaded=switches["exit_when_loaded"],
    )
