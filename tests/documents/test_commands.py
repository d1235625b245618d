"""`ccadmin plan`, `apply` and `export` from the outside: what they print, write, keep and refuse."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.contents import contents, made_by, rows
from tests.documents.shop import DOCUMENT, PLAN, SHOP
from tests.refusals import files, said

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return made_by(SHOP, tmp_path_factory.mktemp("template") / "tenant.db")


@pytest.fixture
def shop(tenant: Path, template: bytes) -> Path:
    """Three people, three groups, a flow that leads to one of them, and `centre.yaml` beside it."""
    tenant.write_bytes(template)
    (tenant.parent / "centre.yaml").write_text(DOCUMENT, encoding="utf-8")
    return tenant


def test_a_plan_is_read_line_by_line_at_eighty_columns(
    shop: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    before = shop.read_bytes()
    result = run("plan -f centre.yaml --prune")

    assert (result.exit_code, result.stdout, result.stderr) == (0, PLAN, "")
    assert max(map(len, PLAN.splitlines())) <= 80
    assert shop.read_bytes() == before


def test_a_plan_is_a_comment_in_which_nothing_is_markup(shop: Path, run: Run) -> None:
    (shop.parent / "other.yaml").write_text(
        'groups: [{name: "sales", description: "``` <b> @everyone"}, {name: "*new*"}]\n'
    )
    result = run("plan -f other.yaml -o markdown")

    assert result.stdout == (
        '**Plan for tenant "test": 1 object to create, 1 to change**\n\n'
        "````diff\n"
        '! group "sales"\n'
        "!     description: (none) → ``` <b> @everyone\n"
        '+ group "*new*"\n'
        "````\n\n"
        "Left as they are, because no document lists them: 2 groups. --prune deletes them.\n"
    )


def test_what_is_planned_is_a_value_for_programs(shop: Path, run: Run) -> None:
    (shop.parent / "other.yaml").write_text("groups: [{name: sales, wrap-up: 5}]\n")
    value = json.loads(run("plan -f other.yaml -o json").stdout)
    listed = run("plan -f other.yaml -o csv").stdout

    del value["made_at"], value["state"], value["ccadmin"]
    assert value == {
        "format": "ccadmin plan",
        "format_version": 1,
        "tenant": "test",
        "terms": {"prune": False, "existing_customers": False},
        "counts": {"deleted": 0, "created": 0, "updated": 1},
        "changes": [
            {
                "action": "updated",
                "kind": "group",
                "id": 3,
                "name": "sales",
                "of": {"kind": "group", "id": 3, "name": "sales"},
                "fields": {"wrap_up": {"before": 0, "after": 5}},
                "notes": [],
            }
        ],
        "unlisted": {"group": 2},
    }
    assert listed == (
        'action,kind,id,name,of,fields\nupdated,group,3,sales,group sales,"wrap_up: 0, 5"\n'
    )


def test_documents_are_applied_as_one_change_that_one_undo_takes_back(shop: Path, run: Run) -> None:
    before = run("export").stdout
    result = run("apply -f centre.yaml --prune --yes")

    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        'group "night" deleted',
        'center "shop" updated: service_level (none) → 90/15',
        'agent "Boris" updated: extension 102 → (none)',
        'agent "Vera Petrova" updated: name Vera → Vera Petrova',
        'agent "Nina" created',
        (
            'group "support" updated: description (none) → Everything that is broken and that '
            "somebody wants to be whole again before the weekend, topics (none) → repairs"
        ),
        'skill "billing of Vera Petrova" created',
        'device "laptop of Nina" created',
        'reporting "Nina to Ana" created',
        'assignment "Boris in shop" deleted',
        'assignment "Nina in shop" created',
        'member "Ana in support" deleted',
        'member "Vera Petrova in support" updated: weight 1 → 5, position 2 → 1',
        'member "Nina in support" created',
        'hours "agent Nina" created',
        'exception "group support 2026-12-24 (Eve)" created',
        'option "1 of main" updated: leads_to group:night → group:night (deleted)',
        'rule "topic=billing" created',
        'chat-settings "default" updated: welcome (none) → no',
    ]
    assert result.stderr == (
        'note: group "night" would be deleted\n'
        "note:   1 membership would end\n"
        'note:   flow "main" leads to "night" (1), and would answer nobody there\n'
        "note: 1 object deleted, 1 created, 7 changed\n"
    )
    (last,) = rows(shop, "SELECT max(id) FROM revision")
    assert rows(shop, f"SELECT count(*) FROM audit WHERE revision_id = {last[0]}") == [(19,)]
    assert rows(shop, "SELECT action, group_id, group_name FROM flow_branch") == [
        ("group", None, "night")
    ]

    assert run("undo").exit_code == 0
    assert run("export").stdout == before


def test_a_second_run_writes_nothing(shop: Path, run: Run) -> None:
    run("apply -f centre.yaml")
    before = shop.read_bytes()
    result = run("apply -f centre.yaml")

    assert (result.exit_code, result.stdout) == (0, 'tenant "test" unchanged\n')
    assert result.stderr == ("note: nothing to change; in no document, left as they are: 1 group\n")
    assert shop.read_bytes() == before
    assert run("plan -f centre.yaml --exit-code").exit_code == 0


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("plan -f centre.yaml --prune --exit-code", 8),
        ("apply -f centre.yaml --prune --dry-run", 0),
        ("apply -f centre.yaml --prune --no-input", 2),
        ("apply -f centre.yaml --as Ana", 77),
        ("export --as Ana", 77),
        ("apply -f centre.yaml -f nowhere.yaml", 3),
        ("apply", 2),
        ("apply -f centre.yaml --plan x.plan", 2),
        ("apply --plan centre.yaml", 5),
        ("export -o csv", 5),
        ("export --out centre.txt", 5),
        ("export --tables", 5),
    ],
)
def test_what_only_looks_or_is_refused_leaves_everything_as_it_is(
    shop: Path, run: Run, line: str, status: int
) -> None:
    before = files(shop.parent)

    assert run(line).exit_code == status
    assert files(shop.parent) == before


def test_deletions_are_listed_before_they_are_refused(shop: Path, run: Run) -> None:
    result = run("apply -f centre.yaml --prune")

    assert result.stderr == (
        'note: group "night" would be deleted\n'
        "note:   1 membership would end\n"
        'note:   flow "main" leads to "night" (1), and would answer nobody there\n'
    ) + said("nobody can be asked whether to delete 1 object", "add --yes")


def test_an_admin_of_a_center_may_apply_what_is_the_centers_own(shop: Path, run: Run) -> None:
    (shop.parent / "other.yaml").write_text("groups: [{name: support, wrap-up: 5}]\n")
    result = run("apply -f other.yaml --as Ana")

    assert (result.exit_code, result.stdout) == (0, 'group "support" updated: wrap_up 0 → 5\n')
    assert rows(shop, "SELECT who FROM audit ORDER BY id DESC LIMIT 1") == [("Ana",)]


@pytest.mark.parametrize(
    ("document", "line"),
    [
        ("groups: [{name: support, wrap-up: 5}]", ""),
        ("groups: [{name: sales, wrap-up: 5}]", ""),
        ("tenant: {zone: Asia/Tokyo}", ""),
        ("groups: [{name: support}]", "--prune"),
    ],
)
def test_somebody_may_plan_what_he_or_she_may_apply(
    shop: Path, run: Run, document: str, line: str
) -> None:
    (shop.parent / "other.yaml").write_text(document)
    planned = run(f"plan -f other.yaml {line} --as Ana --out other.plan")
    tried = run(f"apply -f other.yaml {line} --as Ana --dry-run")

    own = document == "groups: [{name: support, wrap-up: 5}]"
    assert (planned.exit_code, tried.exit_code) == ((0, 0) if own else (77, 77))
    assert (shop.parent / "other.plan").exists() is own
    if not own:
        assert planned.stdout == ""
        assert planned.stderr == tried.stderr[tried.stderr.index("error: ") :]


def test_a_saved_plan_is_applied_as_it_was_read_and_once(shop: Path, run: Run) -> None:
    planned = run("plan -f centre.yaml --prune --out change.plan")
    (shop.parent / "centre.yaml").unlink()
    applied = run("apply --plan change.plan --yes")
    after = contents(shop)
    again = run("apply --plan change.plan --yes")

    assert planned.stderr == 'note: wrote "change.plan"\n'
    assert (applied.exit_code, len(applied.stdout.splitlines())) == (0, 19)
    made_at = json.loads((shop.parent / "change.plan").read_text())["made_at"]
    assert (again.exit_code, again.stderr) == (
        4,
        said(
            f"the tenant has changed since the plan was made at {made_at}",
            "make the plan again, and have it reviewed again",
        ),
    )
    assert contents(shop) == after


@pytest.mark.parametrize(
    ("change", "message", "hint"),
    [
        (
            {"changes": []},
            "the plan tells other changes than its documents make",
            "make it again with: ccadmin plan --out FILE",
        ),
        (
            {"format_version": 2},
            '"change.plan" is a plan of version 2, this ccadmin applies version 1',
            "make it again with: ccadmin plan --out FILE",
        ),
        (
            {"documents": "none"},
            '"change.plan" is no saved plan',
            "save one with: ccadmin plan --out FILE",
        ),
        (
            {"format": "another"},
            '"change.plan" is no saved plan',
            "save one with: ccadmin plan --out FILE",
        ),
    ],
)
def test_a_plan_that_says_something_else_is_refused(
    shop: Path, run: Run, change: dict[str, Any], message: str, hint: str
) -> None:
    run("plan -f centre.yaml --out change.plan")
    file = shop.parent / "change.plan"
    file.write_text(json.dumps(json.loads(file.read_text()) | change))
    before = contents(shop)
    result = run("apply --plan change.plan")

    assert (result.exit_code, result.stderr) == (5, said(message, hint))
    assert contents(shop) == before


def test_a_tenant_is_made_with_its_first_document_or_not_at_all(
    tenant: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CCADMIN_DB")
    folder = tenant.parent
    (folder / "good.yaml").write_text("tenant: {name: ci, zone: UTC}\ngroups: [{name: sales}]\n")
    (folder / "bad.yaml").write_text("groups: [{name: sales, wrap-up: long}]\n")
    before = files(folder)

    assert run("--db new.db apply -f good.yaml").exit_code == 6
    assert run("--db new.db apply -f bad.yaml --init").exit_code == 5
    assert run("--db new.db apply -f good.yaml --init --dry-run").exit_code == 0
    assert run("--db new.db plan -f good.yaml --init").stdout.startswith('Plan for tenant "ci": 2')
    assert run("--db new.db apply -f good.yaml --init --as Ana").exit_code == 77
    assert files(folder) == before

    assert run("--db new.db apply -f good.yaml --init").exit_code == 0
    assert rows(folder / "new.db", "SELECT name, zone FROM tenant") == [("ci", "UTC")]
    assert rows(folder / "new.db", "SELECT name FROM team") == [("sales",)]
    assert run("--db new.db apply -f good.yaml --init").stdout == 'tenant "ci" unchanged\n'


def test_a_new_tenant_is_created_with_what_its_document_says_and_not_changed_from_nothing(
    tenant: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CCADMIN_DB")
    (tenant.parent / "new.yaml").write_text("tenant: {zone: Asia/Tokyo}\ngroups: [{name: sales}]\n")
    planned = run("--db new.db -o table plan -f new.yaml --init --out new.plan")
    tried = run("--db new.db apply -f new.yaml --init --dry-run")
    applied = run("--db new.db apply --plan new.plan --init")
    run("--db new.db undo")

    assert planned.stdout == (
        'Plan for tenant "new": 2 objects to create\n'
        "\n"
        '+ tenant "new"\n'
        "+     zone: Asia/Tokyo\n"
        "+     region: ZZ\n"
        "\n"
        '+ group "sales"\n'
    )
    assert tried.stdout == 'tenant "new" would be created\ngroup "sales" would be created\n'
    assert applied.stdout == 'tenant "new" created\ngroup "sales" created\n'
    assert applied.stderr == "note: 2 objects created\n"
    assert rows(tenant.parent / "new.db", "SELECT name, zone FROM tenant") == [("new", "UTC")]
    zone = {"zone": {"before": "UTC", "after": "Asia/Tokyo"}}
    log = json.loads(run("--db new.db log -o json --fields kind,action,fields --change 1").stdout)
    assert log[-1] == {"kind": "tenant", "action": "updated", "fields": zone}


def test_a_plan_for_a_new_tenant_is_not_for_one_that_has_been_made_since(
    tenant: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CCADMIN_DB")
    (tenant.parent / "new.yaml").write_text("groups: [{name: sales}]\n")
    run("--db new.db plan -f new.yaml --init --out new.plan")
    run("--db new.db tenant init")

    result = run("--db new.db apply --plan new.plan --init")

    assert (result.exit_code, rows(tenant.parent / "new.db", "SELECT * FROM team")) == (4, [])


def test_an_export_is_written_with_tables_and_read_again(shop: Path, run: Run) -> None:
    written = run("export --out centre/centre.toml --tables")
    assert written.exit_code == 6  # there is no such folder

    (shop.parent / "centre").mkdir()
    written = run("export --out centre/centre.toml --tables --brief")
    assert written.stderr == "".join(
        f'note: wrote "centre/{name}"\n'
        for name in ("centre.toml", "agents.csv", "members.csv", "people.csv")
    )
    assert (shop.parent / "centre" / "members.csv").read_text() == (
        "group,agent\nnight,Boris\nsupport,Ana\nsupport,Vera\n"
    )
    assert run("export --out centre/centre.toml --tables --brief").stderr == ""
    assert run("apply -f centre --prune").stdout == 'tenant "test" unchanged\n'


def test_documents_come_from_standard_input_in_yaml_and_json(shop: Path, run: Run) -> None:
    for output in ("yaml", "json"):
        text = run(f"export -o {output}").stdout
        assert run("apply -f - --prune", stdin=text).stdout == 'tenant "test" unchanged\n'


def test_an_export_points_editors_at_the_schema_of_every_field(run: Run, shop: Path) -> None:
    schema = json.loads(run("schema").stdout)

    assert run("export").stdout.splitlines()[0] == (
        "# yaml-language-server: $schema=ccadmin.schema.json"
    )
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    document = json.loads(run("export -o json").stdout)
    assert set(document) <= set(schema["properties"])
    for key, noun in (("centers", "center"), ("agents", "agent"), ("groups", "group")):
        assert set(document[key][0]) <= set(schema["definitions"][noun]["properties"])
