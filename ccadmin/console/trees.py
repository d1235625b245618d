"""A call flow as a tree of text, no wider than eighty columns or the terminal.

main  +35929876543
"Welcome to the shop"
├─ 1  group sales
├─ 2  menu "For billing press 1"
│     └─ 1  group billing
├─ otherwise, after 2 repeats  group sales
└─ outside mon-fri 09:00-17:00 (Europe/Sofia)  voicemail
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ccadmin.console.cells import visible
from ccadmin.console.wrapping import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

WIDEST: Final = 80
_GAP: Final = "  "


def drawn(card: Mapping[str, Any], *, width: int = WIDEST) -> list[str]:
    """The lines of a flow, as `flow_cards.card` tells it, for a terminal of that width."""
    width = min(width, WIDEST)
    heads = (card["name"], card["number"] or "(no number)")
    about = f"center {card['center']}" if card["center"] else None
    lines = [_GAP.join(visible(word) for word in (*heads, about) if word)]
    if card["greeting"]:
        lines += wrapped(_quoted(card["greeting"]), width)
    branches = [(option["key"], option) for option in card["menu"]]
    branches.append((_otherwise(card), card["otherwise"]))
    if card["after_hours"]:
        branches.append((_outside(card), card["after_hours"]))
    lines += _branches(branches, "", width)
    for problem in map(visible, card["problems"]):
        lines += wrapped(f"! {problem}", width, indent="  ")
    return lines


def _otherwise(card: Mapping[str, Any]) -> str:
    count = card["repeats"]
    if not count:
        return "otherwise"
    return f"otherwise, after {count} repeat{'s' * (count > 1)}"


def _outside(card: Mapping[str, Any]) -> str:
    if card["always_open"]:
        return "after hours (never)"
    return f"outside {card['hours_in_force']} ({card['zone']})"


def _branches(
    branches: Sequence[tuple[str, Mapping[str, Any] | None]], margin: str, width: int
) -> Iterator[str]:
    for place, (label, target) in enumerate(branches, start=1):
        last = place == len(branches)
        below = margin + ("   " if last else "│  ")
        first = f"{margin}{'└─ ' if last else '├─ '}{visible(label)}{_GAP}"
        indent = below + " " * (len(first) - len(below))
        inside = target["menu"] if target else []
        yield from wrapped(
            f"{first}{_target(target)}",
            width,
            indent=indent if len(indent) < width // 2 else below,
        )
        yield from _branches([(option["key"], option) for option in inside], f"{below}   ", width)


def _target(target: Mapping[str, Any] | None) -> str:
    if target is None:
        return "(nothing: a dead end)"
    match target["leads_to"]:
        case "group":
            gone = " (deleted: callers are not answered)" if target["deleted"] else ""
            return f"group {visible(target['group'])}{gone}"
        case "menu":
            said = f" {_quoted(target['greeting'])}" if target["greeting"] else ""
            return f"menu{said}{'' if target['menu'] else ' (no keys)'}"
        case other:
            return str(other)


def _quoted(text: str) -> str:
    return f'"{visible(text)}"'
