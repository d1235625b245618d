"""How many chats a person serves at once, and who says so (S4)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

SHOP = {"name": "shop", "chats": 5, "from": "built-in"}
SUPPORT = {"name": "support", "chats": 5, "from": "built-in"}


@pytest.mark.parametrize(
    ("lines", "chats"),
    [
        ([], [{"name": "default", "chats": 5, "from": "built-in"}]),
        (["chat-settings set --max-users 2"], [{"name": "default", "chats": 2, "from": "tenant"}]),
        (["center assign shop Ana"], [SHOP]),
        (["center assign shop Ana --also support"], [SHOP, SUPPORT]),
        (
            [
                "center assign shop Ana --also support",
                "chat-settings set --center shop --max-users 7",
                "chat-settings set --max-users 2",
            ],
            [
                {"name": "shop", "chats": 7, "from": "center"},
                {"name": "support", "chats": 2, "from": "tenant"},
            ],
        ),
        (
            [
                "center assign shop Ana",
                "chat-settings set --center shop --max-users 7",
                "agent edit Ana --capacity 3",
            ],
            [{"name": "shop", "chats": 3, "from": "agent"}],
        ),
        (
            ["agent edit Ana --capacity 1", "agent edit Ana --unset capacity"],
            [{"name": "default", "chats": 5, "from": "built-in"}],
        ),
        (["agent edit Ana --capacity 100"], [{"name": "default", "chats": 100, "from": "agent"}]),
    ],
)
def test_the_agents_own_capacity_comes_before_the_limit_of_the_center(
    tenant: Path, run: Run, lines: list[str], chats: list[dict[str, Any]]
) -> None:
    for line in ("center add shop", "center add support", "agent add Ana", *lines):
        assert run(line).exit_code == 0, line
    shown = json.loads(run("agent show Ana --fields chats_at_once -o json").stdout)
    assert shown == {"chats_at_once": chats}
