"""A tenant with a row in every table, and a line for everything that a command can change in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from tests.contents import contents

if TYPE_CHECKING:
    from pathlib import Path

SET_UP: Final = (
    "center add shop",
    "center add office --routing-type linear",
    "agent add Ana --extension 101 --phone 0888123456 --email ana@example.com",
    "agent add Boris --extension 102 --license voice --direct-number 02-123-4567",
    "agent add Vera --extension 103 --role manager",
    "agent add Georgi --extension 104",
    "agent add Robot --virtual --capacity 9",
    "agent device add Ana laptop",
    "agent device add Ana mobile --no-ring",
    "agent skill set Ana billing:5 english:3",
    "agent reports-to Ana Vera",
    "agent status Georgi break --reason lunch",
    "license seats sales 3",
    "center assign shop Ana Vera --role supervisor",
    "center assign office Georgi",
    "group add specialists",
    "group add support --center shop --escalates-to specialists --topics repairs,parts",
    "group edit support --skills billing:2 --max-wait 60 --on-timeout group:specialists",
    "group add sales --strategy call-count --wrap-up 20 --on-closed callback",
    "group add empty",
    "center edit shop --default-group support",
    "group members add support Ana Vera --weight 5",
    "group members add sales Ana Boris Robot --tier 2",
    "hours set agent Ana mon-fri 09:00-12:00,13:00-17:00",
    "hours set group support mon-fri 08:00-18:00 sat 10:00-14:00",
    "hours set center shop mon-sun 00:00-24:00 --zone Europe/Berlin",
    "hours set chat shop mon-fri 09:00-17:00",
    "hours exception add group support 2026-12-24 --closed --name 'Christmas Eve'",
    "hours exception add agent Ana 2026-06-12 --closed 12:00-18:00",
    "hours exception add center shop 12-31 --yearly --open 10:00-14:00",
    "chat-settings set --welcome Hello --max-users 3",
    "chat-settings set --center shop --welcome Hi --silence-timeout 90",
    "flow add main --number 029876543 --center shop --hours group:support",
    "flow option main 1 group:support",
    "flow option main 2 menu --greeting 'For parts press 1'",
    "flow option main 21 group:sales",
    "rule add --if topic=billing --to sales",
    "rule add --if language=bg,en --if customer_type=vip --to support",
    "rule add --to empty",
    "rule add --to support --center shop",
)
CHANGES: Final = (
    "tenant set --zone Europe/London --region GB --name other --cross-channel",
    "center add third --description new",
    "center edit shop --name boutique --service-level 90/15 --unset default-group",
    "center edit office --routing-type random",
    "center delete office --yes",
    "center assign office Ana Vera --role admin",
    "center assign shop Boris --upgrade sales --keep-number",
    "center assign shop Boris --upgrade sales --release-number",
    "center unassign shop Ana",
    "center unassign shop Ana Vera --also office",
    "center role shop Ana --role admin",
    "group add more --center shop --topics returns --skills english",
    "group edit support --name help --topics parts,tools --skills english:4 --unset escalates-to",
    "group edit sales --max-waiting 3 --on-full group:support --window rolling:3d --weight 7",
    "group edit support --on-timeout hang-up --on-closed group:sales --status disabled",
    "group edit empty --center shop",
    "group delete support --yes",
    "group delete sales --yes",
    "group delete specialists --yes",
    "group delete empty --yes",
    "group members add support Ana --weight 9",
    "group members add sales Vera Georgi",
    "group members add support Georgi --assign",
    "group members edit sales Ana Boris --tier 3 --wrap-up 5 --status disabled",
    "group members remove sales Ana Robot",
    "agent add Dora --extension 105 --email dora@example.com",
    "agent edit Ana --name Anna --extension 109 --unset phone",
    "agent edit Boris --role manager --direct-number 021112222",
    "agent delete Ana --yes",
    "agent delete Boris --yes",
    "agent delete Robot --yes",
    "agent status Georgi available",
    "agent status Ana offline --reason training",
    "agent device add Boris desk-phone",
    "agent device edit Ana laptop --name 'old laptop' --no-ring",
    "agent device remove Ana laptop mobile",
    "agent skill set Ana billing:9 german:1",
    "agent skill remove Ana billing english",
    "agent reports-to Georgi Vera",
    "agent reports-to Ana Vera --remove",
    "license seats sales unlimited",
    "license seats contact-center 10",
    "hours set agent Ana sat 10:00-14:00",
    "hours set group sales mon-fri 09:00-17:00 --zone Europe/Athens",
    "hours set agent Boris mon-fri 22:00-06:00",
    "hours set chat office mon-fri 09:00-17:00",
    "hours clear group support",
    "hours clear chat shop",
    "hours exception add group support 2026-12-24 --closed 12:00-14:00 --name 'Christmas Eve'",
    "hours exception add agent Boris 2026-06-12 --also 18:00-20:00",
    "hours exception remove group support 2026-12-24",
    "hours exception import agent Ana days.ics",
    "hours holidays add center shop BG --years 2026",
    "chat-settings set --queue-message 'Place $QueuePosition' --rating-validity 60",
    "chat-settings set --center shop --welcome Hey --service-mode manual",
    "chat-settings set --center office --welcome Hey",
    "chat-settings reset --center shop --yes",
    "chat-settings reset --yes",
    "flow add second --number 021111111 --center shop",
    "flow edit main --name first --greeting Welcome --unset hours",
    "flow edit main --number 022222222 --hours center:shop",
    "flow option main 1 voicemail",
    "flow option main 3 group:empty",
    "flow option main 2 --remove",
    "flow edit main --after-hours voicemail --otherwise group:sales",
    "flow delete main --yes",
    "rule add --if location=north --to sales --place 1",
    "rule add --if number^=+3592 --to sales --center shop",
    "rule edit 1 --to empty --if topic=sales",
    "rule delete 1 --yes",
    "rule move 1 2",
    "rule move 2 1",
    "apply -f more.yaml",
    "apply -f more.yaml --prune --yes",
    "agent import people.csv --or-update",
)  # fmt: skip
"""Each changes something; together they are every command that changes what a tenant holds."""
DOCUMENT: Final = """\
version: 1
tenant:
  zone: Europe/Athens
licenses:
  sales: 7
agents:
  - name: Ana
    extension: "109"
    skills: {repairs: 3}
    hours: sat 10:00-14:00
  - name: Dora
    extension: "105"
  - name: Vera
    role: manager
groups:
  - name: sales
    wrap-up: 45
    members: [Ana, Dora]
  - name: returns
    topics: [returns]
flows:
  - name: main
    greeting: Hello
"""
"""What `more.yaml` holds."""
PEOPLE: Final = "name,extension,email\nDora,105,dora@example.com\nAna,109,ana@example.com\n"
"""What `people.csv` holds."""
CALENDAR: Final = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:test
BEGIN:VEVENT
UID:1@example.com
DTSTAMP:20260101T000000Z
DTSTART;VALUE=DATE:20260706
DTEND;VALUE=DATE:20260711
SUMMARY:Leave
END:VEVENT
END:VCALENDAR
"""
"""What `days.ics` holds."""
_ABOUT_CHANGES: Final = {"audit", "revision", "row_before", "sqlite_sequence"}


def held(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table but those about changes; ids that were given are never given again."""
    return {
        name: sorted(rows, key=repr)
        for name, rows in contents(path).items()
        if name not in _ABOUT_CHANGES
    }
