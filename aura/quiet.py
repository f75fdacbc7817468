"""Keep Rasa, TensorFlow and their neighbours quiet: what they print may hold people's words."""

import logging
import os
import warnings


def quiet() -> None:
    """Silence telemetry, native logs and warnings; call it before Rasa is imported."""
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("LOG_LEVEL", "ERROR")  # Rasa's, and its progress bars
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    # A filter would not do: Rasa and its neighbours set their own.
    warnings.showwarning = lambda *_args, **_kwargs: None
    for name in ("rasa", "tensorflow", "apscheduler", "alembic", "asyncio"):
        logging.getLogger(name).setLevel(logging.ERROR)
