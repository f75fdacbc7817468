"""Cross-validation of the intent classifier over the training messages."""

import numpy as np
from numpy.typing import NDArray
from scipy.special import softmax
from sklearn.model_selection import StratifiedKFold

from bot.components.linear_model import LinearModel
from bot.evaluation.cases import Case
from bot.evaluation.figures import Understood

FOLDS = 5


def cross_validate(
    cases: list[Case], embeddings: NDArray[np.float32], c: float, temperature: float
) -> list[Understood]:
    """Return each of `cases` as a model understood it that was trained on four other fifths.

    `embeddings` are those of `cases`, row by row; `c` and `temperature` are the classifier's.
    """
    intents = np.array([case.intent for case in cases])
    texts = np.array([case.text for case in cases], dtype=object)
    understood: list[Understood] = []
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    for rest, fold in folds.split(texts, intents):
        model = LinearModel.fit(list(texts[rest]), embeddings[rest], list(intents[rest]), c)
        for index in fold:
            confidences = softmax(model.margins(texts[index], embeddings[index]) * temperature)
            best = int(confidences.argmax())
            understood.append(
                Understood(cases[index], model.intents[best], float(confidences[best]))
            )
    return understood
