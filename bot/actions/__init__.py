"""Custom actions, one module a topic; the shared ones are `answer`, `cards`, `refine`."""
