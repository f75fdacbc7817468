"""What the documents name must exist: paths, commands, settings."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from aura.cli import app
from aura.settings import ROOT, Settings

DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_paths_and_links_are_there(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    if document.name == "taxonomy.md":
        return
    for path in re.findall(r"`([\w.]+/[\w./-]*)`", text):
        assert (ROOT / path).exists(), f"{document.name}: {path}"
    for link in re.findall(r"\]\((?!http)([^)#]+)", text):
        assert (document.parent / link).exists(), f"{document.name}: {link}"


def test_every_command_of_the_program_stands_in_the_readme() -> None:
    printed = CliRunner().invoke(app, ["--help"]).output
    commands = "serve train chat parse catalogue conversation desk nlu language"
    for command in commands.split():
        assert command in printed
        assert f"`{command}" in README or f"{command} " in README


def test_every_make_target_of_the_readme_exists() -> None:
    makefile = (ROOT / "Makefile").read_text()
    for target in re.findall(r"make (\w+)", README):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE) or target == "and", target


def test_every_setting_is_documented_with_its_variable() -> None:
    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    for name, setting in Settings.model_fields.items():
        variable = setting.validation_alias or f"AURA_{name.upper()}"
        assert f"`{variable}`" in text
        assert str(setting.description).startswith(str(variable))


def test_every_decision_is_short() -> None:
    for path in (ROOT / "docs" / "adr").glob("*.md"):
        assert len(path.read_text(encoding="utf-8").split()) < 400, path.name
