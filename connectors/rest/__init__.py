"""Rasa's REST shape: for programs that speak to Rasa as it is."""
