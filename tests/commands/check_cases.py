"""A calm tenant, and for each thing that `ccadmin check` finds how it comes about and ends."""

from __future__ import annotations

from typing import Final, NamedTuple

CALM: Final = (
    "center add shop --service-level 90/15",
    "agent add Ana --phone 0888123456",
    "agent add Boris --extension 21",
    "group add sales --center shop --description 'New customers'",
    "group add support --center shop --description 'Old customers'",
    "group edit sales --escalates-to support",
    "group members add sales Ana Boris --assign",
    "group members add support Boris",
    "center role shop Ana --role admin",
)
"""Command lines that make a tenant in which nothing stands out."""
RING: Final = "UPDATE team SET escalates_to_id = 1 WHERE id = 2"
DISABLED: Final = "group edit support --status disabled"


class Case(NamedTuple):
    """What is done to a calm tenant, what is found then, and what the capitals of the fix mean.

    A step is a command line, or SQL where no command would do such a thing.
    """

    code: str
    kind: str
    name: str
    finding: str
    fix: str
    steps: tuple[str, ...]
    meaning: dict[str, str] = {}  # noqa: RUF012 - a default of a value that nobody changes


CASES: Final = (
    Case(
        "escalation-circle", "group", "sales",
        "escalation runs in a circle: sales → support → sales",
        "ccadmin group edit support --unset escalates-to",
        (RING,),
    ),
    Case(
        "reporting-circle", "agent", "Ana",
        "reporting lines run in a circle: Ana → Boris → Ana",
        "ccadmin agent reports-to Boris Ana --remove",
        ("INSERT INTO reporting VALUES (1, 2), (2, 1)",),
    ),
    Case(
        "disabled-target", "group", "support",
        'it is disabled and takes no new contact, but group "sales" overflows and '
        'group "sales" escalates and center "shop" leads by default to it',
        "ccadmin group edit support --status enabled",
        (DISABLED, "group edit sales --on-full group:support --on-closed group:support",
         "center edit shop --default-group support", "group edit sales --topics new"),
    ),
    Case(
        "chat-no-group", "chat-settings", "default",
        "allocation lets users select a group, and no group is enabled",
        "ccadmin chat-settings set --allocation automatic",
        ("chat-settings set --allocation user-selects-group",
         "group edit sales --status disabled", DISABLED),
    ),
    Case(
        "chat-no-group", "chat-settings", "shop",
        "callback_fallback lets users select a group, and no group is enabled",
        "ccadmin chat-settings set --center shop --callback-fallback automatic",
        ("chat-settings set --center shop --callback-fallback user-selects-group",
         "group edit sales --status disabled", DISABLED),
    ),
    Case(
        "seats-exceeded", "license", "contact-center",
        "2 people have it, and there are 1 seats",
        "ccadmin license seats contact-center 2",
        ("INSERT INTO license_seats VALUES ('contact-center', 1)",),
    ),
    Case(
        "license-lacking", "agent", "Boris",
        'license "voice" does not cover the contact centers that they are in',
        "ccadmin agent edit Boris --license contact-center",
        ("UPDATE agent SET license = 'voice' WHERE id = 2",),
    ),
    Case(
        "license-lacking", "agent", "Boris",
        'license "voice" does not cover the contact centers that they are in',
        "ccadmin agent edit Boris --license contact-center --keep-number",
        ("UPDATE agent SET license = 'voice', direct_number = '+35929876543' WHERE id = 2",),
    ),
    Case(
        "overflow-loop", "group", "sales",
        "overflow can run in a circle: sales → support → sales",
        "ccadmin group edit support --on-full voicemail --on-timeout voicemail",
        ("group edit sales --on-full group:support",
         "group edit support --on-full group:sales --on-timeout group:sales"),
    ),
    Case(
        "empty-menu", "flow", "main", "the menu behind key 2 has no keys",
        "ccadmin flow option main 2 voicemail",
        ("flow add main --otherwise hang-up", "flow option main 1 group:sales",
         "flow option main 2 menu"),
    ),
    Case(
        "no-otherwise", "flow", "main",
        "a caller without a key, or with a wrong one, is not answered in the end",
        "ccadmin flow edit main --otherwise voicemail",
        ("flow add main", "flow option main 1 group:sales"),
    ),
    Case(
        "unreachable-group", "group", "chiefs",
        "no flow, rule, topic, overflow or escalation leads to it",
        "ccadmin rule add --if CONDITION --to chiefs",
        ("group edit sales --topics new", "group add chiefs --center shop --description Chiefs",
         "group edit chiefs --escalates-to support", "group members add chiefs Ana"),
        {"CONDITION": "customer_type=vip"},
    ),
    Case(
        "dangling-rule", "rule", "topic=old",
        'it leads to group "gone", which is deleted: nobody answers',
        "ccadmin rule edit '#1' --to GROUP",
        ("group add gone", "rule add --if topic=old --to gone", "group delete gone --yes",
         "rule add --to sales"),
        {"GROUP": "support"},
    ),
    Case(
        "shadowed-rule", "rule", "topic=bill, language=bg",
        'rule 1, "topic=repair,bill", takes every contact that would come to it',
        "ccadmin rule move '#2' 1",
        ("rule add --if topic=repair,bill --to sales",
         "rule add --if topic=bill --if language=bg --to support"),
    ),
    Case(
        "dangling-flow", "flow", "main",
        'key 2 leads to group "gone", which is deleted: nobody answers',
        "ccadmin flow option main 2 voicemail",
        ("group add gone", "flow add main --otherwise hang-up", "flow option main 1 group:sales",
         "flow option main 2 group:gone", "group delete gone --yes"),
    ),
    Case(
        "dangling-flow", "flow", "main",
        'otherwise leads to group "gone", which is deleted: nobody answers',
        "ccadmin flow edit main --otherwise voicemail",
        ("group add gone", "flow add main --otherwise group:gone",
         "flow option main 1 group:sales", "group delete gone --yes"),
    ),
    Case(
        "no-members", "group", "support", "it has no members",
        "ccadmin group members add support AGENT",
        ("group members remove support Boris",),
        {"AGENT": "Ana"},
    ),
    Case(
        "no-members", "group", "support", "all its members are disabled",
        "ccadmin group members edit support Boris --status enabled",
        ("group members edit support Boris --status disabled",),
    ),
    Case(
        "takes-no-calls", "agent", "Ana",
        "no call reaches this member of a group: neither a phone nor an extension",
        "ccadmin agent edit Ana --phone NUMBER",
        ("agent edit Ana --unset phone",),
        {"NUMBER": "0888123456"},
    ),
    Case(
        "takes-no-calls", "agent", "Ana",
        'no call reaches this member of a group: no device rings for ring preference "mobile-only"',
        "ccadmin agent edit Ana --phone NUMBER",
        ("UPDATE agent SET ring = 'mobile-only', phone = NULL, extension = '22' WHERE id = 1",),
        {"NUMBER": "0888123456"},
    ),
    Case(
        "takes-no-calls", "agent", "Boris",
        'no call reaches this member of a group: no device rings for ring preference '
        '"extension-only"',
        "ccadmin agent device edit Boris laptop --ring",
        ("agent device add Boris laptop --no-ring",),
    ),
    Case(
        "takes-no-calls", "agent", "Ana",
        'no call reaches this member of a group: no device rings for ring preference "mobile-only"',
        "ccadmin agent device add Ana mobile",
        ("agent edit Ana --extension 22 --ring mobile-only", "agent device add Ana laptop"),
    ),
    Case(
        "nobody-on-shift", "group", "support",
        "it is open while no member is on shift: mon-fri 08:00-09:00,12:00-13:00; "
        "sat 10:00-24:00; sun 00:00-02:00 Europe/Sofia",
        "ccadmin hours set group support mon-fri 09:00-12:00,13:00-17:00 --zone Europe/Sofia",
        ("hours set group support mon-fri 08:00-17:00 sat 10:00-26:00",
         "hours set agent Boris mon-fri 09:00-12:00,13:00-18:00"),
    ),
    Case(
        "nobody-on-shift", "group", "support",
        "it is open while no member is on shift: sun 10:00-12:00 Europe/London",
        "ccadmin group edit support --status disabled",
        ("hours set group support sun 10:00-12:00 --zone Europe/London",
         "hours set agent Boris mon-fri 09:00-17:00", "group edit sales --unset escalates-to",
         "group add chiefs --center shop --description Chiefs", "group members add chiefs Ana",
         "group edit sales --escalates-to chiefs", "group edit support --escalates-to chiefs"),
    ),
    Case(
        "nobody-on-shift", "flow", "main",
        "it is open while every group behind it is closed: mon-fri 08:00-09:00,17:00-18:00 "
        "Europe/Sofia",
        "ccadmin flow edit main --hours group:support",
        ("hours set group sales mon-fri 10:00-17:00", "hours set group support mon-fri 09:00-17:00",
         "hours set center shop mon-fri 08:00-18:00", "flow add main --hours center:shop --otherwise hang-up",
         "flow option main 1 group:sales", "flow option main 2 group:support"),
    ),
    Case(
        "nobody-skilled", "group", "sales",
        'its work calls for "English" at 5, which no member has',
        "ccadmin agent skill set Boris English:5",
        ("group edit sales --skills English:5", "agent skill set Boris english:4",
         "agent skill set Ana english:3"),
    ),
    Case(
        "center-no-admin", "center", "shop",
        "nobody in it has the role admin, so nobody may change its settings",
        "ccadmin center role shop Ana --role admin",
        ("center role shop Ana --role supervisor",),
    ),
    Case(
        "center-no-admin", "center", "East",
        "nobody in it has the role admin, so nobody may change its settings",
        "ccadmin center assign East AGENT --role admin",
        ("center add East",),
        {"AGENT": "Boris"},
    ),
    Case(
        "vague-name", "group", "Екип Б", "its name does not say what it is for",
        "ccadmin group edit 'Екип Б' --name NAME",
        ("group edit support --name 'Екип Б'",),
        {"NAME": "Фактуриране"},
    ),
    Case(
        "vague-name", "group", "Level 2", "its name does not say what it is for",
        "ccadmin group edit 'Level 2' --name NAME",
        ("group edit support --name 'Level 2' --kind location",),
        {"NAME": "Berlin"},
    ),
    Case(
        "uneven-skills", "group", "sales",
        'in "English" "Boris" has 7 and "Ana" 3, both in tier 1',
        "ccadmin group members edit sales Ana --tier 2",
        ("group edit sales --skills English:5", "agent skill set Boris English:7",
         "agent skill set Ana English:3"),
    ),
    Case(
        "no-way-up", "group", "chiefs", "what it cannot solve has no group to go up to",
        "ccadmin group edit chiefs --escalates-to GROUP",
        ("group add chiefs --center shop --description Chiefs", "group members add chiefs Ana"),
        {"GROUP": "support"},
    ),
    Case(
        "no-responsibility", "group", "support",
        "neither topics nor a description say what it is responsible for",
        "ccadmin group edit support --description TEXT",
        ("group edit support --unset description",),
        {"TEXT": "Repairs"},
    ),
    Case(
        "no-service-level", "group", "chiefs",
        "neither it nor its center states a service level; 80/20 is taken",
        "ccadmin group edit chiefs --service-level 80/20",
        ("group add chiefs --description Chiefs --escalates-to support",
         "group members add chiefs Ana"),
    ),
)  # fmt: skip
