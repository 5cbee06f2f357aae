"""Plots for the report, as SVG files whose text stays text."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.ticker import LogLocator

mpl.use("svg")
mpl.rcParams.update(
    {
        "svg.fonttype": "none",
        "svg.hashsalt": "skin-quiz",
        "font.family": "sans-serif",
        "font.size": 9,
        "axes.spines.top": False,
        "axes.spines.right": False,
    }
)
_OURS, _OTHERS = "#0a5c58", "#8a8f98"
_LINES = ("#0a5c58", "#b3541e", "#5b4fa0", "#8a8f98")


def bars(
    file: Path, title: str, values: Mapping[str, float], ours: Collection[str], *, log: bool = False
) -> None:
    """Draw one bar for each value, ours in a colour of their own."""
    figure, axes = _figure(title, 0.6 + 0.32 * len(values))
    names = list(values)[::-1]
    colours = [_OURS if name in ours else _OTHERS for name in names]
    drawn = axes.barh(names, [values[name] for name in names], color=colours, height=0.62)
    axes.bar_label(drawn, labels=[_number(values[name]) for name in names], padding=3)
    if log:
        axes.set_xscale("log")
    axes.xaxis.set_visible(False)  # each bar says its number
    axes.margins(x=0.15)
    _save(figure, file)


def lines(
    file: Path, title: str, across: tuple[str, Sequence[float]], up: Mapping[str, Sequence[float]]
) -> None:
    """Draw one line for each series; both axes are logarithmic, so that a slope is a power."""
    figure, axes = _figure(title, 2.6)
    name, places = across
    for (label, values), colour in zip(up.items(), _LINES, strict=False):
        axes.plot(places, values, marker="o", color=colour)
        axes.annotate(
            f"{label} {_number(values[-1])}",
            (places[-1], values[-1]),
            (9, 0),
            textcoords="offset points",
            verticalalignment="center",
            color=colour,
        )
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xticks(places, labels=[_number(place) for place in places])
    axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axes.yaxis.set_major_formatter(lambda value, _: _number(value))
    axes.minorticks_off()
    axes.grid(axis="y", color="#e3e5e8")
    axes.set_axisbelow(True)
    axes.set_xlabel(name)
    everything = [value for values in up.values() for value in values]
    # Room on both sides: what hardly changes must not look as if it did.
    axes.set_ylim(min(everything) / 2, max(everything) * 2)
    _save(figure, file)


def _figure(title: str, height: float) -> tuple[Any, Any]:
    from matplotlib import pyplot as plt  # noqa: PLC0415 - after the backend was chosen

    figure, axes = plt.subplots(figsize=(7, height), layout="constrained")
    axes.set_title(title, loc="left", fontsize=10)
    return figure, axes


def _save(figure: Any, file: Path) -> None:  # noqa: ANN401 - of a library without types
    from matplotlib import pyplot as plt  # noqa: PLC0415 - as above

    figure.patch.set_facecolor("white")
    figure.savefig(file, metadata={"Date": None})
    plt.close(figure)
    text = file.read_text(encoding="utf-8")
    file.write_text("\n".join(line.rstrip() for line in text.splitlines()) + "\n", encoding="utf-8")


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
