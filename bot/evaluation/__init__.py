"""Measure how well messages are understood: `aura nlu report` and the gate in the tests."""
