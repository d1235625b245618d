"""The names that a tenant knows, for completion: read by sqlite3 itself, for the ORM takes too long.

The file is opened read-only and never made, migrated or waited for.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path


class Kind(StrEnum):
    """What the names are those of."""

    AGENT = "agent"
    CENTER = "center"
    DEVICE = "device"
    FLOW = "flow"
    GROUP = "group"
    SKILL = "skill"
    TOPIC = "topic"


QUERIES: Final = {
    Kind.AGENT: "SELECT name FROM agent ORDER BY name_key, id",
    Kind.CENTER: "SELECT name FROM center ORDER BY name_key",
    Kind.DEVICE: "SELECT device.name FROM device JOIN agent ON agent.id = agent_id"
    " WHERE agent.name = :of ORDER BY device.name_key",
    Kind.FLOW: "SELECT name FROM flow ORDER BY name_key",
    Kind.GROUP: "SELECT name FROM team ORDER BY name_key",
    Kind.SKILL: "SELECT name FROM agent_skill UNION SELECT name FROM group_skill ORDER BY name",
    Kind.TOPIC: "SELECT name FROM topic ORDER BY name_key",
}


def read(path: Path, kind: Kind, *, of: str | None = None) -> list[str]:
    """The names of one kind, each once, in order.

    Args:
        path: the tenant's file.
        kind: what the names are those of.
        of: for devices the name of their agent.

    Raises:
        sqlite3.Error: there is no such file, or it is no tenant that this program knows.
    """
    import os
    import sqlite3
    from contextlib import closing
    from urllib.parse import quote

    uri = f"file:{quote(os.fsencode(path.absolute()))}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True, timeout=0.1)) as tenant:
        rows = tenant.execute(QUERIES[kind], {"of": of})
        return list(dict.fromkeys(name for (name,) in rows))
