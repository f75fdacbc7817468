"""Checks of `make check` over the files that people edit: domain, wording, training data."""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from aura.languages import least
from bot.evaluation import training
from bot.wording import DEFAULT, drafts, languages

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = languages()
DRAFTS = drafts()
NOT_IN_TAXONOMY = {"nlu_fallback", "foreign_language"}
# A place that a language writes as Finnish does needs no label.
PLACES = "labels.municipality."


def main() -> int:
    """Print every problem, and how far each draft is; returns 1 if there is any problem."""
    problems = [
        *taxonomy_problems(),
        *parity_problems(),
        *rule_problems(),
        *look_up_problems(),
        *training_problems(),
    ]
    for problem in problems:
        print(problem, file=sys.stderr)
    for line in draft_report():
        print(line)
    print(f"domain, wording and training data: {len(problems)} problems")
    return 1 if problems else 0


def taxonomy_problems() -> Iterator[str]:
    """Compare the domain's intents and entities with `docs/taxonomy.md`."""
    domain = _load(ROOT / "domain.yml")
    intents = set(domain["intents"]) - NOT_IN_TAXONOMY
    entities = {next(iter(entity)) for entity in domain["entities"]}
    for kind, declared, agreed in (
        ("intent", intents, taxonomy_intents()),
        ("entity", entities, taxonomy_entities()),
    ):
        yield from (
            f"domain.yml: {kind} {name} is not in the taxonomy" for name in declared - agreed
        )
        yield from (f"domain.yml: {kind} {name} is missing" for name in agreed - declared)


def taxonomy_intents() -> set[str]:
    """Return the intents in the first columns of the taxonomy's two intent tables."""
    text = _section("## Guidance intents", "## Which one")
    cells = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", text, re.MULTILINE)
    return {name for cell in cells for name in re.findall(r"`(\w+)`", cell)}


def taxonomy_entities() -> set[str]:
    """Return the entities of the taxonomy's last table."""
    return set(re.findall(r"^\| `(\w+)` \|", _section("## Entities", None), re.MULTILINE))


def parity_problems() -> Iterator[str]:
    """Compare the wording of the languages with each other and with the domain."""
    wordings = {language: _wording(language) for language in (*LANGUAGES, *DRAFTS)}
    first = DEFAULT
    for other in sorted(wordings.keys() - {first}):
        for key in wordings[first].keys() ^ wordings[other].keys():
            if key.startswith(PLACES):
                continue
            missing = other if key in wordings[first] else first
            yield f"bot/responses/{missing}: {key} is missing"
        for key in wordings[first].keys() & wordings[other].keys():
            if _shape(wordings[first][key]) != _shape(wordings[other][key]):
                yield f"{key}: placeholders or buttons differ between {first} and {other}"
    declared = _load(ROOT / "domain.yml")["responses"]
    for name in declared:
        if f"responses.{name}" not in wordings[first]:
            yield f"domain.yml: response {name} has no wording"


def rule_problems() -> Iterator[str]:
    """Look for rules with more than one action: `bot.processor` runs one a turn."""
    for path in sorted((ROOT / "bot" / "data" / "rules").glob("*.yml")):
        for rule in _load(path)["rules"]:
            if sum("action" in step for step in rule["steps"]) != 1:
                yield f"{path.name}: {rule['rule']}: a rule has one action"


def look_up_problems() -> Iterator[str]:
    """Look for live languages in which nobody's cry for help is heard."""
    for language in LANGUAGES:
        path = ROOT / "bot" / "data" / "lookups" / language / "crisis.yml"
        if not path.exists() or not _load(path)["phrases"]:
            yield f"{path.relative_to(ROOT)}: a live language needs the words of people in danger"


def training_problems() -> Iterator[str]:
    """Look for intents with too few messages, messages in two places, and near-duplicates."""
    intents = _intents()
    seen: dict[str, str] = {}
    for language in (*LANGUAGES, *DRAFTS):
        counts: Counter[str] = Counter()
        for path in sorted((ROOT / "bot" / "data" / "nlu" / language).glob("*.yml")):
            for intent, message in messages(path):
                counts[intent] += 1
                key = re.sub(r"\W+", " ", message.casefold()).strip() or message
                if key in seen and seen[key] != intent:
                    yield f"{path.name}: {message!r} is both {seen[key]} and {intent}"
                seen.setdefault(key, intent)
        for intent in intents if language in LANGUAGES else ():
            if counts[intent] < least(intent):
                yield f"{language}: {intent} has {counts[intent]} messages, needs {least(intent)}"
    for language in LANGUAGES:
        for message in development_messages(language):
            key = re.sub(r"\W+", " ", message.casefold()).strip()
            if key in seen and len(key.split()) > 2:
                yield f"development set {language}: {message!r} is also a training message"
    for _, one, other in training.check(training.read(ROOT / "bot" / "data" / "nlu")):
        places = f"{one.language}/{one.style}.yml and {other.style}.yml"
        yield f"{places}: {one.text!r} is nearly {other.text!r}"


def draft_report() -> Iterator[str]:
    """Say of each language that is not live yet what is left to do."""
    for language, texts in DRAFTS.items():
        folder = ROOT / "bot" / "data" / "nlu" / language
        begun = {intent for path in sorted(folder.glob("*.yml")) for intent, _ in messages(path)}
        silent = len(_intents() - begun)
        yield f"{language}: {texts} texts are still TODO, {silent} intents have no messages"


def messages(path: Path) -> Iterator[tuple[str, str]]:
    """Yield (intent, message) of a Rasa NLU file."""
    for block in _load(path)["nlu"]:
        for line in block["examples"].splitlines():
            if line.strip():
                yield block["intent"], line.strip().removeprefix("- ")


def development_messages(language: str) -> Iterator[str]:
    """Yield the messages of the development set."""
    path = ROOT / "tests" / "nlu" / "development" / f"{language}.yml"
    for case in _load(path) if path.exists() else ():
        yield case["text"]


def _intents() -> set[str]:
    return set(_load(ROOT / "domain.yml")["intents"]) - NOT_IN_TAXONOMY


def _wording(language: str) -> dict[str, Any]:
    """Return responses and labels by dotted name."""
    named: dict[str, Any] = {}
    for path in sorted((ROOT / "bot" / "responses" / language).glob("*.yml")):
        document = _load(path)
        for name, variants in document.get("responses", {}).items():
            named[f"responses.{name}"] = variants
        for group, labels in document.get("labels", {}).items():
            named.update({f"labels.{group}.{name}": text for name, text in labels.items()})
    return named


def _shape(wording: Any) -> Any:
    """Return what must be equal in all languages: placeholders and what buttons mean."""
    if isinstance(wording, str):
        return sorted(re.findall(r"\{\w*\}", wording))
    return [
        (
            sorted(re.findall(r"\{\w*\}", variant["text"])),
            sorted(button["payload"] for button in variant.get("buttons", [])),
        )
        for variant in wording
    ]


def _section(start: str, end: str | None) -> str:
    text = (ROOT / "docs" / "taxonomy.md").read_text(encoding="utf-8").split(start)[1]
    return text.split(end)[0] if end else text


def _load(path: Path) -> Any:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise SystemExit(f"{path.relative_to(ROOT)} cannot be read: {error}") from None


if __name__ == "__main__":
    sys.exit(main())
