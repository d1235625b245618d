"""A small shop as command lines, and a document that changes something of every kind in it."""

from __future__ import annotations

from typing import Final

SHOP: Final = (
    "center add shop",
    "agent add Ana --extension 101 --role manager",
    "agent add Boris --extension 102",
    "agent add Vera --extension 103",
    "center assign shop Ana Boris Vera",
    "center role shop Ana --role admin",
    "group add support --center shop",
    "group add night --center shop",
    "group add sales",
    "group members add support Ana Vera",
    "group members add night Boris",
    "flow add main --number 029876543",
    "flow option main 1 group:night",
)
DOCUMENT: Final = """\
centers:
  - name: shop
    service-level: 90/15
    people: [{agent: Ana, role: admin}, Vera Petrova, {agent: Nina, role: supervisor}]
agents:
  - {name: Ana, reports-to: []}
  - {name: Boris, extension: null}
  - {id: 3, name: Vera Petrova, skills: {billing: 5}}
  - {name: Nina, extension: 0104, devices: [laptop], hours: mon-fri 09:00-17:00, reports-to: Ana}
groups:
  - name: support
    description: Everything that is broken and that somebody wants to be whole again before the weekend
    topics: [repairs]
    exceptions: [{dates: 2026-12-24, kind: closed, name: Eve}]
    members: [{agent: "#3", weight: 5}, Nina]
  - name: sales
rules:
  - {if: [topic=billing], to: sales}
chat-settings: {welcome: "no"}
"""
PLAN: Final = """\
Plan for tenant "test": 1 object to delete, 1 to create, 7 to change

- group "night"
-     1 membership would end
-     flow "main" leads to "night" (1), and would answer nobody there

~ center "shop"
~     service-level: (none) → 90/15
-     assigned Boris
+     assigned Nina: supervisor

~ agent "Boris"
~     extension: 102 → (none)

~ agent "Vera Petrova"
~     name: Vera → Vera Petrova
+     skill billing: 5

+ agent "Nina"
+     extension: 0104
+     device laptop
+     reports to Ana
+     hours: mon-fri 09:00-17:00

~ group "support"
~     description: (none) → Everything that is broken and that somebody wants to
~         be whole again before the weekend
~     topics: (none) → repairs
-     member Ana
~     member Vera Petrova: weight 1 → 5, position 2 → 1
+     member Nina: position 2
+     exception 2026-12-24 (Eve): closed

~ flow "main"
~     key 1: group:night → group:night (deleted)

~ rules of the tenant
+     rule topic=billing: place 1, sales

~ chat-settings "default"
~     welcome: (none) → no
"""
