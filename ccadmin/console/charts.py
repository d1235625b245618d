"""Pictures as text: bars by time drawn by plotext, bars by name by Rich.

Each kind of bar has a filling of its own beside its colour, so that nothing is lost without
colours. Colours are those of the terminal's own palette, which suit a light and a dark one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from ccadmin.console.cells import visible
from ccadmin.errors import RuleError
from ccadmin.report.charts import ByTime, Scale, Tone

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ccadmin.report.charts import ByName, Series

WIDEST: Final = 120
"""Columns beyond which a picture is only harder to read."""
HEIGHT: Final = 8
"""Lines of bars in a picture by time."""
_NAME: Final = 24
_FILLINGS: Final = {Tone.GOOD: "█", Tone.BAD: "▒", Tone.OTHER: "░", Tone.PLAIN: "█"}
_COLOURS: Final = {Tone.GOOD: "green", Tone.BAD: "red", Tone.OTHER: "gray", Tone.PLAIN: "cyan"}
_CODES: Final = {"green": "32", "red": "31", "cyan": "36", "gray": "90"}
_PLAIN: Final = "\x1b[0m"
_COLOUR: Final = re.compile(r"\x1b\[[0-9;]*m")
_TRAILING: Final = re.compile(r"( |\x1b\[0m)+$")


def drawn(charts: Sequence[ByTime | ByName], *, width: int, coloured: bool) -> Iterator[str]:
    """The lines of some pictures.

    Raises:
        RuleError: plotext is not installed.
    """
    width = min(width, WIDEST)
    for chart in charts:
        yield ""
        if isinstance(chart, ByTime):
            yield visible(chart.title)
            if len(chart.series) > 1:
                yield "  ".join(_legend(series, coloured=coloured) for series in chart.series)
            yield from _by_time(chart, width=width, coloured=coloured)
        else:
            yield visible(chart.title)
            yield from _by_name(chart, width=width, coloured=coloured)


def _by_time(chart: ByTime, *, width: int, coloured: bool) -> Iterator[str]:
    """The bars of each instant as so many whole columns of the canvas, with a gap where there is room."""
    plotext = _plotext()
    figure = plotext.figure
    figure.clear()
    figure.theme("simple" if coloured else "colorless")
    figure.axes(False, axis="both", side=1)  # noqa: FBT003 - plotext's own signature
    top = _top(chart)
    count = len(chart.starts)
    each = max((width - _MARGIN - 1) // count, 1)
    thick = each - 1 if each > 1 else 1
    columns = max(count * each - (each - thick), 2)
    figure.plot_size(columns + _MARGIN + 1, HEIGHT + 2)
    for target in chart.targets:
        line = figure.signal(
            list(range(columns)),
            [target] * columns,
            marker=_painted(plotext, "─", "gray", coloured=coloured),
        )
        figure.draw(line)
    for tone, base in _stacked(chart.series):
        at = [(bar * each + column, height) for bar, height in base for column in range(thick)]
        if at:
            marker = _painted(plotext, _FILLINGS[tone], _COLOURS[tone], coloured=coloured)
            places, heights = zip(*at, strict=True)
            bars = figure.bar(list(places), list(heights), marker=marker, width=0, lines=False)
            figure.draw(bars)
    figure.ruler("x").lim(0, columns - 1)
    figure.ruler("y").lim(0, top)
    figure.ruler("y").ticks([0, top / 2, top], [_tick(chart.scale, top * n / 2) for n in range(3)])
    figure.ruler("x").ticks(*_times(chart.starts, each, thick))
    for line in str(figure.build().string()).splitlines():
        if coloured:
            yield _TRAILING.sub("", line) + _PLAIN
        else:
            yield _COLOUR.sub("", line).rstrip()


def _by_name(chart: ByName, *, width: int, coloured: bool) -> Iterator[str]:
    from rich.bar import Bar as Drawn
    from rich.console import Console as Terminal
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, show_header=False, padding=(0, 1, 0, 0), width=width)
    table.add_column(no_wrap=True, max_width=_NAME, overflow="ellipsis", style="bold")
    table.add_column(ratio=1)
    table.add_column(no_wrap=True, justify="right")
    for bar in chart.bars:
        length = Drawn(1, 0, min(bar.length or 0, 1), color=_COLOURS[bar.tone])
        table.add_row(Text(visible(bar.name)), length, Text(bar.text))
    terminal = Terminal(
        width=width, force_terminal=coloured, no_color=not coloured, highlight=False
    )
    with terminal.capture() as captured:
        terminal.print(table)
    for line in captured.get().splitlines():
        yield line.rstrip()


def _stacked(
    series: Sequence[Series],
) -> Iterator[tuple[Tone, list[tuple[int, float]]]]:
    """The tops of the bars of each series, the highest series first: each is drawn over the last."""
    bars = range(len(series[0].heights)) if series else range(0)
    sums = [0.0 for _ in bars]
    layers = []
    for each in series:
        own = [(bar, height) for bar in bars if (height := each.heights[bar])]
        for bar, height in own:
            sums[bar] += height
        layers.append((each.tone, [(bar, sums[bar]) for bar, _ in own]))
    yield from reversed(layers)


def _top(chart: ByTime) -> float:
    """The height of the canvas: 1 for shares, else a round number above every bar."""
    if chart.scale is Scale.SHARE:
        return 1.0
    sums = [
        sum(series.heights[bar] or 0 for series in chart.series) for bar in range(len(chart.starts))
    ]
    highest = max(sums, default=0)
    for step in (2, 4, 6, 8, 10, 20, 40, 60, 80):
        scaled = highest
        power = 1
        while scaled > 80:  # noqa: PLR2004 - the last of the steps
            scaled, power = scaled / 10, power * 10
        if scaled <= step:
            return float(step * power)
    raise AssertionError(highest)


def _tick(scale: Scale, height: float) -> str:
    text = f"{height * 100:.0f} %" if scale is Scale.SHARE else f"{height:,.0f}"
    return text.rjust(_MARGIN)


def _times(starts: Sequence[str], each: int, thick: int) -> tuple[list[int], list[str]]:
    """Where the times stand below the bars, so far apart that they can be told from each other."""
    apart = -(-_APART // each)
    pretty = next((step for step in (1, 2, 4, 8, 12, 16, 24, 32, 48) if step >= apart), apart)
    picked = range(0, len(starts), pretty)
    return [bar * each + (thick - 1) // 2 for bar in picked], [starts[bar] for bar in picked]


def _legend(series: Series, *, coloured: bool) -> str:
    code = _CODES[_COLOURS[series.tone]]
    filling = _FILLINGS[series.tone]
    if coloured:
        filling = f"\x1b[{code}m{filling}\x1b[0m"
    return f"{filling} {series.name}"


def _painted(plotext: Any, filling: str, colour: str, *, coloured: bool) -> Any:
    return plotext.colorize(filling, colour) if coloured else filling


def _plotext() -> Any:
    try:
        import plotext
    except ModuleNotFoundError:
        raise RuleError(
            "missing-library",
            'charts need the library "plotext", which is not installed',
            hint="pip install 'ccadmin[charts]'",
        ) from None
    return plotext


_MARGIN: Final = 6
"""Columns left of the axis."""
_APART: Final = 9
"""Columns from one time below the bars to the next, at least."""
