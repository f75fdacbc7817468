"""The doors people come in by, and the one path that a message takes."""
