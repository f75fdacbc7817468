"""What the log says of an error."""

import json

from connectors.faults import described
from connectors.web.limits import Limits


def test_an_error_is_told_by_its_type_and_its_place_in_our_code_alone() -> None:
    try:
        Limits({}).take("what somebody wrote", "somebody")
    except KeyError as error:
        told = described(error)
    assert told.startswith("KeyError at connectors/web/limits.py:")
    assert "somebody" not in told


def test_an_error_of_a_library_is_told_by_the_place_that_called_it() -> None:
    try:
        json.loads("what somebody wrote")
    except ValueError as error:
        told = described(error)
    assert told.startswith("JSONDecodeError at tests/connectors/test_faults.py:")
