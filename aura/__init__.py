"""The program around the assistant: settings, database, training and the `aura` command."""
