"""Imports a table of agents: all of it, or with `skip` all but the rows that are refused.

Rows are held to the rules that documents are held to, all at once. A row that is refused may be what
others stand on, so the rest is tried again without it until nothing is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ccadmin.arguments import IfExists
from ccadmin.documents.nodes import Problems
from ccadmin.documents.tables import Table, read_table
from ccadmin.documents.writing import write_table
from ccadmin.errors import DocumentProblem, ProblemsError
from ccadmin.store import now_text
from ccadmin.tenant.document.identity import identify
from ccadmin.tenant.document.loading import load
from ccadmin.tenant.document.reading import context_of
from ccadmin.tenant.document.rows_read import read_rows
from ccadmin.tenant.document.stated import Wanted
from ccadmin.tenant.plan.making import Terms, plan_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from ccadmin.store import Store
    from ccadmin.tenant.document.content import Content
    from ccadmin.tenant.document.stated import Stated
    from ccadmin.tenant.plan.making import Made

LeftOut = dict[int, list[DocumentProblem]]
"""The rows that were left out by the line on which each begins, and why."""


@dataclass(frozen=True, slots=True)
class Import:
    """A table of agents, and how it is to be taken.

    Attributes:
        name: what messages call it.
        text: all of it.
        if_exists: what to do about agents who are there.
        skip: whether rows that are refused are left out.
        existing_customers: whether new agents may have the discontinued license.
    """

    name: str
    text: str
    if_exists: IfExists = IfExists.REFUSE
    skip: bool = False
    existing_customers: bool = False

    def make(self, store: Store) -> Imported:
        """What the import changes.

        Raises:
            ProblemsError: rows are refused and none is to be left out, or the table as a whole is.
        """
        return self.into(load(store))

    def into(self, content: Content) -> Imported:
        """What the import changes in a tenant that is in memory.

        Raises:
            ProblemsError: as `make`.
        """
        now, left_out = now_text(), LeftOut()
        torn = Problems()
        table = read_table(self.text, self.name, torn)
        if not table.rows and not len(torn):
            torn.add(table.header(0), "the table has no agent", "put one on each line below")
        problems = torn
        while True:
            try:
                wanted = self._wanted(table.without(left_out), content, problems)
                terms = Terms(existing_customers=self.existing_customers)
                return Imported(plan_of(content, wanted, terms, now=now), table, left_out)
            except ProblemsError as refused:
                found = [each for each in refused.problems if isinstance(each, DocumentProblem)]
                self._leave_out(found, table, left_out)
                problems = Problems()

    def _leave_out(
        self, found: Collection[DocumentProblem], table: Table, left_out: LeftOut
    ) -> None:
        """Leave the rows out that are refused, or end here."""
        records = {problem: table.record_at(problem.line) for problem in found}
        new = records.values() - left_out.keys()
        if not self.skip or not table.whole or 0 in new or not new:
            problems = Problems(found)
            problems.refuse(hint=None if self.skip else _HINT)
        for problem, record in records.items():
            left_out.setdefault(record, []).append(problem)

    def _wanted(self, table: Table, content: Content, problems: Problems) -> Wanted:
        """The rows as a document would state them."""
        stated = read_rows(table, "agent", context_of(content), problems, part=1)
        if self.if_exists is not IfExists.UPDATE:
            stated = self._new_only(stated, content, problems)
        problems.refuse()
        wanted = Wanted()
        wanted.objects["agent"] = stated
        return wanted

    def _new_only(self, stated: list[Stated], content: Content, problems: Problems) -> list[Stated]:
        """The rows about people who are not there yet; whoever is there is left alone, or refused."""
        about = identify("agent", stated, content.copy(), Problems())
        there = {
            id(each): content.agents[number]
            for number, said in about.items()
            for each in said
            if number in content.agents
        }
        for each in stated:
            if self.if_exists is IfExists.REFUSE and (agent := there.get(id(each))):
                message = f'agent "{agent["name"]}" is there already (#{agent["id"]})'
                problems.add(each.at("name"), message, "--or-update, or --if-not-exists")
        return [each for each in stated if id(each) not in there]


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import changes, and the rows that it leaves out."""

    made: Made
    table: Table
    left_out: LeftOut

    def rejects(self) -> str:
        """The rows that were left out as a table, with their line and what is wrong."""
        rows = [
            [*self.table.source(line), line, "; ".join(_told(problem) for problem in problems)]
            for line, problems in sorted(self.left_out.items())
        ]
        return write_table([*self.table.columns, "line", "problem"], rows)


def _told(problem: DocumentProblem) -> str:
    return f"{problem.message} ({problem.hint})" if problem.hint else problem.message


_HINT = "correct the file, or import the rest with --on-error skip --rejects FILE"
