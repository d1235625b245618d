"""What `apply` of a big centre is measured against: a script that reads the files and writes the rows.

    python -m bench.plain_documents DATABASE FOLDER

It knows what is in the files: PyYAML and the csv module read them, sqlite3 reads what there is and
writes what differs in one transaction, with the rows that the audit log and `undo` need. It checks
nothing, and keeps no rule.
"""

from __future__ import annotations

import csv
import json
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import yaml

AGENT: Final = ("name", "email", "extension", "license", "status")
MEMBER: Final = ("weight", "status", "tier", "position")
TEAM: Final = {
    "status": "enabled", "wrap_up": 0, "wrap_up_scope": "agent", "ring_time": 20,
    "on_no_answer": "next", "break_length": 300, "weight": 0, '"order"': "strict", "age_point": 60,
    "tier_wait": 0, "window": "day", "window_days": 1, "scope": "group", "late_joiner": "zero",
    "at_closing": "stay", "skill_relax": 0,
}  # fmt: skip
PERSON: Final = {
    "role": "agent", '"virtual"': 0, "extension_delay": 0, "mobile_delay": 0, "chat_delay": 0,
}  # fmt: skip
"""What a row holds of which the files say nothing."""
AT: Final = "2026-01-01T00:00:00.000Z"


def main(database: str, folder: str) -> None:
    """Makes the tenant what the files say."""
    place = Path(folder)
    document = yaml.load((place / "centre.yaml").read_text(), yaml.CSafeLoader)
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        change = _Change(connection)
        groups = change.groups([each["name"] for each in document["groups"]])
        agents = change.agents(_rows(place / document["agents"]))
        change.members(_rows(place / document["members"]), groups, agents)
        change.record()
        connection.commit()


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _insert(table: str, columns: tuple[str, ...]) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608 - names of ours


class _Change:
    """Everything that is to be written, and the rows about it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        ((self.number,),) = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM revision")
        self.audit: list[tuple[Any, ...]] = []
        self.before: list[tuple[Any, ...]] = []

    def groups(self, names: list[str]) -> dict[str, int]:
        known = dict(self.connection.execute("SELECT name, id FROM team"))
        new = [name for name in names if name not in known]
        for number, name in enumerate(new, start=len(known) + 1):
            known[name] = number
            self._note("created", "group", number, name, None, {"name": name}, "team", [number])
        rows = [(known[name], name, name.casefold(), *TEAM.values()) for name in new]
        self.connection.executemany(_insert("team", ("id", "name", "name_key", *TEAM)), rows)
        return known

    def agents(self, rows: list[dict[str, str]]) -> dict[str, int]:
        columns = ", ".join(AGENT)
        known = {
            row[1]: (row[0], dict(zip(AGENT, row[1:], strict=True)))
            for row in self.connection.execute(f"SELECT id, {columns} FROM agent")  # noqa: S608 - names of ours
        }
        new: list[tuple[Any, ...]] = []
        other: list[tuple[Any, ...]] = []
        ids = {name: number for name, (number, _) in known.items()}
        for row in rows:
            wanted = {field: row[field] for field in AGENT}
            number, was = known.get(row["name"], (len(ids) + 1, None))
            ids[row["name"]] = number
            if was == wanted:
                continue
            values = (*wanted.values(), row["name"].casefold(), row["email"].casefold(), number)
            (new if was is None else other).append(values)
            verb = "created" if was is None else "updated"
            self._note(verb, "agent", number, row["name"], was, wanted, "agent", [number])
        insert = _insert("agent", (*AGENT, "name_key", "email_key", "id", *PERSON))
        self.connection.executemany(insert, [(*row, *PERSON.values()) for row in new])
        assigned = ", ".join(f"{field} = ?" for field in (*AGENT, "name_key", "email_key"))
        self.connection.executemany(f"UPDATE agent SET {assigned} WHERE id = ?", other)  # noqa: S608 - as above
        return ids

    def members(
        self, rows: list[dict[str, str]], groups: dict[str, int], agents: dict[str, int]
    ) -> None:
        query = "SELECT group_id, agent_id, weight, status, tier, position FROM member"
        known = {row[:2]: row[2:] for row in self.connection.execute(query)}
        places: dict[int, int] = dict.fromkeys(groups.values(), 0)
        new: list[tuple[Any, ...]] = []
        other: list[tuple[Any, ...]] = []
        for row in rows:
            key = groups[row["group"]], agents[row["agent"]]
            places[key[0]] += 1
            wanted = int(row["weight"]), "enabled", int(row["tier"]), places[key[0]]
            was = known.get(key)
            if was == wanted:
                continue
            (new if was is None else other).append((*wanted, *key))
            name = f"{row['agent']} in {row['group']}"
            old = None if was is None else dict(zip(MEMBER, was, strict=True))
            fresh = dict(zip(MEMBER, wanted, strict=True))
            verb = "created" if was is None else "updated"
            self._note(verb, "member", key[0], name, old, fresh, "member", list(key))
        insert = _insert("member", (*MEMBER, "group_id", "agent_id"))
        self.connection.executemany(insert, new)
        self.connection.executemany(
            "UPDATE member SET weight = ?, status = ?, tier = ?, position = ?"
            " WHERE group_id = ? AND agent_id = ?",
            other,
        )

    def _note(  # noqa: PLR0913, PLR0917 - the columns of two tables
        self,
        verb: str,
        kind: str,
        number: int,
        name: str,
        was: Any,
        wanted: Any,
        table: str,
        key: list[int],
    ) -> None:
        old = None if was is None else json.dumps(was)
        self.audit.append((AT, "plain", "plain", verb, kind, number, name, old, json.dumps(wanted), self.number, "[]"))  # fmt: skip
        self.before.append((self.number, table, json.dumps(key, separators=(",", ":")), old))

    def record(self) -> None:
        if not self.audit:
            return
        self.connection.executemany(
            "INSERT INTO audit (at, who, command, action, kind, object_id, name, before, after,"
            " revision_id, centers) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            self.audit,
        )
        self.connection.executemany("INSERT INTO row_before VALUES (?, ?, ?, ?)", self.before)
        row = (self.number, AT, "plain", "plain")
        self.connection.execute(
            "INSERT INTO revision (id, at, who, command) VALUES (?, ?, ?, ?)", row
        )


if __name__ == "__main__":
    main(*sys.argv[1:3])
