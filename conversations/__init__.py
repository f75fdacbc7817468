"""What was said: the log, and the removal of personal data before anything is stored."""
