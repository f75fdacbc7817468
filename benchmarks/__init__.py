"""Measurements beside a peer in the same run; `make bench` prints them as tables."""
