"""What the program's log says of an error: what it is and where, never what a person wrote."""

import traceback
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent


def described(error: BaseException) -> str:
    """Return the type of `error` and the innermost place in our code: "KeyError at bot/nlg.py:39".

    Its message is left out, for it may hold personal data.
    """
    place = ""
    for frame, line in traceback.walk_tb(error.__traceback__):
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(_ROOT) and ".venv" not in path.parts:
            place = f" at {path.relative_to(_ROOT)}:{line}"
    return type(error).__name__ + place
