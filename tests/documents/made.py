"""Random centres as plain documents: whatever a tenant can hold, under names that YAML would bite."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from hypothesis import strategies as st

from ccadmin.chat_fields import CHAT_FIELDS, Message
from ccadmin.vocabulary import (
    AgentStatus,
    AtClosing,
    CenterRole,
    GroupKind,
    LateJoiner,
    Order,
    Role,
    Scope,
    Status,
    Strategy,
)

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

Plain = dict[str, Any]

NAMES: Final = (
    "Ana", "Борис", "no", "17:30", "0123", "1e3", "~", "null", "yes", "a: b", "# one", "it's",
    '"q"', "x, y", "[z]", "{w}", "- dash", "group:sales", "0x1F", "2026-01-01", "*star", "&amp",
    "!tag", "%d", "@home", "`tick`", "Straße", "é", "a;b", "|pipe", "1_000", "=", "<<", "?", "on",
)  # fmt: skip
"""Names of which no two are the same, and none means anything but itself."""
TEXTS: Final = ("plain", "two\nlines", "  kept? ", "a: b # c", "ends\n\n\nlater", "'", '"', "\\n", "№ 5 → 6", "- x\n- y")  # fmt: skip
ZONES: Final = ("Europe/Sofia", "UTC", "America/New_York")
WEEKS: Final = ("mon-fri 09:00-17:00", "mon-sun 00:00-24:00", "closed", "fri 22:00-06:00; sat 10:00-14:00,15:00-18:00")  # fmt: skip
EXCEPTIONS: Final = (
    {"dates": "2026-12-24", "kind": "closed", "name": "Eve"},
    {"dates": "2026-12-24..2026-12-31", "kind": "open", "times": "10:00-14:00"},
    {"dates": "12-25", "kind": "closed", "since": 2025},
    {"dates": "03-03", "kind": "holiday", "name": "no", "origin": "holidays:BG"},
    {"dates": "2026-06-12", "kind": "closed", "times": "12:00-18:00"},
    {"dates": "2026-06-13", "kind": "also", "times": "08:00-09:00"},
)
SKILLS: Final = ("billing", "no", "42", "Ελληνικά")
TOPICS: Final = ("repairs", "0", "true", "ремонт")
CONDITIONS: Final = ("topic=billing", "language=bg,en", "number^=+3592", "customer_type=vip")


@st.composite
def centres(draw: DrawFn) -> Plain:
    """A whole document: names differ, and what refers to something refers to what there is."""
    count = draw(st.tuples(*(st.integers(0, most) for most in (2, 5, 4, 2))))
    names = draw(st.permutations(NAMES))
    centers, agents, groups, flows = (list(names[i * 8 : i * 8 + n]) for i, n in enumerate(count))
    people = [_agent(draw, name, agents[:place], place) for place, name in enumerate(agents)]
    _managers(draw, people)
    shops = [_center(draw, name, people) for name in centers]
    teams = [_group(draw, name, groups[:place], shops, people) for place, name in enumerate(groups)]  # fmt: skip
    for shop in shops:
        own = [team["name"] for team in teams if team["center"] == shop["name"]]
        shop["default-group"] = draw(st.sampled_from([None, *own]))
        shop["rules"] = _rules(draw, groups)
    return {
        "version": 1,
        "tenant": {
            "name": draw(st.sampled_from(NAMES)),
            "zone": draw(st.sampled_from(ZONES)),
            "region": draw(st.sampled_from(("BG", "GB", "ZZ"))),
            "cross-channel": draw(st.booleans()),
        },
        "licenses": {"voice": draw(st.sampled_from(("unlimited", 9))), "sales": "unlimited"},
        "centers": shops,
        "agents": people,
        "groups": teams,
        "flows": [_flow(draw, name, groups, centers, place) for place, name in enumerate(flows)],
        "rules": _rules(draw, groups),
        "chat-settings": _chat(draw),
    }


def _hours(draw: DrawFn) -> Plain:
    week = draw(st.none() | st.sampled_from(WEEKS))
    return {
        "hours": week,
        "hours-zone": draw(st.none() | st.sampled_from(ZONES)) if week else None,
        "exceptions": draw(st.lists(st.sampled_from(EXCEPTIONS), max_size=3, unique_by=str)),
    }


def _agent(draw: DrawFn, name: str, before: list[str], place: int) -> Plain:
    phone = draw(st.none() | st.just(f"+35988812345{place}"))
    extension = draw(st.none() | st.just(f"0{place}{place}"))
    rings = {"phone": phone is not None, "extension": extension is not None}
    kinds = [("laptop", "extension"), ("mobile", "phone"), ("desk-phone", "extension")]
    devices = [
        {"name": draw(st.sampled_from(("no", "1", kind))) + str(n), "kind": kind, "rings": rings[at] and draw(st.booleans())}
        for n, (kind, at) in enumerate(draw(st.lists(st.sampled_from(kinds), max_size=2)))
    ]  # fmt: skip
    preferences: list[str | None] = [None]
    preferences += ["mobile-only"] * rings["phone"] + ["extension-only"] * rings["extension"]
    preferences += ["simultaneous", "extension-first"] * all(rings.values())
    status = draw(st.sampled_from(list(AgentStatus)))
    agent: Plain = {
        "name": name,
        "email": draw(st.none() | st.just(f"{place}@example.com")),
        "phone": phone,
        "extension": extension,
        "ring": draw(st.sampled_from(preferences)),
        "role": str(draw(st.sampled_from(list(Role)))),
        "license": draw(st.sampled_from(("voice", "contact-center", "sales"))),
        "direct-number": draw(st.none() | st.just(f"+35929876{place}00")),
        "virtual": draw(st.booleans()),
        "capacity": draw(st.none() | st.integers(1, 100)),
        "extension-delay": draw(st.integers(0, 9)),
        "mobile-delay": draw(st.integers(0, 9)),
        "chat-delay": draw(st.integers(0, 9)),
        "status": str(status),
        "status-reason": draw(st.none() | st.sampled_from(("lunch", "no", "12:00"))),
        "status-since": draw(st.sampled_from((None, "2026-03-02T09:00:00.000Z"))),
        "skills": draw(st.dictionaries(st.sampled_from(SKILLS), st.integers(1, 10), max_size=3)),
        "devices": devices,
        "reports-to": draw(st.lists(st.sampled_from(before), max_size=2, unique=True)) if before else [],
        **_hours(draw),
    }  # fmt: skip
    return agent


def _managers(draw: DrawFn, people: list[Plain]) -> None:
    """Whoever somebody reports to is a manager."""
    del draw
    for agent in people:
        for other in people:
            if agent["name"] in other["reports-to"]:
                agent["role"] = "manager"


def _center(draw: DrawFn, name: str, people: list[Plain]) -> Plain:
    covered = [agent["name"] for agent in people if agent["license"] != "voice"]
    chosen = draw(st.lists(st.sampled_from(covered), unique=True)) if covered else []
    return {
        "name": name,
        "description": draw(st.none() | st.sampled_from(TEXTS)),
        "zone": draw(st.none() | st.sampled_from(ZONES)),
        "routing-type": draw(st.none() | st.sampled_from(list(map(str, Strategy)))),
        "service-level": draw(st.sampled_from((None, "80/20", "95/5"))),
        "people": [
            {"agent": agent, "role": str(draw(st.sampled_from(list(CenterRole))))}
            for agent in chosen
        ],
        "chat-settings": _chat(draw),
        **_hours(draw),
    }


def _group(
    draw: DrawFn, name: str, before: list[str], shops: list[Plain], people: list[Plain]
) -> Plain:
    shop = draw(st.sampled_from([None, *shops]))
    eligible = [p["agent"] for p in shop["people"]] if shop else [a["name"] for a in people]
    members = draw(st.lists(st.sampled_from(eligible), unique=True)) if eligible else []
    actions = ["voicemail", "callback", *(f"group:{each}" for each in before)]

    def word(enum: Any) -> str:
        return str(draw(st.sampled_from(list(enum))))

    return {
        "name": name,
        "description": draw(st.none() | st.sampled_from(TEXTS)),
        "kind": draw(st.none() | st.sampled_from(list(map(str, GroupKind)))),
        "strategy": draw(st.none() | st.sampled_from(list(map(str, Strategy)))),
        "status": word(Status),
        "center": shop and shop["name"],
        "topics": [TOPICS[len(before)]] if draw(st.booleans()) else [],
        "skills": draw(st.dictionaries(st.sampled_from(SKILLS), st.integers(1, 10), max_size=2)),
        "escalates-to": draw(st.sampled_from([None, *before])),
        "service-level": draw(st.sampled_from((None, "80/20", "100/0"))),
        "max-waiting": draw(st.sampled_from(("unlimited", 0, 12))),
        "max-wait": draw(st.sampled_from(("unlimited", 0, 60))),
        "on-full": draw(st.sampled_from((None, *actions))),
        "on-timeout": draw(st.sampled_from((None, *actions))),
        "wrap-up": draw(st.integers(0, 90)),
        "wrap-up-scope": word(Scope),
        "ring-time": draw(st.integers(1, 60)),
        "on-no-answer": draw(st.sampled_from(("next", "retry", "break"))),
        "break-length": draw(st.integers(1, 900)),
        "weight": draw(st.integers(-1000, 1000)),
        "order": word(Order),
        "age-point": draw(st.integers(0, 99)),
        "tier-wait": draw(st.integers(0, 99)),
        "skill-relax": draw(st.integers(0, 99)),
        "window": draw(st.sampled_from(("day", "shift", "all", "rolling:7d"))),
        "scope": word(Scope),
        "late-joiner": word(LateJoiner),
        "at-closing": word(AtClosing),
        "members": [_member(draw, agent) for agent in members],
        **_hours(draw),
    }


def _member(draw: DrawFn, agent: str) -> Plain:
    return {
        "agent": agent,
        "weight": draw(st.integers(1, 100)),
        "status": str(draw(st.sampled_from(list(Status)))),
        "tier": draw(st.integers(1, 9)),
        "wrap-up": draw(st.none() | st.integers(0, 99)),
    }


def _flow(draw: DrawFn, name: str, groups: list[str], centers: list[str], place: int) -> Plain:
    ends: SearchStrategy[Any] = st.sampled_from(
        ["voicemail", "hang-up", "deleted-group:gone", *(f"group:{each}" for each in groups)]
    )
    keys = st.sampled_from("12345*#")
    menu = st.recursive(
        st.dictionaries(keys, ends, max_size=2),
        lambda inside: st.dictionaries(
            keys,
            st.fixed_dictionaries({"greeting": st.none() | st.sampled_from(TEXTS), "menu": inside}),
            max_size=2,
        ),
        max_leaves=3,
    )
    hours = [None, *(f"group:{g}" for g in groups), *(f"center:{c}" for c in centers)]
    return {
        "name": name,
        "number": draw(st.none() | st.just(f"+3592987{place}543")),
        "greeting": draw(st.none() | st.sampled_from(TEXTS)),
        "repeats": draw(st.integers(0, 9)),
        "center": draw(st.sampled_from([None, *centers])),
        "hours": draw(st.sampled_from(hours)),
        "menu": draw(menu) or None,
        "otherwise": draw(st.none() | ends),
        "after-hours": draw(st.none() | ends),
    }


def _rules(draw: DrawFn, groups: list[str]) -> list[Plain]:
    asked = draw(st.lists(st.sampled_from(CONDITIONS), max_size=3, unique=True))
    default = draw(st.booleans())
    listed: list[Plain] = [{"if": [condition]} for condition in asked] + [{}] * default
    ends = [("to", group) for group in groups] + [("deleted", "gone")]
    return [rule | dict([draw(st.sampled_from(ends))]) for rule in listed]


def _chat(draw: DrawFn) -> Plain | None:
    if draw(st.booleans()):
        return None
    texts = [field.name for field in CHAT_FIELDS.values() if isinstance(field.rule, Message)]
    said = st.none() | st.sampled_from(["Hello", "", "no", "17:30"])
    return {
        **{name.replace("_", "-"): draw(said) for name in texts},
        "max-users": draw(st.none() | st.integers(1, 100)),
        "short-break": draw(st.none() | st.booleans()),
        "callback-timeout": draw(st.none() | st.integers(1, 60)),
        "service-mode": draw(st.sampled_from((None, "automatic", "manual"))),
        **_hours(draw),
    }
