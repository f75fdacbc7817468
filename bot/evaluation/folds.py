"""Cross-validation of the intent classifier over the training messages."""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray
from scipy.special import softmax
from sklearn.model_selection import StratifiedKFold

from bot.components.courtesies import without_courtesies
from bot.components.intents import LinearIntentClassifier
from bot.components.linear_model import LinearModel
from bot.encoder import Encoder
from bot.evaluation.cases import Case
from bot.evaluation.figures import Understood

CONFIG = Path(__file__).resolve().parents[2] / "config.yml"
FOLDS = 5
STEPS = FOLDS + 1  # the embeddings come first


def cross_validated(
    cases: list[Case], on_step: Callable[[int], None] = lambda done: None
) -> list[Understood]:
    """Return `cross_validate` of `cases` with the settings of `config.yml`; takes minutes.

    `on_step` hears how many of `STEPS` are done.
    """
    settings = classifier_settings()
    with TemporaryDirectory() as name:
        Encoder.write(Path(name), settings["layers"])
        encoder = Encoder(Path(name))
    embeddings = encoder.embed(
        [without_courtesies(case.text) for case in cases], workers=os.cpu_count() or 1
    )
    on_step(1)
    return cross_validate(
        cases,
        embeddings,
        settings["C"],
        settings["temperature"],
        lambda done: on_step(1 + done),
    )


def cross_validate(
    cases: list[Case],
    embeddings: NDArray[np.float32],
    c: float,
    temperature: float,
    on_fold: Callable[[int], None] = lambda done: None,
) -> list[Understood]:
    """Return each of `cases` as a model understood it that was trained on four other fifths.

    `embeddings` are those of `cases`, row by row; `c` and `temperature` are the classifier's.
    """
    intents = np.array([case.intent for case in cases])
    texts = np.array([without_courtesies(case.text) for case in cases], dtype=object)
    understood: list[Understood] = []
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    for done, (rest, fold) in enumerate(folds.split(texts, intents), 1):
        known = partial(_rows, embeddings, rest)
        model = LinearModel.fit(list(texts[rest]), known, list(intents[rest]), c)
        for index in fold:
            confidences = softmax(model.margins(texts[index], embeddings[index]) * temperature)
            best = int(confidences.argmax())
            understood.append(
                Understood(cases[index], model.intents[best], float(confidences[best]))
            )
        on_fold(done)
    return understood


def classifier_settings(config: Path = CONFIG) -> dict[str, Any]:
    """Return the classifier's settings: its defaults and what `config` says otherwise."""
    for component in yaml.safe_load(config.read_text(encoding="utf-8"))["pipeline"]:
        if component["name"].endswith(LinearIntentClassifier.__name__):
            settings: dict[str, Any] = LinearIntentClassifier.get_default_config() | component
            return settings
    raise ValueError(f"{config} has no {LinearIntentClassifier.__name__}")


def _rows(
    embeddings: NDArray[np.float32], rows: NDArray[np.intp], texts: list[str]
) -> NDArray[np.float32]:
    """Return the embeddings of `texts`, which are those of `rows`."""
    return embeddings[rows]
