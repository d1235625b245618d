"""What the branches of a call flow are called: keys of a telephone, and two words."""

from __future__ import annotations

import re
from typing import Final

KEYS: Final = "0123456789*#"
"""The keys of a telephone, in the order in which menus list them."""
OTHERWISE: Final = "otherwise"
AFTER_HOURS: Final = "after-hours"
ROOT: Final = ""
"""The path of the first menu."""
DEEPEST: Final = 9
"""Menus in menus: more keys than that nobody presses."""
_BETWEEN: Final = re.compile(r"[\s,;.\-]+")


def read_keys(text: str) -> str | None:
    """The keys in a text such as `12`, `1 2` or `1-*`; None where something is no key."""
    keys = _BETWEEN.sub("", text)
    return keys if all(key in KEYS for key in keys) else None


def in_order(path: str) -> tuple[int, ...]:
    """What sorts paths as menus list them, each sub-menu behind its key."""
    return tuple(KEYS.index(key) for key in path)
