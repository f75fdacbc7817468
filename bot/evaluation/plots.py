"""The report's plots as SVG that takes the page's own colours, in the dark and in the light."""

import io
import re
from typing import Any

import matplotlib
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

# matplotlib wants colours; the page wants its own text colour: this one stands for it.
INK = "#010203"
PALETTE = ("#3b82c4", "#d9822b", "#2f9e6e", "#b05cc6", "#c4515f", "#8a8f3c")
STYLE = {
    "svg.fonttype": "none",  # text stays text: it can be read, searched and enlarged
    "svg.hashsalt": "aura",  # the same figures make the same file
    "font.family": "sans-serif",
    "font.size": 10,
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "legend.frameon": False,
    "grid.color": INK,
    "grid.alpha": 0.2,
}


def calibration_curve(tenths: list[dict[str, Any]]) -> str:
    """Draw accuracy over confidence: on the diagonal, confidences mean what they say."""
    with matplotlib.rc_context(STYLE):
        figure = Figure(figsize=(5, 4))
        axes = figure.add_subplot()
        axes.plot([0, 1], [0, 1], linestyle=":", color=INK, alpha=0.6)
        confidences = [tenth["confidence"] for tenth in tenths]
        accuracies = [tenth["accuracy"] for tenth in tenths]
        axes.plot(confidences, accuracies, marker="o", color=PALETTE[0])
        axes.set(xlabel="confidence", ylabel="accuracy", xlim=(0, 1.02), ylim=(0, 1.02))
        axes.xaxis.set_major_formatter(PercentFormatter(1))
        axes.yaxis.set_major_formatter(PercentFormatter(1))
        axes.grid(True)
        return _svg(figure, "calibration")


def intent_bars(intents: dict[str, dict[str, Any]]) -> str:
    """Draw the accuracy of each intent, the worst at the top."""
    ordered = sorted(intents, key=lambda name: -intents[name]["accuracy"])
    with matplotlib.rc_context(STYLE):
        figure = Figure(figsize=(7, 1 + 0.24 * len(ordered)))
        axes = figure.add_subplot()
        axes.barh(ordered, [intents[name]["accuracy"] for name in ordered], color=PALETTE[0])
        axes.set(xlim=(0, 1), ylim=(-0.7, len(ordered) - 0.3))
        axes.xaxis.set_major_formatter(PercentFormatter(1))
        axes.grid(True, axis="x")
        axes.set_axisbelow(True)
        return _svg(figure, "intents")


def style_bars(languages: dict[str, dict[str, Any]]) -> str:
    """Draw the accuracy of each style, one bar a language."""
    styles = sorted({style for of in languages.values() for style in of["styles"]})
    width = 0.8 / max(1, len(languages))
    with matplotlib.rc_context(STYLE):
        figure = Figure(figsize=(7, 3.6))
        axes = figure.add_subplot()
        for number, (language, of) in enumerate(languages.items()):
            heights = [of["styles"].get(style, {"accuracy": 0})["accuracy"] for style in styles]
            places = [at + width * (number - (len(languages) - 1) / 2) for at in range(len(styles))]
            colour = PALETTE[number % len(PALETTE)]
            axes.bar(places, heights, width * 0.92, label=language, color=colour)
        axes.set_xticks(range(len(styles)), styles)
        axes.set_ylim(0, 1)
        axes.yaxis.set_major_formatter(PercentFormatter(1))
        axes.grid(True, axis="y")
        axes.set_axisbelow(True)
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, 1.14), ncol=max(1, len(languages)))
        return _svg(figure, "styles")


def _svg(figure: Figure, name: str) -> str:
    """Return the figure for the inside of a page: names of its own, nothing fetched."""
    written = io.StringIO()
    figure.savefig(
        written,
        format="svg",
        bbox_inches="tight",
        transparent=True,
        metadata={"Date": None, "Creator": None, "Format": None, "Type": None},
    )
    svg = written.getvalue()
    svg = svg[svg.index("<svg") :].replace(INK, "currentColor")
    svg = re.sub(r'\bid="', f'id="{name}-', svg)
    return re.sub(r'(url\(#|href="#)', rf"\1{name}-", svg)
