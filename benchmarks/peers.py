"""Intent accuracy of Aura beside stock Rasa and nlp.js: same training messages, same tests.

Everyone learns `bot/data/nlu` afresh and then reads the development set without being told a
message's language. The likeliest intent counts, also where the assistant would ask back.

Environment variables: `BENCH_PEERS`, some of aura, nlpjs, lr and diet with commas between them;
`BENCH_EVERY`, 20 for every 20th training message; `BENCH_EPOCHS`, those of DIET.
"""

import asyncio
import json
import logging
import os
import shutil
import subprocess
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import rasa
import yaml
from rasa.core.agent import Agent
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.model_training import train_nlu
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier
from rasa.utils.log_utils import configure_structlog
from rich.console import Console
from rich.table import Table
from sklearn.exceptions import ConvergenceWarning

from aura.settings import ROOT
from bot.assistant import Assistant
from bot.evaluation import cases, training
from bot.evaluation.cases import Case
from bot.evaluation.figures import share
from bot.evaluation.measure import understand

# What `rasa init` puts before its classifier.
STOCK = [
    {"name": "WhitespaceTokenizer"},
    {"name": "RegexFeaturizer"},
    {"name": "LexicalSyntacticFeaturizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
]
# Messages times epochs that DIET learns in about 15 minutes on 2 cores; 100 epochs are its default.
DIET_READS = 90_000
DIET_MOST_EPOCHS = 100
PACKAGES = ("basic@4.27.0", "lang-fi@4.26.1", "lang-en@4.26.1", "lang-sv@4.26.1")
SECONDS_TO_INSTALL = 300
SECONDS_TO_RUN = 3600


@dataclass(frozen=True)
class Reading:
    """What one peer took each test for, with the seconds it learnt and the milliseconds it read."""

    title: str
    intents: list[str]
    seconds: float
    milliseconds: float | None


class Missing(Exception):
    """A peer cannot run here; the message says why."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class StockLogisticRegression(LogisticRegressionClassifier):  # type: ignore[misc]
    """Rasa's own, saved otherwise: the skops that Rasa pins does not import beside our sklearn."""

    def persist(self) -> None:
        """Write what the classifier learnt."""
        with self._model_storage.write_to(self._resource) as folder:
            clf = self.clf
            np.savez(folder / "lr.npz", *(clf.coef_, clf.intercept_, clf.classes_.astype(str)))

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "StockLogisticRegression":
        """Read it again."""
        component = cls(config, execution_context.node_name, model_storage, resource)
        clf = component.clf
        with model_storage.read_from(resource) as folder:
            clf.coef_, clf.intercept_, clf.classes_ = np.load(folder / "lr.npz").values()
        return component


def run(console: Console) -> None:
    """Train and test the chosen peers one after the other and print the table."""
    learnt, tests = training.read()[:: int(os.environ.get("BENCH_EVERY", "1"))], cases.read()
    chosen = os.environ.get("BENCH_PEERS", ",".join(PEERS)).split(",")
    configure_structlog(logging.WARNING)
    readings: list[Reading] = []
    missing: list[str] = []
    for name in chosen:
        console.print(f"peers: {name} learns {len(learnt)} messages …")
        with tempfile.TemporaryDirectory() as folder:
            try:
                found = PEERS[name](learnt, tests, Path(folder))
            except Missing as reason:
                missing.append(f"{name} was left out: {reason}")
                continue
        # Printed at once: half an hour's work is not lost with the next peer.
        for reading in found:
            right = share(i == c.intent for i, c in zip(reading.intents, tests, strict=True))
            console.print(f"peers: {reading.title}: {right:.3f}, learnt in {reading.seconds:.0f} s")
        readings += found
    console.print(_table(readings, tests, len(learnt)))
    for line in missing:
        console.print(line)


def _aura(learnt: list[Case], tests: list[Case], folder: Path) -> list[Reading]:
    """Aura as it is: `config.yml` and the rules, as `aura train` trains it."""
    with _own_cache(folder):
        started = time.perf_counter()
        result = rasa.train(
            domain=str(ROOT / "domain.yml"),
            config=str(ROOT / "config.yml"),
            training_files=[str(_as_rasa(learnt, folder)), str(ROOT / "bot" / "data" / "rules")],
            output=str(folder),
        )
        seconds = time.perf_counter() - started
    understood, milliseconds = understand(Assistant(Path(result.model)), tests)
    return [Reading("Aura", [u.intent for u in understood], seconds, median(milliseconds))]


def _counts_lr(learnt: list[Case], tests: list[Case], folder: Path) -> list[Reading]:
    classifier = {"name": f"{__name__}.{StockLogisticRegression.__name__}"}
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", ConvergenceWarning)
        reading = _stock_rasa("Rasa, counts + LR", classifier, learnt, tests, folder)
    if not any(issubclass(warning.category, ConvergenceWarning) for warning in caught):
        return [reading]
    title = f"{reading.title} (100 iterations, not converged)"
    return [Reading(title, reading.intents, reading.seconds, reading.milliseconds)]


def _counts_diet(learnt: list[Case], tests: list[Case], folder: Path) -> list[Reading]:
    affordable = max(1, min(DIET_MOST_EPOCHS, DIET_READS // len(learnt)))
    epochs = int(os.environ.get("BENCH_EPOCHS", affordable))
    classifier = {
        "name": "DIETClassifier",
        "epochs": epochs,
        "constrain_similarities": True,
        "entity_recognition": False,
        "random_seed": 0,
    }
    title = f"Rasa, counts + DIET ({epochs} epochs)"
    return [_stock_rasa(title, classifier, learnt, tests, folder)]


def _stock_rasa(
    title: str, classifier: dict[str, Any], learnt: list[Case], tests: list[Case], folder: Path
) -> Reading:
    config = folder / "config.yml"
    pipeline = [*STOCK, classifier]
    config.write_text(
        yaml.safe_dump(
            {
                "recipe": "default.v1",
                "assistant_id": "peer",
                "language": "fi",
                "pipeline": pipeline,
            }
        ),
        encoding="utf-8",
    )
    with _own_cache(folder):
        started = time.perf_counter()
        model = train_nlu(str(config), str(_as_rasa(learnt, folder)), str(folder))
        seconds = time.perf_counter() - started
    agent = Agent.load(model)
    intents, milliseconds = asyncio.run(_parse(agent, tests))
    return Reading(title, intents, seconds, median(milliseconds))


async def _parse(agent: Agent, tests: list[Case]) -> tuple[list[str], list[float]]:
    intents, milliseconds = [], []
    for case in tests:
        started = time.perf_counter()
        parse = await agent.parse_message(case.text)
        milliseconds.append((time.perf_counter() - started) * 1000)
        intents.append(parse["intent"]["name"])
    return intents, milliseconds


@contextmanager
def _own_cache(folder: Path) -> Iterator[None]:
    """Let Rasa remember nothing of earlier trainings: they would shorten this one."""
    name = "RASA_CACHE_DIRECTORY"
    before = os.environ.get(name)
    os.environ[name] = str(folder / "cache")
    try:
        yield
    finally:
        os.environ.pop(name)
        if before is not None:
            os.environ[name] = before


def _as_rasa(learnt: list[Case], folder: Path) -> Path:
    """Write the messages as Rasa's training data; returns the file."""
    lines = ['version: "3.1"', "nlu:"]
    for intent, of in groupby(sorted(learnt, key=lambda c: c.intent), key=lambda c: c.intent):
        lines += [f"- intent: {intent}", "  examples: |", *(f"    - {case.text}" for case in of)]
    path = folder / "nlu.yml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _nlpjs(learnt: list[Case], tests: list[Case], folder: Path) -> list[Reading]:
    """One manager with three languages, once guessing a message's language, once told it."""
    if not (shutil.which("node") and shutil.which("npm")):
        raise Missing("there is no Node.js")
    packages = [f"@nlpjs/{package}" for package in PACKAGES]
    npm = ["npm", "install", "--no-audit", "--no-fund", "--loglevel=error", "--prefix", str(folder)]
    command([*npm, *packages], folder, SECONDS_TO_INSTALL)
    script = shutil.copy(Path(__file__).with_name("nlpjs.mjs"), folder)
    given, result = folder / "given.json", folder / "result.json"
    data = {
        "training": [(case.language, case.text, case.intent) for case in learnt],
        "tests": [(case.language, case.text) for case in tests],
    }
    given.write_text(json.dumps(data), encoding="utf-8")
    command(["node", str(script), str(given), str(result)], folder, SECONDS_TO_RUN)
    found = json.loads(result.read_text(encoding="utf-8"))
    milliseconds = median(found["milliseconds"])
    return [
        Reading("nlp.js", found["guessed"], found["seconds"], milliseconds),
        Reading("nlp.js, told the language", found["told"], found["seconds"], None),
    ]


def command(line: list[str], folder: Path, seconds: int) -> None:
    """Run a program in a folder; raises Missing when it fails or takes longer."""
    try:
        done = subprocess.run(
            line, cwd=folder, capture_output=True, text=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise Missing(f"{line[0]} took longer than {seconds} s") from error
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise Missing(f"{line[0]} failed: {last}")


def _table(readings: list[Reading], tests: list[Case], messages: int) -> Table:
    languages = sorted({case.language for case in tests})
    title = f"Intent accuracy, {messages} messages learnt, {len(tests)} tests"
    table = Table("", *languages, "all", "training s", "ms a message", title=title)
    figures = [_accuracies(reading.intents, tests, languages) for reading in readings]
    for reading, row in zip(readings, figures, strict=True):
        speed = "–" if reading.milliseconds is None else f"{reading.milliseconds:.2f}"
        shown = (f"{accuracy:.3f}" for accuracy in row)
        table.add_row(reading.title, *shown, f"{reading.seconds:.0f}", speed)
    ours = [row for reading, row in zip(readings, figures, strict=True) if reading.title == "Aura"]
    theirs = [row for row in figures if row not in ours]
    if ours and theirs:
        best = [max(column) for column in zip(*theirs, strict=True)]
        ahead = (f"{(a - b) * 100:+.1f}" for a, b in zip(ours[0], best, strict=True))
        table.add_section()
        table.add_row("Aura to the best peer, points", *ahead, "", "")
    return table


def _accuracies(intents: list[str], tests: list[Case], languages: list[str]) -> list[float]:
    """Return the accuracy in each language, then in all."""
    read = list(zip(intents, tests, strict=True))
    return [
        *(share(i == c.intent for i, c in read if c.language == code) for code in languages),
        share(i == c.intent for i, c in read),
    ]


PEERS: dict[str, Callable[[list[Case], list[Case], Path], list[Reading]]] = {
    "aura": _aura,
    "nlpjs": _nlpjs,
    "lr": _counts_lr,
    "diet": _counts_diet,
}
