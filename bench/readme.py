"""The figures that a reader of the README wants first, out of all that one run found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

ENGINES: Final = {
    "compiled": "ccadmin, compiled",
    "compiled, every feature on": "ccadmin, compiled, every feature on",
    "interpreted": "ccadmin, interpreted",
    "SimPy": "SimPy, the same answers",
    "Ciw": "Ciw, the nearest model",
}


def summary(found: Mapping[str, Any]) -> str:
    """The README's block, in Markdown: rates and ratios, then a whole command and memory."""
    engines, whole = found["engines"], found["whole"]
    rates = {name: spread.median for name, spread in engines["rates"].items()}
    lines = ["| | contacts a second | SimPy = 1 |", "|---|--:|--:|"]
    lines += [
        f"| {label} | {rates[name]:,.0f} | {_times(rates[name] / rates['SimPy'])} |"
        for name, label in ENGINES.items()
    ]
    kept = found["memory"]["bytes a contact beyond the input"]["every feature on"].median
    route, floor = whole["wall s"]["route"].median, whole["wall over floor"].median
    peak = whole["peak MiB"]["route"].median
    command = (
        f"`ccadmin route --simulate` on a file of {whole['calls']:,} calls takes {route:.1f} s from "
        f"start to exit, {floor:.1f} times what only reading and writing the same files takes, and "
        f"{peak:,.0f} MiB. With every feature on, a contact takes {kept:.0f} bytes beyond the input."
    )
    lines += ["", command, "", f"Medians of one run of `make bench`: {found['machine']}."]
    return "\n".join(lines)


def _times(ratio: float) -> str:
    return f"{ratio:,.0f}" if ratio >= 10 else f"{ratio:.1f}"
