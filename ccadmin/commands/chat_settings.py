"""`ccadmin chat-settings`: what a chat user reads, and how chats are served."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final

from typer import Argument, Option

from ccadmin.call import Call, given
from ccadmin.chat_fields import CHAT_FIELDS, Switch
from ccadmin.grammar import Noun
from ccadmin.vocabulary import Allocation, Needs, ServiceMode

if TYPE_CHECKING:
    from ccadmin.models import Center
    from ccadmin.store import Store

app = Noun(
    "chat-settings",
    "What a chat user reads, and how chats are served: for the whole tenant, and for each center "
    "that differs.",
    examples=[
        "ccadmin chat-settings set --welcome 'Good day!' --max-users 3",
        "ccadmin chat-settings set --center East --service-mode manual --accept-timeout 20",
        "ccadmin chat-settings show --center East",
        "ccadmin chat-settings preview --center East",
    ],
)

COLUMNS: Final = ("section", "field", "value", "from")
PREVIEW_COLUMNS: Final = {"when": "when", "text": "the user reads", "from": "set by"}

CenterName = Annotated[
    str | None, Option("--center", metavar="NAME", help="A center (default: the whole tenant)")
]


def about(name: str) -> Any:
    """The option of a field, as the table of chat settings describes it."""
    field = CHAT_FIELDS[name]
    default = "" if field.default is None else f" (default {field.default})"
    flag = f"--{name.replace('_', '-')}"
    if isinstance(field.rule, Switch):
        off = flag.replace("--", "--no-", 1)
        return Option(f"{flag}/{off}", help=field.help, rich_help_panel=field.section.capitalize())
    return Option(
        flag,
        metavar=str(field.rule),
        help=field.help + default,
        rich_help_panel=field.section.capitalize(),
    )


@dataclass(frozen=True, slots=True)
class ChatOptions:
    """The chat settings; what is left out stays as it is."""

    welcome: Annotated[str | None, about("welcome")] = None
    manual_access_in_progress: Annotated[str | None, about("manual_access_in_progress")] = None
    transfer_successful: Annotated[str | None, about("transfer_successful")] = None
    transfer_failed: Annotated[str | None, about("transfer_failed")] = None
    allocation: Annotated[Allocation | None, about("allocation")] = None
    callback_url: Annotated[str | None, about("callback_url")] = None
    callback_timeout: Annotated[int | None, about("callback_timeout")] = None
    callback_fallback: Annotated[Allocation | None, about("callback_fallback")] = None
    service_mode: Annotated[ServiceMode | None, about("service_mode")] = None
    accept_timeout: Annotated[int | None, about("accept_timeout")] = None
    short_break: Annotated[bool | None, about("short_break")] = None
    break_length: Annotated[int | None, about("break_length")] = None
    max_users: Annotated[int | None, about("max_users")] = None
    queue_message: Annotated[str | None, about("queue_message")] = None
    silence_timeout: Annotated[int | None, about("silence_timeout")] = None
    timeout_closure: Annotated[bool | None, about("timeout_closure")] = None
    timeout_message: Annotated[str | None, about("timeout_message")] = None
    proactive_closure: Annotated[bool | None, about("proactive_closure")] = None
    proactive_message: Annotated[str | None, about("proactive_message")] = None
    after_hours_reply: Annotated[str | None, about("after_hours_reply")] = None
    rating_by_agent: Annotated[bool | None, about("rating_by_agent")] = None
    rating_after_conversation: Annotated[bool | None, about("rating_after_conversation")] = None
    rating_invitation: Annotated[str | None, about("rating_invitation")] = None
    rating_submission: Annotated[str | None, about("rating_submission")] = None
    rating_validity: Annotated[int | None, about("rating_validity")] = None


@app.verb(
    "set",
    needs=Needs.CENTER_ADMIN,
    examples=[
        "ccadmin chat-settings set --queue-message 'Place $QueuePosition, $WaitNo before you'",
        "ccadmin chat-settings set --center East --welcome '' --no-short-break",
        "ccadmin chat-settings set --allocation business-server --callback-url https://example.com/",
    ],
)
def set_fields(call: Call, options: ChatOptions, *, center: CenterName = None) -> None:
    """Set fields; what is left out stays as it is, and an empty text sends nothing."""
    from ccadmin.tenant import chat_settings

    with call.changing() as tenant:
        change = chat_settings.set_fields(tenant, _found(tenant, center), given(options))
    call.show(change)


@app.verb(
    "show",
    needs=Needs.NOTHING,
    examples=["ccadmin chat-settings show", "ccadmin chat-settings show --center East"],
)
def show(call: Call, *, center: CenterName = None) -> None:
    """Show every field in force, and whether the center, the tenant or nobody set it."""
    from ccadmin.tenant import chat_settings

    with call.reading() as tenant:
        rows = chat_settings.overview(tenant, _found(tenant, center))
    call.console.rows(rows, COLUMNS)


@app.verb(
    "reset",
    needs=Needs.CENTER_ADMIN,
    examples=[
        "ccadmin chat-settings reset --center East welcome max-users",
        "ccadmin chat-settings reset --yes",
    ],
)
def reset(
    call: Call,
    names: Annotated[
        list[str] | None, Argument(metavar="[FIELD...]", help="All when none is named")
    ] = None,
    *,
    center: CenterName = None,
) -> None:
    """Clear fields: a center inherits them again, the tenant has the built-in defaults."""
    from ccadmin.tenant import chat_settings

    with call.changing() as tenant:
        row = _found(tenant, center)
        if not names and not call.options.dry_run:
            whose = f'of center "{row.name}"' if row else "of the whole tenant"
            call.console.confirm(f"reset all chat settings {whose}")
        change = chat_settings.reset_fields(tenant, row, names or ())
    call.show(change)


@app.verb(
    "preview",
    needs=Needs.NOTHING,
    examples=[
        "ccadmin chat-settings preview",
        "ccadmin chat-settings preview --center East --position 1",
    ],
)
def preview(
    call: Call,
    *,
    center: CenterName = None,
    position: Annotated[
        int, Option(min=1, max=20, metavar="1-20", help="The place in the queue to begin at")
    ] = 3,
) -> None:
    """Show what a user would read, from entry to rating, with sample places in the queue."""
    from ccadmin.tenant import chat_preview

    with call.reading() as tenant:
        rows = chat_preview.preview(tenant, _found(tenant, center), position=position)
    call.console.rows(rows, PREVIEW_COLUMNS)


@app.verb(
    "try-callback",
    needs=Needs.NOTHING,
    examples=[
        "ccadmin chat-settings try-callback --session s-1 --user u-7",
        "ccadmin chat-settings try-callback --center East --session s-1 --user u-7 -o json",
    ],
)
def try_callback(
    call: Call,
    *,
    session: Annotated[str, Option(metavar="ID", help="SessionId, as the server is told")],
    user: Annotated[str, Option(metavar="ID", help="ClientUserId, as the server is told")],
    center: CenterName = None,
) -> None:
    """Really ask the business server where a chat goes, and say who would serve it, or why not."""
    from ccadmin.calendars import parse_instant
    from ccadmin.callbacks import Question
    from ccadmin.tenant import chat_callback

    question = Question(session, user, parse_instant("now", "UTC"))
    with call.reading() as tenant:
        record = chat_callback.allocate(tenant, _found(tenant, center), question)
    call.console.record(record)


def _found(tenant: Store, center: str | None) -> Center | None:
    from ccadmin.tenant.finding import find_center

    return None if center is None else find_center(tenant, center)
