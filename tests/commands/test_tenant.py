"""`ccadmin tenant` from the outside: where files are made, found, shown and deleted."""

from __future__ import annotations

import json
import stat
from typing import TYPE_CHECKING

import pytest

from tests.contents import rows

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

ROW = "SELECT name, zone, region FROM tenant"


def test_a_tenant_is_made_where_a_path_says_and_told_in_an_envelope(
    tmp_path: Path, run: Run
) -> None:
    result = run("tenant init --db shop.db --name Shop --zone europe/sofia --region bg -o json")

    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(result.stdout) == {
        "format_version": 1,
        "status": "ok",
        "changes": [
            {
                "action": "created",
                "kind": "tenant",
                "id": 1,
                "name": "Shop",
                "fields": {
                    "name": {"before": None, "after": "Shop"},
                    "zone": {"before": None, "after": "Europe/Sofia"},
                    "region": {"before": None, "after": "BG"},
                },
                "notes": [],
            }
        ],
        "errors": [],
    }
    assert rows(tmp_path / "shop.db", ROW) == [("Shop", "Europe/Sofia", "BG")]
    assert stat.S_IMODE((tmp_path / "shop.db").stat().st_mode) == 0o600


def test_a_tenant_is_called_as_its_file_and_keeps_no_region_when_none_is_given(
    tmp_path: Path, run: Run
) -> None:
    result = run("tenant init --tenant shop")

    assert (result.exit_code, result.stdout) == (0, 'tenant "shop" created\n')
    assert rows(tmp_path / "data" / "shop.db", ROW) == [("shop", "UTC", "ZZ")]
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700


def test_a_tenant_that_exists_is_left_when_asked(tmp_path: Path, run: Run) -> None:
    run("tenant init --db shop.db --zone Europe/Sofia")
    before = (tmp_path / "shop.db").read_bytes()

    result = run("tenant init --db shop.db --zone Asia/Tokyo --if-not-exists")

    assert (result.exit_code, result.stdout) == (0, 'tenant "shop" unchanged\n')
    assert (tmp_path / "shop.db").read_bytes() == before


def test_the_first_use_of_the_default_tenant_makes_it_and_says_so(tmp_path: Path, run: Run) -> None:
    first, second = run("group list -o json"), run("group list -o json")

    path = tmp_path / "data" / "default.db"
    assert (first.stdout, second.stdout) == ("[]\n", "[]\n")
    assert (first.stderr, second.stderr) == (
        f'note: made the default tenant "{path}" (zone UTC, region GB)\n',
        "",
    )
    assert rows(path, ROW) == [("default", "UTC", "GB")]


def test_fields_are_set_audited_and_left_alone_when_they_are_equal(tenant: Path, run: Run) -> None:
    results = [run("tenant set --name Shop --zone Asia/Tokyo --region jp") for _ in range(2)]

    assert [result.stdout for result in results] == [
        'tenant "Shop" updated: name test → Shop, zone Europe/Sofia → Asia/Tokyo, region BG → JP\n',
        'tenant "Shop" unchanged\n',
    ]
    assert rows(tenant, ROW) == [("Shop", "Asia/Tokyo", "JP")]
    assert rows(tenant, "SELECT action, kind, object_id, name FROM audit") == [
        ("updated", "tenant", 1, "Shop")
    ]


def test_a_tenant_is_shown_with_its_size_its_place_and_how_it_was_found(
    tenant: Path, run: Run
) -> None:
    for line in ("group add sales", "agent add Ana", "agent add Boris", "center add shop"):
        run(line)

    shown = json.loads(run("tenant show -o json").stdout)
    ((created,),) = rows(tenant, "SELECT created_at FROM tenant")

    assert shown == {
        "name": "test",
        "zone": "Europe/Sofia",
        "region": "BG",
        "cross_channel": False,
        "created_at": created,
        "groups": 1,
        "agents": 2,
        "centers": 1,
        "path": str(tenant),
        "found_by": "CCADMIN_DB",
    }


def test_the_tenants_of_the_data_folder_are_listed_with_what_is_wrong_with_them(
    tmp_path: Path, run: Run
) -> None:
    for name in ("shop", "bank"):
        run(f"tenant init --tenant {name}")
    (tmp_path / "data" / "odd.db").write_text("odd", encoding="utf-8")
    run("--tenant shop group add sales")

    listed = json.loads(run("tenant list -o json").stdout)

    assert [(t["tenant"], t.get("groups"), t.get("problem")) for t in listed] == [
        ("bank", 0, None),
        ("odd", None, f'"{tmp_path}/data/odd.db" is not a tenant of ccadmin'),
        ("shop", 1, None),
    ]


def test_no_tenants_are_an_empty_list_even_without_a_folder(run: Run) -> None:
    assert run("tenant list -o json").stdout == "[]\n"


@pytest.mark.parametrize("journal", [False, True])
def test_a_tenant_is_deleted_with_its_journal(tenant: Path, run: Run, *, journal: bool) -> None:
    if journal:
        tenant.with_name("tenant.db-journal").touch()

    result = run("tenant delete --yes")

    assert (result.exit_code, result.stdout) == (0, 'tenant "test" deleted\n')
    assert list(tenant.parent.glob("tenant.db*")) == []


def test_a_tenant_that_is_gone_is_no_error_when_asked(tmp_path: Path, run: Run) -> None:
    result = run("tenant delete --db gone.db --if-exists")

    assert (result.exit_code, result.stdout, result.stderr) == (
        0,
        "",
        'note: there is no tenant at "gone.db"\n',
    )


def test_dry_runs_make_and_delete_no_file(tenant: Path, run: Run) -> None:
    before = tenant.read_bytes()
    lines = ("tenant init --db new.db", "tenant delete", "tenant set --name x")

    assert [run(f"{line} --dry-run").stdout for line in lines] == [
        'tenant "new" would be created\n',
        'tenant "test" would be deleted\n',
        'tenant "x" would be updated: name test → x\n',
    ]
    assert [p.name for p in tenant.parent.glob("*.db")] == ["tenant.db"]
    assert tenant.read_bytes() == before


def test_a_dry_run_of_making_what_exists_is_refused_like_the_real_one(
    tenant: Path, run: Run
) -> None:
    results = [run(f"tenant init --db {tenant} {flag}") for flag in ("", "--dry-run")]

    assert results[0].exit_code == results[1].exit_code == 4
    assert results[0].stderr == results[1].stderr


def test_only_a_tenant_is_ever_deleted(tmp_path: Path, run: Run) -> None:
    (tmp_path / "notes.txt").write_text("keep me", encoding="utf-8")

    result = run("tenant delete --db notes.txt --yes")

    assert result.exit_code == 6
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "keep me"


def test_a_name_that_does_not_count_beside_a_path_is_said_once(tenant: Path, run: Run) -> None:
    result = run("tenant show --tenant other --fields name")

    assert (result.exit_code, result.stdout, result.stderr) == (
        0,
        "field\tvalue\nname\ttest\n",
        'warning: --tenant "other" does not count beside CCADMIN_DB\n',
    )
