"""The report as a page: one file that needs nothing else and runs nothing."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.evaluation import plots
from bot.evaluation.report import ALL

TEMPLATE = "page.html.j2"


def render(report: dict[str, Any]) -> str:
    """Return `report` as HTML; people's messages are shown as they are and never as markup."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["percent"] = lambda figure: f"{100 * figure:.1f} %"
    languages = {name: of for name, of in report["languages"].items() if name != ALL}
    return environment.get_template(TEMPLATE).render(
        report=report,
        languages=languages,
        # Drawn here from numbers and our own names, so no markup of others is in it.
        calibration=Markup(plots.calibration_curve(report["calibration"])),  # noqa: S704
        intents=Markup(plots.intent_bars(report["intents"])),  # noqa: S704
        styles=Markup(plots.style_bars(languages)),  # noqa: S704
    )
