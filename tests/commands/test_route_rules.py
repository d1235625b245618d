"""The rules of routing as the user of the program meets them: a tenant by commands, a file, events."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Run


def told(run: Run, rows: str, *lines: str, options: str = "") -> list[str]:
    """What happens: minutes and seconds after nine, event, contact, group, person, detail."""
    for line in lines:
        result = run(line)
        assert result.exit_code == 0, (line, result.stderr)
    Path("contacts.csv").write_text(
        "\n".join(row.strip() for row in rows.strip().splitlines()).replace("@", "2026-03-02 09:"),
        encoding="utf-8",
    )
    result = run(f"route --simulate contacts.csv --events events.csv --out out.csv {options}")
    assert result.exit_code == 0, result.stderr
    with Path("events.csv").open(encoding="utf-8") as stream:
        return [
            " ".join([row["time"][14:19], *filter(None, list(row.values())[1:6])])
            for row in csv.DictReader(stream)
        ]


def ended(*columns: str) -> list[str]:
    """These columns of the outcomes, a line each."""
    with Path("out.csv").open(encoding="utf-8") as stream:
        return [" ".join(row[name] or "-" for name in columns) for row in csv.DictReader(stream)]


PHONES = (
    "agent add Ana --extension 101 --extension-delay 25",
    (
        "agent add Boris --extension 102 --phone '+359 88 123 4561' --ring extension-first "
        "--extension-delay 30 --mobile-delay 5"
    ),
    "agent add Cyril --extension 103 --extension-delay 4",
    "group add desk --ring-time 10",
    "group members add desk Ana Boris Cyril",
)
"""Ana is too slow at 10 s of ringing, Boris picks up on the mobile 5 s after that, Cyril in 4 s."""
ONE = """
    id,arrived,group,talk
    a,@00:00,desk,60
"""


def test_a_call_rings_by_preference_and_goes_on_where_nobody_answers(
    tenant: Path, run: Run
) -> None:
    first = ["00:00 arrived a desk", "00:00 rang a desk Ana", "00:10 missed a desk Ana"]
    assert told(run, ONE, *PHONES) == [
        *first,
        "00:10 rang a desk Boris",
        "00:25 answered a desk Boris mobile",
        "01:25 talk-ended a desk Boris",
        "01:25 run-ended",
    ]
    again = told(
        run, ONE, "group edit desk --on-no-answer retry", options="--until '2026-03-02 09:00:20'"
    )
    assert again == [*first, "00:10 rang a desk Ana", "00:20 run-ended"]
    assert told(run, ONE, "group edit desk --on-no-answer break:30") == [
        *first,
        "00:10 break-started desk Ana 30 s",
        "00:10 rang a desk Boris",
        "00:25 answered a desk Boris mobile",
        "00:40 break-ended Ana",
        "01:25 talk-ended a desk Boris",
        "01:25 run-ended",
    ]
    assert ended("agent", "device", "ring", "offers", "misses") == ["Boris mobile 15.0 2 1"]


def test_with_ring_all_the_soonest_takes_it_and_nobody_missed_it(tenant: Path, run: Run) -> None:
    assert told(run, ONE, *PHONES, "group edit desk --strategy ring-all") == [
        "00:00 arrived a desk",
        "00:00 rang a desk Ana",
        "00:00 rang a desk Boris",
        "00:00 rang a desk Cyril",
        "00:04 answered a desk Cyril extension",
        "00:04 cancelled a desk Ana",
        "00:04 cancelled a desk Boris",
        "01:04 talk-ended a desk Cyril",
        "01:04 run-ended",
    ]
    assert ended("offers", "misses") == ["3 0"]


def test_the_end_of_a_shift_takes_an_offer_back_and_cuts_no_talk(tenant: Path, run: Run) -> None:
    lines = (
        "hours set agent Ana mon 08:00-11:00",
        "hours exception add agent Ana 2026-03-02 --open 08:00-09:05 --name short",
        "hours set agent Cyril mon 08:00-09:20",
        "hours exception add agent Cyril 2026-03-02 --open 08:00-09:05 --name short",
    )
    rows = """
        id,arrived,group,talk
        a,@04:50,desk,600
        b,@04:55,desk,600
    """
    happened = told(run, rows, *PHONES, "group edit desk --strategy linear", *lines)
    assert happened == [
        "04:50 arrived a desk",
        "04:50 rang a desk Ana",
        "04:55 arrived b desk",
        "04:55 rang b desk Boris",
        "05:00 shift-ended Ana",
        "05:00 withdrawn a desk Ana",
        "05:00 shift-ended Cyril",
        "05:10 answered b desk Boris mobile",
        "15:10 talk-ended b desk Boris",
        "15:10 rang a desk Boris",
        "15:25 answered a desk Boris mobile",
        "25:25 talk-ended a desk Boris",
        "25:25 run-ended",
    ]
    assert ended("agent", "offers", "misses") == ["Boris 2 0", "Boris 1 0"]


def test_skills_choose_and_requirements_relax(tenant: Path, run: Run) -> None:
    rows = """
        id,arrived,group,talk,skills
        a,@00:00,desk,60,billing
        b,@00:05,desk,60,billing:4
        c,@00:06,desk,60,english:2;billing:1
        d,@00:07,desk,60,
    """
    lines = (
        "agent add Ana --extension 101",
        "agent skill set Ana billing:2",
        "agent add Boris --extension 102",
        "agent skill set Boris billing:5 english:3",
        "agent add Cyril --extension 103",
        "group add desk --strategy skills --skills english --skill-relax 10",
        "group members add desk Ana Boris Cyril",
    )
    assert told(run, rows, *lines) == [
        "00:00 arrived a desk",
        "00:00 answered a desk Boris extension",  # billing 5, Ana 2
        "00:05 arrived b desk",
        "00:05 queued b desk",
        "00:06 arrived c desk",
        "00:06 queued c desk",
        "00:07 arrived d desk",
        "00:07 answered d desk Ana extension",  # english 0, like Cyril: by position
        "00:15 skills-relaxed b desk levels less 1",
        "00:16 skills-relaxed c desk levels less 1",
        "00:25 skills-relaxed b desk levels less 2",  # billing 2, but Ana talks
        "00:26 skills-relaxed c desk levels less 2",
        "00:26 answered c desk Cyril extension",  # nothing is asked for any more
        "00:35 skills-relaxed b desk levels less 3",
        "00:45 skills-relaxed b desk levels less 4",
        "01:00 talk-ended a desk Boris",
        "01:00 answered b desk Boris extension",
        "01:07 talk-ended d desk Ana",
        "01:26 talk-ended c desk Cyril",
        "02:00 talk-ended b desk Boris",
        "02:00 run-ended",
    ]


MIXED = """
    id,arrived,channel,group,talk,silent_after
    a,@00:00,chat,desk,60,
    b,@00:05,chat,desk,60,10
    c,@00:06,chat,desk,60,
    d,@00:07,call,desk,60,
    e,@00:08,email,desk,60,
"""
CHATTERS = (
    "agent add Ana --extension 101 --chat-delay 40",
    "agent add Boris --extension 102 --chat-delay 3",
    "group add desk",
    "group members add desk Ana Boris",
    (
        "chat-settings set --service-mode manual --accept-timeout 30 --short-break --break-length 120 "
        "--max-users 2 --silence-timeout 20"
    ),
)
"""Ana would take 40 s to accept a chat, of 30; each has two chats at once at most."""


def test_chats_are_accepted_handed_on_shared_and_closed_for_silence(tenant: Path, run: Run) -> None:
    assert told(run, MIXED, *CHATTERS) == [
        "00:00 arrived a desk",
        "00:00 rang a desk Ana",
        "00:05 arrived b desk",
        "00:05 rang b desk Boris",
        "00:06 arrived c desk",
        "00:06 queued c desk",
        "00:07 arrived d desk",
        "00:07 queued d desk",
        "00:08 answered b desk Boris",
        "00:08 rang c desk Boris",
        "00:08 arrived e desk",
        "00:08 queued e desk",
        "00:11 answered c desk Boris",
        "00:30 missed a desk Ana",
        "00:30 break-started desk Ana 120 s",
        "00:38 closed-by-timeout b desk Boris",  # silent from 10 s into the chat, for 20 s
        "00:38 rang a desk Boris",
        "00:41 answered a desk Boris",
        "01:11 talk-ended c desk Boris",
        "01:41 talk-ended a desk Boris",
        "01:41 answered d desk Boris extension",  # the call has waited until no chat was left
        "02:30 break-ended Ana",
        "02:30 answered e desk Ana",
        "02:41 talk-ended d desk Boris",
        "03:30 talk-ended e desk Ana",
        "03:30 run-ended",
    ]
    assert ended("id", "outcome", "agent", "wait", "ring", "misses") == [
        "a answered Boris 41.0 3.0 1",
        "b closed-by-timeout Boris 3.0 3.0 0",
        "c answered Boris 5.0 3.0 0",
        "d answered Boris 94.0 0.0 0",
        "e answered Ana 142.0 0.0 0",
    ]


def test_across_channels_a_call_comes_beside_chats_and_an_email_after_it(
    tenant: Path, run: Run
) -> None:
    happened = told(run, MIXED, *CHATTERS, "tenant set --cross-channel")
    assert [line for line in happened if " d " in line or " e " in line] == [
        "00:07 arrived d desk",
        "00:07 queued d desk",
        "00:08 arrived e desk",
        "00:08 queued e desk",
        "00:11 answered d desk Boris extension",  # Boris accepts c, and nothing rings any more
        "01:11 talk-ended d desk Boris",
        "01:11 answered e desk Boris",
        "02:11 talk-ended e desk Boris",
    ]


def test_every_end_has_its_outcome_and_reason(tenant: Path, run: Run) -> None:
    lines = (
        "agent add Ana --extension 101",
        "hours set agent Ana mon-fri 09:00-12:00,13:00-17:00",
        "agent add Boris --extension 102",
        "group add closed --on-closed voicemail",
        "hours set group closed mon-fri 10:00-11:00",
        "group add leave --at-closing leave --on-closed callback",
        "hours set group leave mon-fri 08:00-09:01",
        "group add off --status disabled",
        "group add gone",
        "group add full --max-waiting 1 --on-full callback",
        "group add ping",
        "group add pong --max-wait 5 --on-timeout group:ping",
        "group edit ping --max-wait 5 --on-timeout group:pong",
        "group add staffed --on-nobody-staffed voicemail",
        "group add experts",
        "group members add experts Boris",
        "group add first --escalates-to experts",
        *(
            f"group members add {name} Ana"
            for name in ("closed", "leave", "full", "ping", "pong", "staffed", "first")
        ),
        "flow add menu --number +35924123456",
        "flow option menu 1 group:gone",
        "flow option menu 2 voicemail",
        "flow option menu 3 hang-up",
        "group delete gone --yes",
    )
    rows = """
        id,arrived,group,flow,keys,talk,patience,level
        a,@00:00,full,,,120,,0
        b,@00:01,full,,,60,,0
        c,@00:02,full,,,60,,0
        d,@00:03,closed,,,60,,0
        e,@00:04,leave,,,60,,0
        f,@00:05,off,,,60,,0
        g,@00:06,,menu,1,60,,0
        h,@00:07,,menu,2,60,,0
        i,@00:08,,menu,3,60,,0
        j,@00:09,,menu,9,60,,0
        k,@00:10,ping,,,60,,0
        l,2026-03-02 17:00:10,staffed,,,60,,0
        m,2026-03-02 12:59:00,staffed,,,60,,0
        n,2026-03-02 14:00:00,first,,,60,,1
        o,2026-03-02 14:30:00,first,,,60,,2
        p,2026-03-02 14:40:00,full,,,60,0,0
        q,2026-03-02 14:40:30,full,,,60,0,0
        r,2026-03-02 18:00:00,first,,,60,,0
    """
    told(run, rows, *lines)
    assert ended(
        "id", "first_group", "last_group", "outcome", "reason", "agent", "wait", "hops", "resolved"
    ) == [
        "a full full answered - Ana 0.0 0 true",
        "b full full answered - Ana 119.0 0 true",
        "c full full callback full - 0.0 0 false",
        "d closed closed voicemail closed - 0.0 0 false",
        "e leave leave callback closed - 56.0 0 false",
        "f off off unanswered group-disabled - 0.0 0 false",
        "g - - unanswered group-deleted - 0.0 0 false",
        "h - - voicemail flow - 0.0 0 false",
        "i - - refused flow - 0.0 0 false",
        "j - - unanswered flow-dead-end - 0.0 0 false",
        "k ping ping refused too-many-hops - 55.0 10 false",
        "l staffed staffed voicemail nobody-staffed - 0.0 0 false",
        "m staffed staffed answered - Ana 60.0 0 true",
        "n first experts answered - Boris 0.0 0 true",
        "o first experts answered - Boris 0.0 0 false",
        "p full full answered - Ana 0.0 0 true",
        "q full full abandoned patience - 0.0 0 false",
        "r first first refused nobody-staffed - 0.0 0 false",
    ]
