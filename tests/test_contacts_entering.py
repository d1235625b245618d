"""Where the contacts of a file enter: by group, flow, number, center and rules; columns as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccadmin.contacts import Entrances, Reading
from ccadmin.contacts.entering import by_directions, by_flow
from ccadmin.engine import (
    AFTER_HOURS_HANG_UP,
    AFTER_HOURS_VOICEMAIL,
    FLOW_DEAD_END,
    FLOW_HANG_UP,
    FLOW_VOICEMAIL,
    GROUP_DELETED,
    NO_ROUTE,
)
from ccadmin.entering.conditions import Condition, parse_condition
from ccadmin.entering.directions import Directions, Rule
from ccadmin.entering.keys import AFTER_HOURS, OTHERWISE
from ccadmin.entering.menus import CallFlow, Target
from ccadmin.errors import ProblemsError
from ccadmin.vocabulary import Comparison, FlowAction
from tests.contact_files import MONDAY, bad_cells, read_text

if TYPE_CHECKING:
    from pathlib import Path

HOUR: Final = 3_600_000


def _open_in_the_first_hour(start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Open from nine to ten on that Monday, as far as it is asked."""
    first, last = max(start, MONDAY), min(end, MONDAY + HOUR)
    return ((first, last),) if first < last else ()


def _group(index: int) -> Target:
    return Target(FlowAction.GROUP, index)


MENU: Final = Target(FlowAction.MENU)
VOICEMAIL: Final = Target(FlowAction.VOICEMAIL)
HANG_UP: Final = Target(FlowAction.HANG_UP)
MAIN: Final = CallFlow(
    "Main",
    {"1": _group(0), "2": MENU, "21": _group(1), "22": VOICEMAIL, "3": _group(GROUP_DELETED),
     "*": HANG_UP, AFTER_HOURS: VOICEMAIL},
    repeats=1,
    opening=_open_in_the_first_hour,
)  # fmt: skip
NIGHT: Final = CallFlow("Night", {OTHERWISE: _group(1)}, opening=_open_in_the_first_hour)
STRICT: Final = CallFlow(
    "Strict", {"1": _group(0), AFTER_HOURS: HANG_UP}, 0, _open_in_the_first_hour
)
SHOP: Final = Directions(
    rules=(Rule((Condition("language", Comparison.IS, ("en",)),), 1),), topics={"refunds": 0}
)
ENTRANCES: Final = Entrances(
    groups={"Sales": 0, "Support": 1, "VIP": 2},
    flows={"Main": MAIN, "Night": NIGHT, "Strict": STRICT},
    flow_ids={4: MAIN, 5: NIGHT, 6: STRICT},
    numbers={"+35929876543": MAIN, "029876543": MAIN, "+35921": NIGHT},
    centers={"Shop": SHOP, "Desk": Directions(default=1)},
    center_ids={1: SHOP},
    directions=Directions(
        rules=(
            Rule((parse_condition("topic=billing"), parse_condition("language=bg,en")), 1),
            Rule((parse_condition("segment^=gold"),), 2),
            Rule((parse_condition("location"),), GROUP_DELETED),
        ),
        topics={"billing": 0},
    ),
)


def entered(folder: Path, header: str, *rows: str, entrances: Entrances = ENTRANCES) -> list[int]:
    """Where contacts enter that arrive at nine on Monday."""
    lines = [f"2026-03-02T09:00:00Z,60,{row}\n" for row in rows]
    text = f"arrived,talk,{header}\n{''.join(lines)}"
    return list(read_text(folder, text, Reading(entrances)).contacts.group)


def refused(folder: Path, header: str, row: str) -> list[tuple[str, str, str]]:
    """What is wrong in a file with that row."""
    with pytest.raises(ProblemsError) as caught:
        entered(folder, header, row)
    return [(each.column, each.value, each.expected) for each in bad_cells(caught.value)]


def test_keys_lead_through_the_menus_of_the_flow(tmp_path: Path) -> None:
    rows = ["main,1", "#4,21", "MAIN,2 2", "main,3", "main,*", "main,91", "main,991", "main,",
            "main,2", "night,7", "strict,91"]  # fmt: skip
    assert entered(tmp_path, "flow,keys", *rows) == [
        0, 1, FLOW_VOICEMAIL, GROUP_DELETED, FLOW_HANG_UP, 0, FLOW_DEAD_END, FLOW_DEAD_END,
        FLOW_DEAD_END, 1, FLOW_DEAD_END,
    ]  # fmt: skip


def test_a_number_is_found_however_a_file_writes_it(tmp_path: Path) -> None:
    rows = ["+359 2 987-65-43,1", "02/987 65.43,21", "(02) 9876543,22", "+35921,"]
    assert entered(tmp_path, "number,keys", *rows) == [0, 1, FLOW_VOICEMAIL, 1]


def test_hours_are_judged_at_the_time_of_arrival_where_the_flow_has_a_way_for_them(
    tmp_path: Path,
) -> None:
    times = ["08:59:59.999", "09:00:00", "09:59:59.999", "10:00:00"]
    rows = [
        f"2026-03-02T{time}Z,60,{flow},1" for time in times for flow in ("main", "strict", "night")
    ]
    text = "arrived,talk,flow,keys\n" + "\n".join(rows)
    closed = [AFTER_HOURS_VOICEMAIL, AFTER_HOURS_HANG_UP, 1]
    assert list(read_text(tmp_path, text, Reading(ENTRANCES)).contacts.group) == [
        *closed, 0, 0, 1, 0, 0, 1, *closed,
    ]  # fmt: skip


def test_a_group_goes_before_a_flow_a_flow_before_a_number_and_a_center_comes_last(
    tmp_path: Path,
) -> None:
    header = "group,flow,number,keys,center,topic,language"
    rows = [
        "vip,main,+35921,1,desk,billing,bg",
        ",main,+35921,1,desk,billing,bg",
        ",,+35921,1,desk,billing,bg",
        ",,,1,desk,billing,bg",
        ",,,1,,billing,bg",
    ]
    assert entered(tmp_path, header, *rows) == [2, 0, 1, 1, 1]


def test_rules_decide_first_then_topics_then_the_default(tmp_path: Path) -> None:
    header = "topic,language,segment,location,center"
    rows = [
        "Billing, EN ,,,",  # the first rule
        "billing,de,Golden,,",  # the second, before the topic
        "billing,de,,Sofia,",  # the third leads to a deleted group
        "billing,de,silver,,",  # no rule, so the topic
        "orders,de,,,",  # nothing
        "billing,en,gold,,shop",  # the center's rules only
        "refunds,de,,,SHOP",  # the center's topic
        "billing,de,,,#1",  # neither, and no default
        "billing,en,gold,,desk",  # the default of the center
    ]
    assert entered(tmp_path, header, *rows) == [1, 2, GROUP_DELETED, 0, NO_ROUTE, 1, 0, NO_ROUTE, 1]


def test_rules_read_the_column_that_an_option_names(tmp_path: Path) -> None:
    text = "arrived,talk,subject,topic\n2026-03-02T09:00:00Z,60,billing,orders\n"
    plain = read_text(tmp_path, text, Reading(ENTRANCES))
    mapped = read_text(tmp_path, text, Reading(ENTRANCES, columns={"topic": "subject"}))
    assert (list(plain.contacts.group), list(mapped.contacts.group)) == ([NO_ROUTE], [0])
    assert mapped.carried.columns == ["topic", "input_topic"]


def test_what_rules_read_is_carried_through(tmp_path: Path) -> None:
    text = "arrived,talk,topic,segment\n2026-03-02T09:00:00Z,60,billing,gold\n"
    file = read_text(tmp_path, text, Reading(ENTRANCES))
    assert file.carried.to_dict(as_series=False) == {"topic": ["billing"], "segment": ["gold"]}
    assert file.unknown == ("segment",)


def test_a_channel_that_is_not_given_is_a_call(tmp_path: Path) -> None:
    directions = Directions(rules=(Rule((parse_condition("channel=call"),), 0),))
    entrances = Entrances({"Sales": 0}, directions=directions)
    assert entered(tmp_path, "channel", "", "Call", entrances=entrances) == [0, 0]
    assert entered(tmp_path, "note", "x", entrances=entrances) == [0]


@pytest.mark.parametrize(
    ("header", "row", "problem"),
    [
        ("flow", "mian", ("flow", "mian", 'a call flow; did you mean "Main"?')),
        ("flow", "#9", ("flow", "#9", "a call flow of this tenant")),
        ("number", "+359 2 987 65 44", ("number", "+359 2 987 65 44", 'a number of a call flow; did you mean "+35929876543"?')),
        ("flow,keys", "main,1x", ("keys", "1x", "keys of a telephone: 0 to 9, * and #")),
        ("center", "shp", ("center", "shp", 'a center; did you mean "Shop"?')),
    ],
)  # fmt: skip
def test_a_word_that_leads_nowhere_is_a_bad_row(
    tmp_path: Path, header: str, row: str, problem: tuple[str, str, str]
) -> None:
    assert refused(tmp_path, header, row) == [problem]


def test_a_number_without_a_flow_is_for_the_rules_that_look_at_numbers(tmp_path: Path) -> None:
    rules = (Rule((parse_condition("number^=+3593"),), 1),)
    entrances = Entrances(
        {"Sales": 0, "Support": 1},
        flows={"Main": MAIN},
        numbers={"+35929876543": MAIN},
        directions=Directions(rules=rules, default=0),
    )
    rows = ["+359 32 123 456,", "+359 2 987 65 43,21", "+359 52 123,"]
    assert entered(tmp_path, "number,keys", *rows, entrances=entrances) == [1, 1, 0]


WORDS: Final = st.sampled_from(["", " ", "a", "A", "ab", "b", "ß", "SS", "é", "e\u0301", "+359 2"])
NAMES: Final = st.sampled_from(["topic", "number", "channel", "0", "center"])
CONDITIONS: Final = st.builds(
    lambda name, comparison, words: Condition(
        name, comparison, () if comparison is Comparison.PRESENT else tuple(words)
    ),
    NAMES,
    st.sampled_from(Comparison),
    st.lists(WORDS.filter(str.strip), min_size=1, max_size=2),
)
DIRECTIONS: Final = st.builds(
    Directions,
    rules=st.lists(
        st.builds(
            Rule, st.lists(CONDITIONS, min_size=1, max_size=2).map(tuple), st.integers(-2, 5)
        ),
        max_size=4,
    ).map(tuple),
    topics=st.dictionaries(st.sampled_from(["a", "b", "ss"]), st.integers(0, 5), max_size=2),
    default=st.integers(-2, 5),
)
ROWS: Final = st.lists(st.tuples(st.integers(0, 1), *[WORDS] * 5), min_size=1, max_size=30)


@settings(max_examples=60, deadline=None)
@given(st.tuples(DIRECTIONS, DIRECTIONS), ROWS)
def test_columns_are_directed_as_each_row_alone_would_be(
    directions: tuple[Directions, ...], rows: list[tuple[int, *tuple[str, ...]]]
) -> None:
    names = ["topic", "number", "channel", "0", "center"]
    attributes = {
        name: pl.Series([row[place] for row in rows], dtype=pl.String)
        for place, name in enumerate(names, start=1)
    }
    centers = pl.Series([row[0] for row in rows], dtype=pl.Int64)

    led = by_directions(centers, attributes, directions)

    assert led.to_list() == [
        naively(directions[row[0]], dict(zip(names, row[1:], strict=True))) for row in rows
    ]


def naively(directions: Directions, known: dict[str, str]) -> int:
    """The first rule whose conditions hold, else the topic, else the default, word by word."""

    def plain(name: str, word: str) -> str:
        key = word.strip().casefold().replace("e\u0301", "é")
        return key.replace(" ", "") if name == "number" else key

    def holds(condition: Condition) -> bool:
        value = plain(condition.attribute, known[condition.attribute])
        if condition.attribute == "channel":
            value = value or "call"
        wanted = [plain(condition.attribute, word) for word in condition.wanted]
        if condition.comparison is Comparison.IS:
            return value in wanted
        if condition.comparison is Comparison.STARTS_WITH:
            return any(value.startswith(word) for word in wanted)
        return value != ""

    for rule in directions.rules:
        if all(holds(condition) for condition in rule.conditions):
            return rule.to
    return directions.topics.get(plain("topic", known["topic"]), directions.default)


BRANCHES: Final = st.dictionaries(
    st.sampled_from(["1", "2", "*", "21", "22", "221", OTHERWISE, AFTER_HOURS]),
    st.sampled_from([_group(0), _group(1), _group(GROUP_DELETED), VOICEMAIL, HANG_UP]),
    max_size=6,
).map(
    lambda found: {
        k: MENU if k in {"2", "22"} and f"{k}1" in found else v for k, v in found.items()
    }
)
FLOWS: Final = st.builds(
    CallFlow, st.just("f"), BRANCHES, st.integers(0, 2), st.just(_open_in_the_first_hour)
)
CALLERS: Final = st.lists(
    st.tuples(
        st.sampled_from([None, 0, 1]),
        st.text("12*", max_size=4),
        st.integers(MONDAY - 2, MONDAY + 2) | st.integers(MONDAY + HOUR - 2, MONDAY + HOUR + 2),
    ),
    min_size=1,
    max_size=30,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.tuples(FLOWS, FLOWS), CALLERS)
def test_columns_walk_through_flows_as_each_caller_alone_would(
    flows: tuple[CallFlow, CallFlow], callers: list[tuple[int | None, str, int]]
) -> None:
    flow, keys, arrived = (list(column) for column in zip(*callers, strict=True))

    entries = by_flow(
        pl.Series(flow, dtype=pl.Int64), pl.Series(keys), pl.Series(arrived, dtype=pl.Int64), flows
    )

    assert entries.to_list() == [
        None
        if which is None
        else flows[which].walk(pressed, after_hours=not flows[which].is_open(at)).entry
        for which, pressed, at in callers
    ]
