"""Outcomes of chats, escalations and skills, followed by hand to their rows.

09:00:00  k  chat that must go one level up: Ann (Sales) talks 60 s, then 3 s of wrap-up
09:01:00     k waits in Поддръжка for Bo, who talks to m until 09:01:30 and wraps up for 2 s
09:01:32     k is on offer to Bo, who accepts it 5 s later and talks 60 s
09:10:00  s  chat with Ann, whose user falls silent after 10 s: closed 30 s after that
09:10:00  t  chat that requires more than anybody can do, and gives up after 20 s
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccadmin.contacts import outcome_table
from ccadmin.engine import Agent, ChatService, Group, Member, Options, Snapshot, simulate
from tests.contact_files import read_text

if TYPE_CHECKING:
    from pathlib import Path

CENTRE = Snapshot(
    groups=(
        Group(
            id=7,
            name="Sales",
            members=(Member(agent=0),),
            wrap_up=3_000,
            escalates_to=1,
            chat=ChatService(silence_timeout=30_000, capacity=2),
        ),
        Group(
            id=9,
            name="Поддръжка",
            members=(Member(agent=1),),
            chat=ChatService(manual=True, accept_timeout=10_000),
        ),
    ),
    agents=(
        Agent(id=1, name="Ann", skills={0: 4}),
        Agent(id=2, name="Bo", accept=5_000),
    ),
    skills=("billing", "English"),
)
CONTACTS = """\
id,arrived,channel,group,talk,wrap_up,level,silent_after,skills,patience,rating
k,2026-03-02T09:00:00Z,chat,Sales,60,,1,,,,4
m,2026-03-02T09:00:00Z,email,Поддръжка,90,2,,,,,
s,2026-03-02T09:10:00Z,chat,Sales,60,,,10,billing:4,,
t,2026-03-02T09:10:00Z,chat,Sales,60,,1,,billing:5,20,
"""


def test_what_escalates_is_added_up_over_its_groups(tmp_path: Path) -> None:
    file = read_text(tmp_path, CONTACTS)
    outcomes = simulate(CENTRE, file.contacts, Options(compiled=False))

    rows = outcome_table(file, outcomes, CENTRE).rows(named=True)

    assert "\n".join(map(_told, rows)) == (
        "k chat Sales→Поддръжка answered None by Bo on None at 09:01:37-09:02:37, "
        "37.0+5.0+120.0+3.0 s, offers 2 misses 0 hops 0 level 1 resolved True\n"
        "m email Поддръжка→Поддръжка answered None by Bo on None at 09:00:00-09:01:30, "
        "0.0+0.0+90.0+2.0 s, offers 1 misses 0 hops 0 level 0 resolved True\n"
        "s chat Sales→Sales closed-by-timeout None by Ann on None at 09:10:00-09:10:40, "
        "0.0+0.0+40.0+3.0 s, offers 1 misses 0 hops 0 level 0 resolved True\n"
        "t chat Sales→Sales abandoned patience by None on None at None-09:10:20, "
        "20.0+None+None+None s, offers 0 misses 0 hops 0 level None resolved False"
    )


def test_who_gave_up_after_a_talk_keeps_what_was_talked(tmp_path: Path) -> None:
    file = read_text(tmp_path, CONTACTS.replace("Sales,60,,1,,,,4", "Sales,60,,1,,,20,4"))
    outcomes = simulate(CENTRE, file.contacts, Options(compiled=False))

    row = outcome_table(file, outcomes, CENTRE).row(0, named=True)

    assert _told(row) == (
        "k chat Sales→Поддръжка abandoned patience by None on None at None-09:01:20, "
        "20.0+None+60.0+3.0 s, offers 1 misses 0 hops 0 level 0 resolved False"
    )


def test_the_file_says_that_nobody_was_helped(tmp_path: Path) -> None:
    text = "arrived,group,talk,resolved,level\n" + "".join(
        f"2026-03-02T09:{minute}:00Z,Sales,1,{word},{level}\n"
        for minute, word, level in [
            ("00", "", 0),
            ("01", "yes", 0),
            ("02", "no", 0),
            ("03", "no", 1),
        ]
    )
    file = read_text(tmp_path, text)
    outcomes = simulate(CENTRE, file.contacts, Options(compiled=False))

    table = outcome_table(file, outcomes, CENTRE)

    assert table["resolved"].to_list() == [True, True, False, False]
    assert table["level_reached"].to_list() == [0, 0, 0, 1]


def _told(row: dict[str, object]) -> str:
    clock = {name: row[name] and f"{row[name]:%H:%M:%S}" for name in ("answered", "ended")}
    return (
        "{id} {channel} {first_group}→{last_group} {outcome} {reason} by {agent} on {device} at "
        "{answered}-{ended}, {wait}+{ring}+{talk}+{wrap_up} s, offers {offers} misses {misses} "
        "hops {hops} level {level_reached} resolved {resolved}"
    ).format(**{**row, **clock})
