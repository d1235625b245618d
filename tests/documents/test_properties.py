"""What holds for documents of any centre: exports read back, and plans lead where they say."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ccadmin.documents.writing import write_json, write_toml, write_yaml
from ccadmin.errors import ProblemsError
from ccadmin.tenant.document.exporting import Style
from tests.documents.made import Plain, centres
from tests.documents.tenants import applied, exported, new_tenant, planned, take_back
from tests.history.changing import held

WRITERS = {"yaml": write_yaml, "json": write_json, "toml": write_toml}
some = settings(
    max_examples=6,
    # To make a failing centre smaller takes minutes, and centres are small as they are.
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def written(document: Plain, name: str = "centre.yaml") -> dict[str, str]:
    """A document as the text of a file."""
    return {name: WRITERS[name.rpartition(".")[2]](document, "ccadmin.schema.json")}


@some
@given(
    centres(),
    st.builds(Style, brief=st.booleans(), ids=st.booleans()),
    st.sampled_from(["yaml", "json", "toml"]),
    st.booleans(),
)
def test_an_export_changes_nothing_in_its_tenant_and_leaves_the_file_byte_for_byte(
    centre: Plain, style: Style, suffix: str, tables: bool
) -> None:
    with new_tenant() as path:
        applied(path, written(centre))
        before = path.read_bytes()
        plan = applied(path, exported(path, f"centre.{suffix}", style, tables=tables))

        assert (plan.planned, path.read_bytes()) == ((), before)


@some
@given(centres(), st.sampled_from(["yaml", "json", "toml"]), st.booleans(), st.booleans())
def test_what_is_applied_is_exported_in_one_way(
    centre: Plain, suffix: str, tables: bool, brief: bool
) -> None:
    with new_tenant() as path, new_tenant() as other:
        applied(path, written(centre))
        canonical = exported(path)
        applied(other, exported(path, f"centre.{suffix}", Style(brief=brief), tables=tables))

        assert exported(other) == canonical


@some
@given(centres(), centres())
def test_a_plan_leads_from_any_centre_to_any_other_and_back(one: Plain, other: Plain) -> None:
    with new_tenant() as path, new_tenant() as there:
        applied(path, written(one))
        applied(there, written(other))
        here, goal = exported(path), exported(there)
        applied(path, goal)

        assert exported(path) == goal
        assert planned(path, goal).planned == ()

        applied(path, here)

        assert exported(path) == here
        assert planned(path, here).planned == ()


@some
@given(centres(), st.data())
def test_any_order_of_documents_makes_the_same_tenant(centre: Plain, data: st.DataObject) -> None:
    parts: list[Plain] = []
    for key, value in centre.items():
        if key in {"centers", "agents", "groups", "flows"}:
            parts += [{key: [each]} for each in value]
        else:
            parts.append({key: value})
    order = data.draw(st.permutations(parts))
    texts = {
        name: text
        for number, part in enumerate(order)
        for name, text in written(part, f"{number:02}.yaml").items()
    }
    with new_tenant() as path, new_tenant() as other:
        applied(path, written(centre))
        applied(other, texts)

        assert exported(other) == exported(path)


@some
@given(centres(), centres(), st.booleans())
def test_one_undo_takes_back_all_that_documents_changed(
    one: Plain, other: Plain, prune: bool
) -> None:
    with new_tenant() as path:
        applied(path, written(one))
        before, rows = exported(path), held(path)
        with suppress(ProblemsError):  # without pruning, one and the other may not go together
            if applied(path, written(other), prune=prune).planned:
                take_back(path)

        assert exported(path) == before
        assert held(path) == rows
