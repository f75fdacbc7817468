"""A new language is laid out by one command, and nobody meets it before it is ready."""

import json
import shutil
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

from aura.languages import LanguageError, lay_out, least
from aura.settings import ROOT

COPIED = ("aura", "bot", "docs", "tests", "domain.yml", "config.yml")
# What the bot makes of its languages, printed as JSON.
LIVE = """
import json
from aura.quiet import quiet
quiet()
from bot.components import language, lookups
from bot.wording import languages, wording
words = lookups.training_words()
live = {code: sorted(words[code]) for code in languages()}
print(json.dumps({
    "languages": languages(),
    "detected": language.LANGUAGES,
    "terms": len(list(lookups.terms())),
    "words": live,
    "more words": sorted(words.get("xx", set()).difference(*live.values())),
    "fallback": wording("xx").label("language", "own_name"),
}))
"""


def run(tree: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603
        [sys.executable, *arguments],
        cwd=tree, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def copy(folder: Path) -> Path:
    for name in COPIED:
        if (ROOT / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, folder / name, ignore=ignored)
        else:
            shutil.copy(ROOT / name, folder / name)
    return folder


def files(folder: Path) -> dict[Path, bytes]:
    return {
        path: path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project as it is."""
    return copy(tmp_path_factory.mktemp("plain"))


@pytest.fixture(scope="module")
def tree(plain: Path) -> Path:
    """A copy of the project in which the invented language xx was laid out by the command."""
    folder = plain.with_name("tree")
    shutil.copytree(plain, folder)
    before = files(folder)
    result = run(folder, "-m", "aura", "language", "new", "xx")
    assert result.returncode == 0, result.stderr
    assert "bot/responses/xx" in result.stdout
    assert "docs/languages.md" in result.stdout
    after = files(folder)
    assert {path: after[path] for path in before} == before, "only new files are written"
    assert {path.parent.name for path in after.keys() - before.keys()} == {"xx"}
    return folder


def test_the_checks_pass_and_say_what_is_left_to_do(tree: Path) -> None:
    result = run(tree, "-m", "tests.checks")
    assert result.returncode == 0, result.stderr
    texts = sum(path.read_text().count('"TODO ') for path in (tree / "bot/responses/xx").glob("*"))
    line = next(line for line in result.stdout.splitlines() if line.startswith("xx:"))
    assert texts > 300
    assert line == f"xx: {texts} texts are still TODO, {intents(tree)} intents have no messages"


def intents(tree: Path) -> int:
    """Return how many intents English has messages for."""
    paths = sorted((tree / "bot/data/nlu/en").glob("*.yml"))
    return sum(path.read_text().count("\n- intent:") for path in paths)


def test_the_live_languages_are_as_before(plain: Path, tree: Path) -> None:
    without, with_draft = (run(folder, "-c", LIVE) for folder in (plain, tree))
    assert with_draft.returncode == 0, with_draft.stderr
    assert json.loads(with_draft.stdout) == json.loads(without.stdout)
    assert json.loads(with_draft.stdout)["languages"] == ["en", "fi", "sv"]
    assert json.loads(with_draft.stdout)["more words"] == []
    assert json.loads(with_draft.stdout)["fallback"] == "English"


def test_rasa_reads_the_message_files_without_a_warning(tree: Path) -> None:
    from rasa.shared.nlu.training_data.loading import load_data

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        data = load_data(str(tree / "bot/data/nlu/xx"))
    assert data.intent_examples == []
    assert [str(each.message) for each in caught if "nlu/xx" in str(each.message)] == []


def test_each_message_file_says_how_many_messages_an_intent_needs(tree: Path) -> None:
    text = (tree / "bot/data/nlu/xx/out_of_scope.yml").read_text()
    assert f"#- intent: out_of_scope  # at least {least('out_of_scope')} messages" in text


def test_look_ups_have_the_values_of_english_and_no_words(tree: Path) -> None:
    import yaml

    for path in (tree / "bot/data/lookups/en").glob("*.yml"):
        english = yaml.safe_load(path.read_text())
        laid_out = yaml.safe_load((tree / "bot/data/lookups/xx" / path.name).read_text())
        assert laid_out.keys() - {"xx"} == english.keys()
        assert set(map(len, laid_out.values())) == {0}


@pytest.fixture
def finished(tmp_path: Path) -> Path:
    """A tree whose language xx has all its texts; its messages are still missing."""
    folder = copy(tmp_path)
    lay_out(folder, "xx")
    for path in (folder / "bot/responses/xx").glob("*.yml"):
        path.write_text(path.read_text().replace('"TODO ', '"'))
    path = folder / "bot/data/nlu/xx/tet.yml"
    text = path.read_text().replace("nlu: []", "nlu:")
    text = text.replace("#- intent: find_tet", "- intent: find_tet")
    path.write_text(text.replace("#  examples: |", "  examples: |\n    - qwyx zzyx\n", 1))
    return folder


def test_a_language_without_todo_is_live_and_held_to_the_same_checks(finished: Path) -> None:
    live = run(finished, "-c", LIVE)
    assert "xx" in json.loads(live.stdout)["languages"], live.stderr
    result = run(finished, "-m", "tests.checks")
    assert result.returncode == 1
    least_here = least("find_tet_placement")
    assert f"xx: find_tet_placement has 1 messages, needs {least_here}" in result.stderr
    assert "xx/crisis.yml: a live language needs the words of people in danger" in result.stderr
    assert "still TODO" not in result.stdout


@pytest.mark.parametrize("code", ["x", "xxxx", "XX", "x1", "../xx", "", "[x]"])
def test_what_is_no_language_code_is_refused(tmp_path: Path, code: str) -> None:
    with pytest.raises(LanguageError, match="two or three small letters"):
        lay_out(tmp_path, code)
    assert files(tmp_path) == {}


@pytest.mark.parametrize("code", ["en", "sv", "xx"])
def test_a_language_that_is_there_is_left_alone(tree: Path, code: str) -> None:
    before = files(tree)
    result = run(tree, "-m", "aura", "language", "new", code)
    assert result.returncode == 1
    assert f"bot/responses/{code} is there already: nothing was changed" in result.stderr
    assert "Traceback" not in result.stderr
    assert files(tree) == before
