"""The rules of contact centers for documents (S2): whose groups they are, and who may be in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ccadmin.documents.nodes import Place
    from ccadmin.tenant.document.content import Record
    from ccadmin.tenant.document.merging import Merged


def check_centers(merged: Merged) -> None:
    """A center's default is one of its groups, and a center that is deleted has none."""
    groups, centers = merged.after.groups, merged.after.centers
    for number, center in centers.items():
        default = center["default_group_id"]
        if default is not None and groups[default]["center_id"] != number:
            own = merged.states("center", number, "default_group_id")
            noun, about = ("center", number) if own else ("group", default)
            merged.problems.add(
                merged.place(noun, about, "default_group_id", "center_id"),
                f'group "{groups[default]["name"]}" does not belong to center "{center["name"]}", '
                "whose default it is",
            )
    gone = merged.pruned.get("center", {})
    for number, group in groups.items():
        if group["center_id"] in gone:
            name = gone[group["center_id"]]["name"]
            merged.problems.add(
                merged.place("group", number, "center_id"),
                f'center "{name}" cannot be deleted while group "{group["name"]}" belongs to it',
                "list the center, or state another center of the group, or null",
            )


def check_members(merged: Merged) -> None:
    """A group of a center takes as members only people assigned to that center (S2)."""
    centers = merged.after.centers
    for number, group in merged.after.groups.items():
        center = centers.get(group["center_id"] or 0)
        if center is None or _as_before(merged, number, group, center):
            continue
        for agent in group["members"].keys() - center["people"].keys():
            name = merged.after.agents[agent]["name"]
            merged.problems.add(
                _place(merged, number),
                f'agent "{name}" is a member of group "{group["name"]}", but not assigned to its '
                f'center "{center["name"]}"',
                f'add them to the people of "{center["name"]}"',
            )


def _as_before(merged: Merged, number: int, group: Record, center: Record) -> bool:
    """Whether nothing changes that the rule is about."""
    before = merged.before.groups.get(number)
    was = merged.before.centers.get(group["center_id"] or 0)
    return (
        before is not None
        and was is not None
        and before["center_id"] == group["center_id"]
        and before["members"] == group["members"]
        and was["people"] == center["people"]
    )


def _place(merged: Merged, group: int) -> Place:
    return merged.tabled.get(group) or merged.place("group", group, "members", "center_id")
