"""`ccadmin agent device`: what rings, what does not, and what then becomes of calls (S2)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from tests.contents import contents, made_by, rows
from tests.refusals import said

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

ANA = (
    "agent add Ana --phone 0888123456 --extension 101",
    "agent add Boris --extension 102",
    "agent device add Ana laptop",
    "agent device add Ana mobile --no-ring",
    "group add sales",
    "group members add sales Ana",
)
KINDS = ["desktop", "laptop", "mobile", "desk-phone", "room-phone", "forwarding-number"]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return made_by(ANA, tmp_path_factory.mktemp("template") / "tenant.db")


@pytest.fixture
def ana(tenant: Path, template: bytes) -> Path:
    """Ana with a laptop that rings and a mobile that does not; Boris without a device."""
    tenant.write_bytes(template)
    return tenant


def _shown(run: Run, fields: str, name: str = "Ana") -> dict[str, Any]:
    shown: dict[str, Any] = json.loads(run(f"agent show {name} --fields {fields} -o json").stdout)
    return shown


def test_a_registered_device_is_a_row_an_audit_row_and_a_sentence(tenant: Path, run: Run) -> None:
    run("agent add Ana --extension 101")
    result = run("agent device add Ana room-phone --name ' Board Room '")

    assert (result.exit_code, result.stdout) == (0, 'device "Board Room of Ana" created\n')
    assert result.stderr == "note: from now on calls ring on registered devices only\n"
    assert rows(tenant, "SELECT * FROM device") == [
        (1, "board room", "Board Room", "room-phone", 1)
    ]
    audit = (
        "SELECT action, kind, object_id, name, before, after FROM audit ORDER BY id DESC LIMIT 1"
    )
    assert rows(tenant, audit) == [
        (
            "created", "device", 1, "Board Room of Ana", None,
            '{"agent_id": 1, "device": "Board Room", "kind": "room-phone", "rings": true}',
        )
    ]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_carries_the_extension_or_the_phone(tenant: Path, run: Run, kind: str) -> None:
    run("agent add Ana --phone 0888123456 --extension 101")
    run(f"agent device add Ana {kind}")

    number = "+359888123456" if kind in {"mobile", "forwarding-number"} else "101"
    assert _shown(run, "devices,rings_on,takes_calls") == {
        "devices": [{"name": kind, "kind": kind, "rings": True, "number": number}],
        "rings_on": [kind],
        "takes_calls": True,
    }


def test_who_registered_no_device_has_a_desk_phone_and_a_mobile(ana: Path, run: Run) -> None:
    assert _shown(run, "rings_on", "Boris") == {"rings_on": ["desk-phone"]}
    assert _shown(run, "rings_on") == {"rings_on": ["laptop"]}

    removed = run("agent device remove Ana laptop mobile")

    assert removed.stdout == 'device "laptop of Ana" deleted\ndevice "mobile of Ana" deleted\n'
    assert removed.stderr == (
        'note: "Ana" takes no calls: no device rings for ring preference "simultaneous"\n'
        "note: without devices, a desk phone and a mobile are taken for granted\n"
    )
    assert _shown(run, "rings_on") == {"rings_on": ["desk-phone", "mobile"]}


def test_an_agent_none_of_whose_devices_rings_gets_no_call(ana: Path, run: Run) -> None:
    def taken() -> tuple[Any, Any]:
        answer = json.loads(run("route --group sales --at '2026-03-02 10:00' -o json").stdout)
        return answer["takes"], answer["candidates"][0]["excluded"]

    assert taken() == ("Ana", None)
    silenced = run("agent device edit Ana laptop --no-ring")
    assert silenced.stdout == 'device "laptop of Ana" updated: rings yes → no\n'
    assert silenced.stderr == (
        'note: "Ana" takes no calls: no device rings for ring preference "simultaneous"\n'
    )
    assert taken() == (None, "no-device")
    shown = run("agent show Ana --fields takes_calls -o json")
    assert json.loads(shown.stdout) == {"takes_calls": False}
    assert shown.stderr == silenced.stderr
    run("agent device edit Ana mobile --ring")
    assert taken() == ("Ana", None)


@pytest.mark.parametrize(
    ("ring", "devices", "rings_on"),
    [
        ("simultaneous", "laptop mobile", ["laptop", "mobile"]),
        ("extension-first", "laptop mobile", ["laptop", "mobile"]),
        ("extension-only", "laptop mobile", ["laptop"]),
        ("mobile-only", "laptop mobile", ["mobile"]),
        ("mobile-only", "laptop desktop", []),
        ("extension-only", "mobile forwarding-number", []),
        ("simultaneous", "forwarding-number", ["forwarding-number"]),
    ],
)
def test_a_call_rings_where_both_the_preference_and_the_devices_let_it(
    tenant: Path, run: Run, ring: str, devices: str, rings_on: list[str]
) -> None:
    run(f"agent add Ana --phone 0888123456 --extension 101 --ring {ring}")
    for kind in devices.split():
        assert run(f"agent device add Ana {kind}").exit_code == 0
    assert _shown(run, "rings_on,takes_calls") == {
        "rings_on": rings_on,
        "takes_calls": bool(rings_on),
    }


def test_a_preference_under_which_nothing_rings_is_taken_and_said(ana: Path, run: Run) -> None:
    result = run("agent edit Ana --ring mobile-only")
    assert (result.exit_code, result.stdout) == (
        0,
        'agent "Ana" updated: ring (none) → mobile-only\n',
    )
    assert result.stderr == (
        'note: "Ana" takes no calls: no device rings for ring preference "mobile-only"\n'
    )


def test_a_virtual_agent_takes_calls_without_any_device(tenant: Path, run: Run) -> None:
    run("agent add Robo --virtual")
    run("agent add Hugo --no-virtual")
    run("group add sales")
    run("group members add sales Robo Hugo")

    answer = json.loads(run("route --group sales --at '2026-03-02 10:00' -o json").stdout)

    assert [(c["name"], c["excluded"]) for c in answer["candidates"]] == [
        ("Robo", None),
        ("Hugo", "no-device"),
    ]
    assert run("agent show Robo").stderr == ""


def test_an_edit_renames_turns_and_rings(ana: Path, run: Run) -> None:
    result = run("agent device edit Ana MOBILE --name 'old one' --kind forwarding-number --ring")
    assert result.stdout == (
        'device "old one of Ana" updated: device mobile → old one, '
        "kind mobile → forwarding-number, rings no → yes\n"
    )
    assert rows(ana, "SELECT * FROM device WHERE agent_id = 1 ORDER BY name") == [
        (1, "laptop", "laptop", "laptop", 1),
        (1, "old one", "old one", "forwarding-number", 1),
    ]
    before = contents(ana)
    assert run("agent device edit Ana 'OLD ONE' --ring").stdout == (
        'device "old one of Ana" unchanged\n'
    )
    assert contents(ana) == before


def test_add_keeps_or_updates_a_device_of_that_name(ana: Path, run: Run) -> None:
    kept = run("agent device add Ana mobile --ring --if-not-exists")
    assert kept.stdout == 'device "mobile of Ana" unchanged\n'
    updated = run("agent device add Ana desktop --name Laptop --no-ring --or-update")
    assert updated.stdout == (
        'device "laptop of Ana" updated: kind laptop → desktop, rings yes → no\n'
    )
    gone = run("agent device remove Ana tablet --if-exists")
    assert gone.stdout == 'device "tablet of Ana" unchanged\n'


class Refusal(NamedTuple):
    """A line that is refused, with what its user is told."""

    line: str
    status: int
    message: str
    hint: str


REFUSALS = [
    Refusal(
        "agent device add Ana mobile", 4,
        'agent "Ana" has a device "mobile" already',
        "give this one a --name, or add --or-update",
    ),
    Refusal(
        "agent device add Ana tablet", 5,
        'KIND: "tablet" is not one of desktop, laptop, mobile, desk-phone, room-phone or '
        "forwarding-number",
        "see ccadmin agent device add --help",
    ),
    Refusal(
        "agent device add Boris mobile", 5,
        'device "mobile" would ring at the phone of agent "Boris", who has none',
        "give it first: ccadmin agent edit Boris --phone NUMBER, or add --no-ring",
    ),
    Refusal(
        "agent device edit Boris laptop --ring", 3,
        'agent "Boris" has no device "laptop"',
        "register it with: ccadmin agent device add Boris KIND",
    ),
    Refusal(
        "agent device edit Ana tablet --ring", 3,
        'agent "Ana" has no device "tablet"',
        "there are laptop, mobile",
    ),
    Refusal(
        "agent device edit Ana laptop --name Mobile", 4,
        'agent "Ana" has a device "mobile" already',
        "choose another name",
    ),
    Refusal(
        "agent device remove Ana laptop lapto", 3,
        'agent "Ana" has no device "lapto"',
        "there are mobile",
    ),
    Refusal(
        "agent edit Ana --unset extension", 5,
        'cannot remove the extension of agent "Ana": device "laptop" rings at it',
        "silence it first: ccadmin agent device edit Ana laptop --no-ring",
    ),
    Refusal(
        f"agent device add Ana desktop --name {'x' * 65}", 5,
        "a device name has 1 to 64 characters, this one has 65",
        "shorten it",
    ),
]  # fmt: skip


@pytest.mark.parametrize("refusal", REFUSALS, ids=[refusal.line for refusal in REFUSALS])
def test_a_refused_line_names_the_way_out_and_leaves_nothing_behind(
    ana: Path, run: Run, refusal: Refusal
) -> None:
    before = contents(ana)
    result = run(f"{refusal.line} --quiet")
    assert (result.exit_code, result.stdout) == (refusal.status, "")
    assert result.stderr == said(refusal.message, refusal.hint)
    assert contents(ana) == before


def test_a_number_that_only_silent_devices_carry_can_go(ana: Path, run: Run) -> None:
    result = run("agent edit Ana --unset phone")
    assert result.stdout == 'agent "Ana" updated: phone +359888123456 → (none)\n'
    assert _shown(run, "rings_on") == {"rings_on": ["laptop"]}


def test_a_deleted_agent_takes_devices_along_and_the_audit_keeps_them(ana: Path, run: Run) -> None:
    run("agent delete Ana --yes")
    assert rows(ana, "SELECT * FROM device") == []
    ((before,),) = rows(ana, "SELECT before FROM audit ORDER BY id DESC LIMIT 1")
    assert json.loads(before)["devices"] == [
        {"name": "laptop", "kind": "laptop", "rings": True, "number": "101"},
        {"name": "mobile", "kind": "mobile", "rings": False, "number": "+359888123456"},
    ]
