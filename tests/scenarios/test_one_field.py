"""Two tenants that differ in one field only, and the answers that differ with it.

The same lines make both tenants, one line more sets the field in the second, and both are asked the
same question. What a field does in every other respect is specified where the engine is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import pytest

from tests.contents import made_by

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

CENTRE: Final = (
    "center add shop",
    "agent add Ana --extension 101",
    "agent add Boris --extension 102",
    "group add sales",
    "group add support",
    "group members add sales Ana Boris",
    "group members add support Boris",
)
ALONE: Final = "group members remove sales Boris"
"""Ana is alone in sales, so that the second of two callers waits."""
TWO: Final = ("02T09:00:00 sales 60", "02T09:00:10 sales 60")
WHO: Final = "-q route --group sales --at 2026-03-02T10:00 -o csv --fields place,name,excluded"
ENDINGS: Final = "-q route --simulate calls.csv --show endings -o csv"
TAKERS: Final = "-q route --simulate calls.csv --show agents -o csv --fields name,answered"


class Field(NamedTuple):
    """A line that sets a field, a question, and its answers without the line and with it.

    The answers are lines of the table below its heading. A call is its day in March 2026 and its
    time, its group, its talk time in seconds, and its priority if it has one.
    """

    line: str
    question: str
    without: str
    with_it: str
    before: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()


FIELDS: Final = (
    Field(
        "group edit sales --strategy linear", TAKERS,
        "Ana,1 · Boris,1", "Ana,2 · Boris,0",
        (), ("02T09:00:00 sales 10", "02T09:01:00 sales 10"),
    ),
    Field(
        "group edit sales --strategy round-robin", TAKERS,
        "Ana,2 · Boris,0", "Ana,1 · Boris,1",
        ("group edit sales --strategy linear",),
        ("02T09:00:00 sales 10", "02T09:01:00 sales 10"),
    ),
    Field(
        "group edit sales --strategy call-duration", TAKERS,
        "Ana,2 · Boris,1", "Ana,1 · Boris,2",
        (), ("02T09:00:00 sales 300", "02T09:04:50 sales 60", "02T09:10:00 sales 9"),
    ),
    Field(
        "group edit sales --strategy call-count", TAKERS,
        "Ana,1 · Boris,3", "Ana,2 · Boris,2",
        (), ("02T09:00:00 sales 300", "02T09:01:00 sales 10", "02T09:02:00 sales 10",
         "02T09:10:00 sales 9"),
    ),
    Field(
        "group edit sales --strategy priority", TAKERS,
        "Ana,1 · Boris,0", "Ana,0 · Boris,1",
        ("group members edit sales Boris --weight 9",), ("02T09:00:00 sales 10",),
    ),
    Field(
        "group edit sales --strategy random", TAKERS,
        "Ana,2 · Boris,2", "Ana,0 · Boris,4",
        ("group members edit sales Boris --weight 100",),
        ("02T09:00:00 sales 1", "02T09:01:00 sales 1", "02T09:02:00 sales 1",
         "02T09:03:00 sales 1"),
    ),
    Field(
        "group edit sales --status disabled", ENDINGS,
        "answered,,1", "unanswered,group-disabled,1",
        (), TWO[:1],
    ),
    Field(
        "group edit sales --description 'New orders'",
        "-q check --code no-responsibility -o csv --fields name",
        "sales · support", "support",
    ),
    Field(
        "group edit sales --topics orders", "rule test topic=orders -o csv --fields to,why",
        ',no group is responsible for it · ,"there is none, so nobody answers"',
        "sales,matches · ,not asked any more",
    ),
    Field(
        "group edit 'Level 2' --kind skill-level",
        "-q check --code vague-name -o csv --fields name",
        "Level 2", "",
        ("group edit support --name 'Level 2'",),
    ),
    Field(
        "group edit sales --skills billing:3",
        "-q check --code nobody-skilled -o csv --fields name",
        "", "sales",
    ),
    Field(
        "group edit sales --escalates-to support",
        "-q check --code no-way-up -o csv --fields name",
        "sales · support", "",
    ),
    Field(
        "group edit sales --service-level 90/5",
        "-q check --code no-service-level -o csv --fields name",
        "sales · support", "support",
    ),
    Field(
        "group edit sales --max-waiting 0", ENDINGS,
        "answered,,2", "answered,,1 · refused,full,1",
        (ALONE,), TWO,
    ),
    Field(
        "group edit sales --on-full voicemail", ENDINGS,
        "answered,,1 · refused,full,1", "answered,,1 · voicemail,full,1",
        (ALONE, "group edit sales --max-waiting 0"), TWO,
    ),
    Field(
        "group edit sales --max-wait 20", ENDINGS,
        "answered,,2", "answered,,1 · refused,timeout,1",
        (ALONE,), TWO,
    ),
    Field(
        "group edit sales --on-timeout callback", ENDINGS,
        "answered,,1 · refused,timeout,1", "answered,,1 · callback,timeout,1",
        (ALONE, "group edit sales --max-wait 20"), TWO,
    ),
    Field(
        "group edit sales --on-closed voicemail", ENDINGS,
        "refused,closed,1", "voicemail,closed,1",
        ("hours set group sales mon 12:00-13:00",), TWO[:1],
    ),
    Field(
        "group edit sales --on-nobody-staffed group:support", ENDINGS,
        "refused,nobody-staffed,1", "answered,,1",
        ("group members remove sales Ana Boris",), TWO[:1],
    ),
    Field(
        "group edit sales --at-closing leave", ENDINGS,
        "answered,,2", "answered,,1 · refused,closed,1",
        (ALONE, "hours set group sales mon 08:00-09:01"),
        ("02T09:00:00 sales 90", "02T09:00:10 sales 60"),
    ),
    Field(
        "group edit sales --wrap-up 60", ENDINGS,
        "answered,,2", "answered,,1 · refused,timeout,1",
        (ALONE, "group edit sales --max-wait 60"), TWO,
    ),
    Field(
        "group members edit sales Ana --wrap-up 0", ENDINGS,
        "answered,,1 · refused,timeout,1", "answered,,2",
        (ALONE, "group edit sales --max-wait 60 --wrap-up 60"), TWO,
    ),
    Field(
        "group edit sales --wrap-up-scope group", ENDINGS,
        "answered,,1 · refused,timeout,1", "answered,,2",
        ("group members remove sales Ana", "group edit sales --wrap-up 600",
         "group edit support --max-wait 60"),
        ("02T09:00:00 sales 60", "02T09:02:00 support 60"),
    ),
    Field(
        "group edit support --weight 5", ENDINGS,
        "answered,,3", "answered,,2 · refused,timeout,1",
        ("group members remove sales Ana", "group edit sales --max-wait 70"),
        ("02T09:00:00 support 60", "02T09:00:10 sales 60", "02T09:00:20 support 60"),
    ),
    Field(
        "group edit sales --order ageing", ENDINGS,
        "answered,,3", "answered,,2 · refused,timeout,1",
        (ALONE, "group edit sales --max-wait 70 --age-point 5"),
        ("02T09:00:00 sales 60", "02T09:00:10 sales 60", "02T09:00:20 sales 1 1"),
    ),
    Field(
        "group edit sales --age-point 5", ENDINGS,
        "answered,,3", "answered,,2 · refused,timeout,1",
        (ALONE, "group edit sales --max-wait 70 --order ageing"),
        ("02T09:00:00 sales 60", "02T09:00:10 sales 60", "02T09:00:20 sales 1 1"),
    ),
    Field(
        "group edit sales --tier-wait 60", TAKERS,
        "Ana,1 · Boris,1", "Ana,2 · Boris,0",
        ("group members edit sales Boris --tier 2",), TWO,
    ),
    Field(
        "group edit sales --window all", TAKERS,
        "Ana,3 · Boris,1", "Ana,2 · Boris,2",
        ("group edit sales --strategy call-count",),
        ("02T09:00:00 sales 10", "02T09:00:20 sales 300", "02T09:01:00 sales 10",
         "03T09:00:00 sales 10"),
    ),
    Field(
        "group edit sales --scope agent", TAKERS,
        "Ana,1 · Boris,3", "Ana,2 · Boris,2",
        ("group edit sales --strategy call-count",),
        ("02T09:00:00 sales 180", "02T09:01:00 sales 10", "02T09:02:00 support 1",
         "02T09:04:00 sales 9"),
    ),
    Field(
        "group edit sales --late-joiner min", TAKERS,
        "Ana,1 · Boris,1", "Ana,2 · Boris,0",
        ("group edit sales --strategy call-count", "hours set agent Ana mon 08:00-18:00",
         "hours set agent Boris mon 12:00-18:00"),
        ("02T09:00:00 sales 10", "02T13:00:00 sales 10"),
    ),
    Field(
        "group members edit sales Ana --status disabled", WHO,
        "1,Ana, · 2,Boris,", "1,Ana,membership-disabled · 2,Boris,",
    ),
    Field(
        "group members edit sales Ana --tier 2", WHO,
        "1,Ana, · 2,Boris,", "1,Boris, · 2,Ana,",
    ),
    Field(
        "group members edit sales Ana --position 9", WHO,
        "1,Ana, · 2,Boris,", "1,Boris, · 2,Ana,",
        ("group edit sales --strategy linear",),
    ),
    Field(
        "group members edit sales Boris --weight 9", WHO,
        "1,Ana, · 2,Boris,", "1,Boris, · 2,Ana,",
        ("group edit sales --strategy priority",),
    ),
    Field(
        "center edit shop --routing-type priority", WHO,
        "1,Ana, · 2,Boris,", "1,Boris, · 2,Ana,",
        ("group edit sales --center shop --assign", "group members edit sales Boris --weight 9"),
    ),
    Field(
        "center edit shop --service-level 70/60",
        "group list -o csv --fields name,service_level_in_force",
        "sales,80/20 · support,80/20", "sales,70/60 · support,80/20",
        ("group edit sales --center shop --assign",),
    ),
    Field(
        "center edit shop --zone Asia/Tokyo",
        "hours check center shop --at 2026-03-02T09:30Z -o csv --fields state,zone",
        "open,Europe/Sofia", "closed,Asia/Tokyo",
        ("hours set center shop mon 09:00-17:00",),
    ),
    Field(
        "tenant set --zone Asia/Tokyo",
        "hours check group sales --at 2026-03-02T09:30Z -o csv --fields state,zone",
        "open,Europe/Sofia", "closed,Asia/Tokyo",
        ("hours set group sales mon 09:00-17:00",),
    ),
    Field(
        "agent edit Ana --unset extension", WHO,
        "1,Ana, · 2,Boris,", "1,Ana,no-device · 2,Boris,",
    ),
    Field(
        "agent edit Ana --virtual", WHO,
        "1,Ana,no-device · 2,Boris,", "1,Ana, · 2,Boris,",
        ("agent edit Ana --unset extension",),
    ),
    Field(
        "agent edit Ana --direct-number '02 987 6543'",
        "access can Ana call-out -o csv --fields allowed,why",
        "no,has no direct number", "yes,has a direct number",
    ),
    Field(
        "center role shop Ana --role supervisor",
        "access can Ana listen-in shop -o csv --fields allowed,why",
        'no,"agent in center ""shop"", and listen-in needs supervisor"',
        'yes,"supervisor in center ""shop"""',
        ("center assign shop Ana",),
    ),
    Field(
        "agent reports-to Ana Vera", "access can Vera see-person Ana -o csv --fields allowed,why",
        'no,"neither manager of ""Ana"" nor supervisor of their center"',
        'yes,"manager of ""Ana"""',
        ("agent add Vera --role manager",),
    ),
    Field(
        "agent device add Ana laptop --no-ring", WHO,
        "1,Ana, · 2,Boris,", "1,Ana,no-device · 2,Boris,",
    ),
    Field(
        "agent status Ana break", WHO,
        "1,Ana, · 2,Boris,", "1,Ana,unavailable · 2,Boris,",
    ),
    Field(
        "hours set agent Ana mon 12:00-17:00", WHO,
        "1,Ana, · 2,Boris,", "1,Ana,off-shift · 2,Boris,",
    ),
    Field(
        "hours exception add agent Ana 2026-03-02 --closed", WHO,
        "1,Ana, · 2,Boris,", "1,Ana,off-shift · 2,Boris,",
    ),
    Field(
        "rule add --if channel=chat --to support", "rule test channel=chat -o csv --fields to,why",
        ',"there is none, so nobody answers"', "support,matches · ,not asked any more",
    ),
    Field(
        "rule add --if language=de --to support", "rule test language=de -o csv --fields to,why",
        ',"there is none, so nobody answers"', "support,matches · ,not asked any more",
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file of the centre, made once."""
    return made_by(CENTRE, tmp_path_factory.mktemp("centre") / "tenant.db")


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.line)
def test_one_field_makes_the_difference(
    field: Field, centre: bytes, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write_calls(tmp_path / "calls.csv", field.calls)
    tenant = tmp_path / "tenant.db"
    tenant.write_bytes(centre)
    monkeypatch.setenv("CCADMIN_DB", str(tenant))
    for line in field.before:
        assert run(line).exit_code == 0, line

    without = run(field.question).output
    assert run(field.line).exit_code == 0
    with_it = run(field.question).output

    assert (_below_heading(without), _below_heading(with_it)) == (field.without, field.with_it)
    assert field.without != field.with_it


def _write_calls(path: Path, calls: tuple[str, ...]) -> None:
    lines = ["arrived,group,talk,priority"]
    for call in calls:
        time, group, talk, *priority = call.split()
        lines.append(f"2026-03-{time},{group},{talk},{''.join(priority) or 0}")
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")


def _below_heading(table: str) -> str:
    return " · ".join(table.splitlines()[1:])
