"""Functions as Cython is given them: all modules in one, and structures instead of objects."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from compiling.declarations import Declarations, Field, Function, Structure


def functions(
    name: str,
    tree: ast.Module,
    declared: Declarations,
    structures: Mapping[str, Structure],
    *,
    checked: bool,
) -> Iterator[str]:
    """What the module does, in the order of its source; each name bears that of the module.

    `checked` lets the program stop where a row is asked for that a column does not have.
    """
    renaming = Renaming(name, tree)
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name in declared.functions:
            function = declared.functions[node.name]
            renamed = renaming.inside(node)
            yield from written(name, renamed, function, structures, checked=checked)
        elif isinstance(node, ast.FunctionDef):
            for argument in (*node.args.args, *node.args.kwonlyargs):
                argument.annotation = None
            node.returns = None
            yield ast.unparse(renaming.inside(node))
        elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
            label = ast.unparse(target)
            kind = declared.numbers.get(label)
            value = ast.unparse(renaming.inside(node.value))
            yield f"cdef {kind} {name}__{label} = {value}" if kind else f"{name}__{label} = {value}"


def written(
    module: str,
    node: ast.AST,
    function: Function,
    structures: Mapping[str, Structure],
    *,
    checked: bool,
) -> Iterator[str]:
    """One function with the types that are declared, and if Python calls it, a way in for Python."""
    pointers = {
        name: kind
        for name, kind in function.parameters.items()
        if kind in structures and not structures[kind].is_plain
    }
    wrapped = function.is_public and bool(pointers)
    returns, errors = function.returns, function.errors
    if returns == "void" and errors == "except *":  # else Python would be asked after each call
        returns, errors = "int", "except -1"
    body = Pointing(pointers, structures, returns, checked=checked).visit(node).body
    parameters = ", ".join(
        f"{kind}_s* {name}" if name in pointers else f"{kind} {name}"
        for name, kind in function.parameters.items()
    )
    label = f"{module}__{function.name}"
    kind = "cpdef" if function.is_public and not wrapped else "cdef"
    yield f"{kind} {returns} {label}{'__c' if wrapped else ''}({parameters}) {errors}:"
    for statement in body:
        yield from (f"    {line}" for line in ast.unparse(statement).splitlines())
    yield ""
    if wrapped:
        given = ", ".join(
            f"{kind} {name} not None" if name in pointers else f"{kind} {name}"
            for name, kind in function.parameters.items()
        )
        passed = ", ".join(
            f"{name}.s" if name in pointers else name for name in function.parameters
        )
        yield f"def {label}({given}):"
        yield f"    return {label}__c({passed})"
        yield ""


def numbered(tree: ast.Module, module: str) -> ast.Module:
    """The tree with the names that C gives to what it imports from the module of numbers."""
    names = {
        each.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.module == module
        for each in node.names
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in names:
            node.id = f"{module}__{node.id}"
    return tree


class Renaming(ast.NodeTransformer):
    """Gives what a module defines, and what it takes from its siblings, names that are its own."""

    def __init__(self, name: str, tree: ast.Module) -> None:
        self.name = name
        self.own: set[str] = set()
        self.siblings: set[str] = set()
        self.local: set[str] = set()
        for node in tree.body:
            if isinstance(node, ast.FunctionDef):
                self.own.add(node.name)
            elif isinstance(node, ast.Assign | ast.AnnAssign):
                self.own |= stored(node)
            elif isinstance(node, ast.ImportFrom) and node.level:
                self.siblings |= {each.name for each in node.names}

    def inside(self, node: ast.AST) -> ast.AST:
        """The node, renamed; what a function assigns is its own and keeps its name."""
        if isinstance(node, ast.FunctionDef):
            arguments = (*node.args.args, *node.args.kwonlyargs)
            self.local = stored(node) | {argument.arg for argument in arguments}
            node.name = f"{self.name}__{node.name}"
        renamed: ast.AST = self.visit(node)
        self.local = set()
        return renamed

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        """Types are declared apart."""
        value = self.visit(node.value or ast.Constant(None))
        return ast.Assign([self.visit(node.target)], value, lineno=node.lineno)

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        """What a sibling defines."""
        if isinstance(node.value, ast.Name) and node.value.id in self.siblings - self.local:
            return ast.Name(f"{node.value.id}__{node.attr}", node.ctx)
        return self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> ast.AST:
        """What this module defines."""
        if node.id in self.own - self.local:
            node.id = f"{self.name}__{node.id}"
        return node


class Pointing(ast.NodeTransformer):
    """Turns what is asked of objects into what is asked of structures, whose types are followed."""

    def __init__(
        self,
        types: Mapping[str, str],
        structures: Mapping[str, Structure],
        returns: str,
        *,
        checked: bool,
    ) -> None:
        self.types = dict(types)
        self.columns: dict[str, ast.Attribute] = {}
        self.narrow: set[str] = set()
        self.structures = structures
        self.returns = returns
        self.checked = checked

    def type_of(self, node: ast.AST) -> str | None:
        """The structure that an expression stands for, if it is one."""
        if isinstance(node, ast.Name):
            return self.types.get(node.id)
        if isinstance(node, ast.Attribute):
            outer = self.type_of(node.value)
            field = self.structures[outer].fields.get(node.attr) if outer else None
            return field.type if field is not None and field.type in self.structures else None
        return None

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        """A structure that lies within another is handed on by its address."""
        if not isinstance(node.value, ast.Attribute):
            node.value = self.visit(node.value)
        kind = self.type_of(node)
        if kind is None or self.structures[kind].is_plain:
            return node
        return ast.Name(f"&{ast.unparse(node)}", node.ctx)

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        """A column that doubles, or a local name for a structure or a column."""
        target, value = node.targets[0], node.value
        if isinstance(target, ast.Attribute) and is_call(value, "columns__doubled"):
            return self.doubled(target)
        if isinstance(target, ast.Name):
            if kind := self.type_of(value):
                self.types[target.id] = kind
            elif isinstance(value, ast.Attribute) and (field := self.column(value)):
                if self.is_replaced(value):
                    self.columns[target.id] = value
                    return ast.Pass()
                if field.is_narrow:
                    self.narrow.add(target.id)
        return self.generic_visit(node)

    def column(self, node: ast.Attribute) -> Field | None:
        """The column that is asked for, if it is one."""
        structure = self.structures.get(self.type_of(node.value) or "")
        field = structure.fields.get(node.attr) if structure else None
        return field if field is not None and field.is_column else None

    def is_replaced(self, column: ast.Attribute) -> bool:
        """Whether it is a column for which C has no pointer, or one whose bounds are to be checked."""
        return self.checked or self.structures[self.type_of(column.value) or ""].is_in_record(
            column.attr
        )

    def doubled(self, column: ast.Attribute) -> ast.AST:
        """A column that doubles; records do so once, with the first of their columns."""
        structure = self.structures[self.type_of(column.value) or ""]
        label = column.attr
        if structure.is_in_record(label):
            if label != structure.records[0]:
                return ast.Pass()
            label = "records"
        owner = f"as_{structure.name}({ast.unparse(column.value)}.held_by)"
        return ast.parse(f"{owner}.double__{label}()").body[0]

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST:
        """A truth that is added, as the number that it is to Python as well."""
        if isinstance(node.value, ast.Compare):
            node.value = ast.Call(ast.Name("counted", ast.Load()), [node.value], [])
        return self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        """A written number that is shifted: to C it would have 32 bits."""
        if isinstance(node.op, ast.LShift) and isinstance(node.left, ast.Constant):
            node.left = widened(node.left)
        return self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """The number of rows of a column."""
        if is_call(node, "len") and isinstance(node.args[0], ast.Attribute):
            column = node.args[0]
            owner = self.type_of(column.value)
            if owner is not None:
                return self.rows(column, self.structures[owner])
        return self.generic_visit(node)

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        """One row of a column, or of the records that keep it."""
        column: ast.expr = node.value
        if isinstance(column, ast.Name):
            column = self.columns.get(column.id, column)
        owner = self.type_of(column.value) if isinstance(column, ast.Attribute) else None
        if not isinstance(column, ast.Attribute) or owner is None:
            is_narrow = isinstance(column, ast.Name) and column.id in self.narrow
            value = self.generic_visit(node)
            return widened(value) if is_narrow and isinstance(node.ctx, ast.Load) else value
        structure = self.structures[owner]
        row: ast.expr = self.visit(node.slice)
        if self.checked:
            rows = self.rows(column, structure)
            row = ast.Call(ast.Name("within", ast.Load()), [row, rows], [])
        value = ast.Subscript(column, row, node.ctx)
        if structure.is_in_record(column.attr):
            records = ast.Attribute(column.value, "records", ast.Load())
            record = ast.Subscript(records, row, ast.Load())
            value = ast.Attribute(record, column.attr, node.ctx)
        is_narrow = structure.fields[column.attr].is_narrow
        return widened(value) if is_narrow and isinstance(node.ctx, ast.Load) else value

    @staticmethod
    def rows(column: ast.Attribute, structure: Structure) -> ast.Attribute:
        """How many rows the column has."""
        label = "records" if structure.is_in_record(column.attr) else column.attr
        return ast.Attribute(column.value, f"{label}__rows", ast.Load())

    def visit_Return(self, node: ast.Return) -> ast.AST:
        """What returns nothing says so with a number, where errors are told by one."""
        if node.value is None and self.returns != "void":
            return ast.Return(ast.Constant(0))
        return self.generic_visit(node)


def widened(node: ast.AST) -> ast.Name:
    """What Python counts with whatever its size, as wide as all numbers of the distributor.

    Cython would give a local name the type of the narrow column that it is read from, and what is
    worked out with it would have no more bits than that.
    """
    return ast.Name(f"(<long long> {ast.unparse(node)})", ast.Load())


def is_call(node: ast.AST, name: str) -> bool:
    """Whether the node calls the function of that name."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name


def stored(tree: ast.AST) -> set[str]:
    """The names that are assigned to."""
    names = (node for node in ast.walk(tree) if isinstance(node, ast.Name))
    return {node.id for node in names if isinstance(node.ctx, ast.Store)}
