"""What a field of the chat settings may hold in a document: the rules of `chat_fields`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ccadmin.chat_fields import OneOf, Switch, Whole
from ccadmin.tenant.chat_rules import checked
from ccadmin.tenant.document import shapes
from ccadmin.tenant.document.shapes import Context, Shape
from ccadmin.vocabulary import Allocation

if TYPE_CHECKING:
    from ccadmin.chat_fields import ChatField


@dataclass(frozen=True)
class ChatText(Shape):
    """A message, of which an empty one is a value of its own, or an address."""

    field: ChatField

    def read(self, text: str, context: Context) -> Any:
        del context
        return checked(self.field, text)


@dataclass(frozen=True)
class ChatWord(Shape):
    """One of the words that a field takes."""

    field: ChatField

    def read(self, text: str, context: Context) -> str:
        word = shapes.Word(type(self.words[0])).read(text, context)
        return str(checked(self.field, type(self.words[0])(word)))

    @property
    def words(self) -> tuple[Any, ...]:
        """The words."""
        return self.field.rule.words if isinstance(self.field.rule, OneOf) else tuple(Allocation)

    def schema(self) -> dict[str, Any]:
        return {"enum": [str(word) for word in self.words]}


def chat_shape(field: ChatField) -> Shape:
    """What a field of the chat settings may hold."""
    match field.rule:
        case Whole(least, most):
            return shapes.Whole(least, most)
        case Switch():
            return shapes.Switch()
        case OneOf():
            return ChatWord(field)
        case _:
            return ChatText(field)
