"""YAML as nodes: what is written is what is read, because no scalar is taken for anything but text.

Plain YAML readers take 17:30 for 1050, 0123 for 83 and `no` for false. Here a scalar is its text, and
only an empty one, `~` and `null`, written without quotes, are nothing. Keys that come twice, tags and
merge keys are refused. The events of libyaml are read one by one, so that no nesting is too deep.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ccadmin.documents.nodes import DEEPEST, MOST_NODES, Node, Place, Problems, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

NOTHING: Final = frozenset({"", "~", "null", "Null", "NULL"})
"""What stands for nothing when it is written without quotes."""


def read_yaml(text: str, file: str, problems: Problems) -> list[Node]:
    """The documents in a text, none where nothing but comments is written."""
    import yaml

    try:
        return _Reader(file, problems).read(_events(text))
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        said = problem.problem or problem.context or "it cannot be read"
        problems.add(Place(file, line, column), f"no YAML: {said}", _hint(said))
    except yaml.reader.ReaderError as problem:
        problems.add(_place_of(text, problem.position, file), "no YAML: a control character")
    return []


def _events(text: str) -> Iterator[Any]:
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return yaml.parse(text, Loader=loader)


class _Reader:
    """Builds nodes from events; the open lists and mappings lie on a stack."""

    def __init__(self, file: str, problems: Problems) -> None:
        self.file = file
        self.problems = problems
        self.documents: list[Node] = []
        self._open: list[tuple[Node, str | None]] = []
        self._keys: list[tuple[str, Place] | None] = []
        self._anchors: dict[str, Node] = {}
        self._sizes: dict[int, int] = {}
        self._count = 0

    def read(self, events: Iterator[Any]) -> list[Node]:
        """All documents of the stream."""
        import yaml

        for event in events:
            match event:
                case yaml.ScalarEvent():
                    self._scalar(event)
                case yaml.MappingStartEvent():
                    self._begin(Node({}, self._place(event)), event)
                case yaml.SequenceStartEvent():
                    self._begin(Node([], self._place(event)), event)
                case yaml.CollectionEndEvent():
                    self._end()
                case yaml.AliasEvent():
                    self._alias(event)
            if self._count > MOST_NODES or len(self._open) > DEEPEST:
                most = f"{MOST_NODES} values"
                if len(self._open) > DEEPEST:
                    most = f"{DEEPEST} lists or mappings in each other"
                self.problems.add(self._place(event), f"more than {most}")
                return []
        return [node for node in self.documents if node.value is not None]

    def _place(self, event: Any) -> Place:
        mark = event.start_mark
        return Place(self.file, mark.line + 1, mark.column + 1)

    def _scalar(self, event: Any) -> None:
        place = self._place(event)
        plain = event.implicit[0]
        if event.tag is not None:
            self.problems.add(place, f'tag "{event.tag}" is not read', "leave it out")
        value = None if plain and event.value in NOTHING else event.value
        if self._wants_key():
            self._key(event.value, place)
            return
        node = Node(value, place)
        self._remember(node, event, 1)
        self._put(node)

    def _begin(self, node: Node, event: Any) -> None:
        if event.tag is not None:
            self.problems.add(node.place, f'tag "{event.tag}" is not read', "leave it out")
        if self._wants_key():
            self.problems.add(node.place, "a key is one word", "write KEY: VALUE")
            self._key(f"\0{len(self._open)}", node.place)
        self._open.append((node, event.anchor))
        self._keys.append(None)
        self._count += 1

    def _end(self) -> None:
        node, anchor = self._open.pop()
        self._keys.pop()
        if anchor:
            self._anchors[anchor] = node
        self._put(node)

    def _alias(self, event: Any) -> None:
        place = self._place(event)
        node = self._anchors.get(event.anchor)
        if node is None:
            self.problems.add(place, f'alias "{event.anchor}" stands for nothing before it')
            node = Node(None, place)
        if self._wants_key():
            self._key(node.value if isinstance(node.value, str) else "", place)
            return
        self._count += self._size(node)
        self._put(node)

    def _size(self, node: Node) -> int:
        """How many values a node stands for, those behind aliases counted each time."""
        if id(node) not in self._sizes:
            inside = node.value.values() if isinstance(node.value, dict) else node.value
            nested = isinstance(node.value, list | dict)
            self._sizes[id(node)] = 1 + sum(map(self._size, inside or ())) if nested else 1  # type: ignore[arg-type]
        return self._sizes[id(node)]

    def _remember(self, node: Node, event: Any, count: int) -> None:
        self._count += count
        if event.anchor:
            self._anchors[event.anchor] = node

    def _wants_key(self) -> bool:
        return bool(self._open) and isinstance(self._open[-1][0].value, dict) and not self._keys[-1]

    def _key(self, key: str, place: Place) -> None:
        mapping = self._open[-1][0]
        if key in mapping.keys:
            first = mapping.keys[key]
            self.problems.add(
                place, f'"{shortened(key)}" stands here twice', f"first on line {first.line}"
            )
        elif key == "<<":
            self.problems.add(place, "merge keys are not read", "write the fields out")
        self._keys[-1] = (key, place)

    def _put(self, node: Node) -> None:
        if not self._open:
            self.documents.append(node)
            return
        holder = self._open[-1][0]
        if isinstance(holder.value, list):
            holder.value.append(node)
        elif isinstance(holder.value, dict) and (key := self._keys[-1]):
            holder.value[key[0]] = node
            holder.keys[key[0]] = key[1]
            self._keys[-1] = None


def _place_of(text: str, position: int, file: str) -> Place:
    before = text[:position]
    return Place(file, before.count("\n") + 1, position - before.rfind("\n"))


def _hint(said: str) -> str | None:
    if "cannot start any token" in said:
        return "indent with blanks, and quote what begins with a sign"
    if "mapping values are not allowed" in said:
        return "quote text that holds a colon and a blank"
    return None
