"""Generated tenants of any size (issue 4 of 5): a plausible centre, the same for the same seed.

A sample is a document as `ccadmin apply` takes it, so that every rule looks at it and it is written
many rows a statement. Everybody in it is made up: addresses end in example.com, and the numbers that
are dialled are of a range that is given to nobody (Ofcom, numbers for use in drama: 020 7946 0xxx).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Any, Final

from ccadmin.documents.files import Bundle, Document
from ccadmin.errors import RuleError, UsageError
from ccadmin.tenant.plan import making
from ccadmin.tenant.sample_words import (
    FIRST_NAMES,
    LANGUAGES,
    LAST_NAMES,
    PLACES,
    SHIFTS,
    WORKS,
)

if TYPE_CHECKING:
    from ccadmin.store import Store
    from ccadmin.tenant.plan.making import Plan

SIZES: Final = {"small": 12, "large": 1_000}
"""Agents of the sizes that have names."""
LEAST, MOST = 3, 100_000
"""Fewer make no centre; more than that nobody asked for yet."""
ZONE: Final = "Europe/London"
REGION: Final = "GB"
OPEN: Final = "mon-fri 08:00-20:00"
_PEOPLE_A_CENTER: Final = 150
_PEOPLE_A_GROUP: Final = 40
_PEOPLE_A_MANAGER: Final = 12

Fields = dict[str, Any]
"""An object as a document writes it."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Which sample is asked for: of how many agents, and from which seed."""

    agents: int
    seed: int


def asked(size: str | None, seed: int | None) -> Sample | None:
    """The sample that somebody asks for: `small`, `large`, or a number of agents; None for none.

    Raises:
        RuleError: the size is none of these, or out of range.
        UsageError: there is a seed, and nothing to grow from it.
    """
    if size is None:
        if seed is not None:
            raise UsageError(
                "seed-alone", "--seed is that of a sample", hint="add --sample small|large|N"
            )
        return None
    try:
        number = SIZES.get(size) or int(size)
    except ValueError:
        number = 0
    if not LEAST <= number <= MOST:
        raise RuleError(
            "sample-size",
            f'a sample is small, large, or of {LEAST} to {MOST} agents, not "{size}"',
            hint="small has 12 agents, large has 1000",
        )
    return Sample(number, 1 if seed is None else seed)


def fill(store: Store, sample: Sample) -> Plan:
    """Fill an empty tenant with a sample, and say what came into being.

    The same sample has the same content, whoever makes it and wherever.
    """
    text = json.dumps(document(sample.agents, sample.seed), ensure_ascii=False)
    bundle = Bundle((Document("sample", ".json", text),))
    made = making.make(store, bundle, making.Terms())
    made.apply(store)
    return made.plan


def document(agents: int, seed: int) -> Fields:
    """The sample as a document."""
    random = Random(f"ccadmin {agents} {seed}")  # noqa: S311 - no secret
    names = _people(random, agents)
    places = min(len(PLACES), max(1, round(agents / _PEOPLE_A_CENTER)))
    sites = [
        _Site(place, names[number::places], random, alone=places == 1)
        for number, place in enumerate(PLACES[:places])
    ]
    people = [person for site in sites for person in site.people]
    people.sort(key=lambda person: int(person["extension"]))
    groups = [group for site in sites for group in site.groups]
    _give_topics(groups)
    return {
        "version": 1,
        "licenses": {"sales": sum(p["license"] == "sales" for p in people) + 5},
        "centers": [site.center for site in sites],
        "agents": people,
        "groups": groups,
        "flows": [site.flow(number) for number, site in enumerate(sites)],
        "rules": [
            *({"if": [f"location={site.name}"], "to": site.first_group} for site in sites[1:]),
            {"to": sites[0].first_group},
        ],
        "chat-settings": {
            "welcome": "Hello! Somebody will be with you in a moment.",
            "max-users": 3,
            "queue-message": "You are number $QueuePosition of $WaitNo in the queue.",
            "silence-timeout": 300,
            "after-hours-reply": "We are closed now and answer in the morning.",
            "hours": OPEN,
        },
    }


@dataclass(frozen=True, slots=True)
class _Name:
    """A person's name and extension; both are given to nobody else."""

    full: str
    extension: int

    @property
    def email(self) -> str:
        return f"{self.full.lower().replace('.', '').replace(' ', '.')}@example.com"


def _people(random: Random, count: int) -> list[_Name]:
    """So many different names: with a middle initial where there are not enough of two words."""
    pairs = len(FIRST_NAMES) * len(LAST_NAMES)
    drawn = random.sample(range(pairs * (27 if count > pairs else 1)), count)
    return [_Name(_name(number, pairs), 1_000 + place) for place, number in enumerate(drawn)]


def _name(number: int, pairs: int) -> str:
    initial, pair = divmod(number, pairs)
    last, first = divmod(pair, len(FIRST_NAMES))
    middle = [f"{chr(64 + initial)}."] if initial else []
    return " ".join([FIRST_NAMES[first], *middle, LAST_NAMES[last]])


class _Site:
    """One center with its people and groups."""

    def __init__(
        self, place: tuple[str, str], names: list[_Name], random: Random, *, alone: bool
    ) -> None:
        self.name, zone = place
        self._alone = alone
        count = min(len(WORKS), max(2, len(names) // _PEOPLE_A_GROUP + 2))
        self._works = WORKS[:count]
        managers = max(1, len(names) // _PEOPLE_A_MANAGER)
        bosses, staff = names[:managers], names[managers:]
        self.people = [_manager(name, random) for name in bosses]
        self.people += [
            _agent(name, random.choice(bosses).full, self._works[place % count].skill, random)
            | {"hours": SHIFTS[place // count % len(SHIFTS)]}
            for place, name in enumerate(staff)
        ]
        for person in self.people:
            person["hours-zone"] = zone
        self.groups = [
            self._group(place, work, staff, random) for place, work in enumerate(self._works)
        ]
        specialists = self._called("specialists")
        for group in self.groups:
            group["escalates-to"] = specialists
        self.first_group = str(self.groups[0]["name"])
        self.groups.append(
            {
                "name": specialists,
                "description": "What others pass on",
                "kind": "skill-level",
                "center": self.name,
                "service-level": "80/30",
                "on-closed": "voicemail",
                "members": [name.full for name in bosses],
            }
        )
        self.center: Fields = {
            "name": self.name,
            "zone": zone,
            "service-level": "80/20",
            "default-group": self.first_group,
            "hours": OPEN,
            "people": [
                {"agent": bosses[0].full, "role": "admin"},
                *({"agent": name.full, "role": "supervisor"} for name in bosses[1:]),
                *(name.full for name in staff),
            ],
            "chat-settings": {"welcome": f"Hello from {self.name}! How can we help?"},
        }

    def flow(self, number: int) -> Fields:
        """What callers of the center's number hear."""
        works = " ".join(
            f"For {work.name} press {key}." for key, work in enumerate(self._works, start=1)
        )
        return {
            "name": f"{self.name} line",
            "number": f"+4420794601{number:02}",
            "center": self.name,
            "hours": f"center:{self.name}",
            "greeting": f"Welcome to {self.name}. {works}",
            "menu": {
                str(key): f"group:{self._called(work.name)}"
                for key, work in enumerate(self._works, start=1)
            },
            "otherwise": f"group:{self.first_group}",
            "after-hours": "voicemail",
        }

    def _called(self, work: str) -> str:
        return work if self._alone else f"{self.name} {work}"

    def _group(self, place: int, work: Any, staff: list[_Name], random: Random) -> Fields:
        count = len(self._works)
        own = staff[place::count]
        # A few of the next group help out when nobody of this one is free.
        others = [
            name for name in staff[(place + 1) % count :: count] if random.random() < _HELPERS
        ]
        members: list[Fields] = [
            {"agent": name.full, "weight": random.choice((1, 1, 2, 5))} for name in own
        ]
        members += [{"agent": name.full, "tier": 2} for name in others if name not in own]
        return {
            "name": self._called(work.name),
            "description": work.description,
            "kind": "department",
            "center": self.name,
            "strategy": work.strategy,
            "skills": {work.skill: random.randint(1, 2)},
            "service-level": f"{random.choice((80, 80, 90))}/{random.choice((15, 20, 30))}",
            "wrap-up": random.choice((10, 20, 30)),
            "max-wait": random.choice((180, 300, 600)),
            "on-timeout": random.choice(("voicemail", "callback")),
            "on-closed": "voicemail",
            "members": members,
        }


def _manager(name: _Name, random: Random) -> Fields:
    person = _person(name, "sales" if random.random() < _SELLERS else "contact-center")
    return person | {"role": "manager", "hours": OPEN, "skills": {"english": 8}}


def _agent(name: _Name, boss: str, skill: str, random: Random) -> Fields:
    person = _person(name, "sales" if random.random() < _SELLERS else "contact-center")
    language = random.choice(LANGUAGES)
    return person | {
        "role": "agent",
        "reports-to": [boss],
        "skills": {skill: random.randint(5, 7), language: random.randint(4, 10)},
        "extension-delay": random.randint(1, 6),
    }


def _person(name: _Name, license_: str) -> Fields:
    return {
        "name": name.full,
        "email": name.email,
        "extension": str(name.extension),
        "license": license_,
    }


def _give_topics(groups: list[Fields]) -> None:
    """Each topic is the business of one group: that of the first center that has such work."""
    given: set[str] = set()
    for group in groups:
        for work in WORKS:
            if str(group["name"]).split()[-1] == work.name and work.name not in given:
                given.add(work.name)
                group["topics"] = list(work.topics)


_HELPERS: Final = 0.15
_SELLERS: Final = 0.1
