"""The assistant: a Rasa project and the code that runs it in process."""
