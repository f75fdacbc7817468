"""The widget's door: its gateway, its module, and the pages around it."""
