"""What the engine sees of a tenant: every field of the configuration, hours as intervals."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ccadmin import engine, store
from ccadmin.tenant import snapshot
from ccadmin.vocabulary import (
    AtClosing,
    LateJoiner,
    NoAnswer,
    Order,
    OverflowAction,
    Ring,
    Scope,
    Status,
    Strategy,
    Trigger,
    Window,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run


def at(day: int, hour: int, minute: int = 0) -> int:
    """Milliseconds of a moment in March 2026, UTC."""
    return int(datetime(2026, 3, day, hour, minute, tzinfo=UTC).timestamp()) * 1000


def _set_up(run: Run) -> None:
    for line in (
        "center add shop --zone Europe/Sofia --service-level 90/10 --routing-type linear",
        "hours set center shop mon-fri 09:00-17:00",
        "agent add Ana --extension 101 --phone '088 123 4567' --ring extension-first --capacity 3",
        "agent edit Ana --extension-delay 4 --mobile-delay 6 --chat-delay 7",
        "agent add Boris --extension-delay 9",
        "agent add Robo --virtual",
        "agent skill set Ana billing:7 English:2",
        "chat-settings set --service-mode manual --accept-timeout 25 --max-users 4",
        "chat-settings set --center shop --silence-timeout 90 --short-break --break-length 120",
        "chat-settings set --center shop --rating-by-agent --rating-validity 600",
        "hours set chat shop mon-fri 10:00-18:00",
        "tenant set --cross-channel",
        "center assign shop Ana Boris",
        "hours set agent Ana mon 09:00-12:00,13:00-17:00 --zone UTC",
        "group add sales --center shop",
        "group add support --strategy call-count --status disabled --weight 3 --order ageing",
        "group edit support --age-point 90 --tier-wait 20 --window rolling:7d --scope agent --late-joiner mean",
        "group edit support --max-waiting 5 --max-wait 60 --on-full voicemail --on-timeout group:sales",
        "group edit support --wrap-up 30 --wrap-up-scope group --at-closing leave --service-level 70/30",
        "group edit sales --ring-time 15 --on-no-answer break:60 --skill-relax 40 --skills english:3",
        "group edit sales --escalates-to support",
        "group members add sales Boris Ana --weight 7",
        "group members edit sales Ana --tier 2 --wrap-up 15 --status disabled",
        "center edit shop --default-group sales",
    ):
        result = run(line)
        assert result.exit_code == 0, result.stderr


def test_every_field_reaches_the_engine(tenant: Path, run: Run) -> None:
    _set_up(run)

    with store.reading(tenant) as opened:
        seen = snapshot.take(opened, at(2, 0), at(3, 0))

    sales = engine.Group(
        id=1,
        name="sales",
        strategy=Strategy.LINEAR,
        members=(
            engine.Member(agent=1, weight=7, position=1),
            engine.Member(0, weight=7, tier=2, position=2, status=Status.DISABLED, wrap_up=15_000),
        ),
        service_level=(90, 10_000),
        open=((at(2, 7), at(2, 15)),),
        days=(at(1, 22), at(2, 22)),
        ring_time=15_000,
        on_no_answer=NoAnswer.BREAK,
        break_length=60_000,
        skills={1: 3},
        skill_relax=40_000,
        escalates_to=1,
        chat=engine.ChatService(
            manual=True,
            accept_timeout=25_000,
            short_break=120_000,
            capacity=4,
            silence_timeout=90_000,
            open=((at(2, 8), at(2, 15)),),
            rating_validity=600_000,
        ),
    )
    support = engine.Group(
        id=2,
        name="support",
        strategy=Strategy.CALL_COUNT,
        status=Status.DISABLED,
        weight=3,
        order=Order.AGEING,
        age_point=90_000,
        tier_wait=20_000,
        window=Window.ROLLING,
        window_days=7,
        scope=Scope.AGENT,
        late_joiner=LateJoiner.MEAN,
        max_waiting=5,
        max_wait=60_000,
        overflow={
            Trigger.FULL: engine.Overflow(OverflowAction.VOICEMAIL),
            Trigger.TIMEOUT: engine.Overflow(OverflowAction.GROUP, 0),
        },
        wrap_up=30_000,
        wrap_up_scope=Scope.GROUP,
        at_closing=AtClosing.LEAVE,
        open=None,
        days=(at(1, 22), at(2, 22)),
        service_level=(70, 30_000),
        break_length=300_000,
        chat=engine.ChatService(
            manual=True, accept_timeout=25_000, capacity=4, silence_timeout=600_000
        ),
    )
    ana = engine.Agent(
        id=1,
        name="Ana",
        shifts=(
            engine.Shift(at(2, 9), at(2, 12), opens=True),
            engine.Shift(at(2, 13), at(2, 17), opens=False),
        ),
        ring=Ring.EXTENSION_FIRST,
        extension=4_000,
        mobile=6_000,
        accept=7_000,
        capacity=3,
        skills={0: 7, 1: 2},
    )
    boris = engine.Agent(id=2, name="Boris", takes_calls=False, extension=None)
    robo = engine.Agent(id=3, name="Robo", extension=None)
    assert seen == engine.Snapshot(
        groups=(sales, support),
        agents=(ana, boris, robo),
        skills=("billing", "english"),
        cross_channel=True,
    )
