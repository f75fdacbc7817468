"""Rasa's REST shape: for the chat page, and for programs that spoke to Rasa before."""
