"""`ccadmin help`: topics that belong to no single command.

The front door turns `help group add` into `group add --help` before this module is asked.
"""

from __future__ import annotations

from typing import Annotated

from typer import Argument

from ccadmin.call import Call
from ccadmin.grammar import word
from ccadmin.vocabulary import Needs

Topic = Annotated[str | None, Argument(metavar="TOPIC", help="A topic, or a command: group add")]


@word(
    "help",
    needs=Needs.NOTHING,
    examples=["ccadmin help", "ccadmin help exit-codes", "ccadmin help group add"],
)
def app(call: Call, topic: Topic = None) -> None:
    """List the topics, explain one of them, or show the help of a command."""
    from ccadmin.errors import NotFoundError, did_you_mean
    from ccadmin.help import topics

    if topic is None:
        call.console.rows(topics.overview(), ("name", "about"))
        return
    if topic not in topics.TOPICS:
        known = ", ".join(topics.TOPICS)
        raise NotFoundError(
            "topic-not-found",
            f'help topic "{topic}" not found',
            hint=did_you_mean(topic, topics.TOPICS)
            or f"the topics are {known}; commands are listed by ccadmin --help",
        )
    call.console.text(topics.text(topic))
