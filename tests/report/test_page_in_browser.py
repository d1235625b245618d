"""A page in a browser without a network: it opens, filters, is reached by keys, and harms nobody."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

import pytest

from ccadmin import store
from ccadmin.report import parts
from ccadmin.review import Viewer, Wanted, review
from ccadmin.vocabulary import Channel, Show
from tests.report.paged import FORMULA, IMAGE, MIXED, SCRIPT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    from ccadmin.store import Store

NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
TABLES: Final = ("endings", "groups", "agents", "service", "offers", "intervals")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser; without one these tests are skipped and say why."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    found = next((path for path in map(shutil.which, NAMES) if path), None)
    if found is None:
        pytest.skip("no browser is installed: apt-get install chromium")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def opened(browser: Browser, pages: Path) -> Iterator[Callable[..., Page]]:
    """Opens a page; at the end nothing may have been complained of, or asked of a network."""
    context = browser.new_context(
        offline=True, reduced_motion="reduce", viewport={"width": 1280, "height": 900}
    )
    context.set_default_timeout(20_000)
    complaints: list[str] = []
    asked: list[str] = []

    def open_(name: str = "events", address: str = "") -> Page:
        page = context.new_page()
        page.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(f"dialog: {dialog.message}"))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{(pages / f'{name}.html').as_uri()}{address}")
        return page

    yield open_
    context.close()
    assert complaints == []
    assert [each for each in asked if not each.startswith(("file:", "data:"))] == []


def cells_of(page: Page, part: str) -> list[list[str]]:
    """The cells of a table as the page shows them now."""
    rows: list[list[str]] = page.eval_on_selector_all(
        f'table[data-part="{part}"] tbody tr',
        "rows => rows.map(row => [...row.cells].map(cell => cell.textContent))",
    )
    return rows


def command_of(page: Page) -> list[str]:
    """The command line that the page says prints the same figures."""
    return shlex.split(page.inner_text("#command"))


def choose(page: Page, kind: str, *names: str) -> None:
    """Tick names in one of the filters."""
    menu = page.locator(f'.menu[data-kind="{kind}"]')
    menu.locator("summary").click()
    for name in names:
        menu.get_by_text(name, exact=True).click()
    page.keyboard.press("Escape")


FILTERS: Final = (
    ("events", ""),
    ("events", f"groups={quote(SCRIPT)}"),
    ("events", f"groups={quote(SCRIPT)}&groups=late"),
    ("events", f"agents={quote(FORMULA)}"),
    ("events", "agents=Cleo&groups=late"),
    ("events", "channels=chat"),
    ("events", f"from={quote('2026-03-02T08:45:00+02:00')}&until={quote('2026-03-02T09:30:00+02:00')}"),
    ("events", f"agents=Cleo&agents={quote(IMAGE)}&channels=call&from={quote('2026-03-02T08:30:00+02:00')}"),
    ("out", ""),
    ("out", f"groups={quote(MIXED)}"),
    ("out", f"agents={quote(FORMULA)}&channels=call"),
)  # fmt: skip
WITH_TIME: Final = {
    *("scheduled time", "staffed time", "busy time", "load", "occupancy", "utilisation"),
    *("mean queue", "longest queue"),
}
"""What a page does not know under every filter."""


def test_a_filter_gives_the_figures_that_the_report_gives(
    opened: Callable[..., Page], made: Path
) -> None:
    """The line that the page names asks for figures, and they are those that the page shows."""
    pages = {name: opened(name) for name in ("events", "out")}
    with store.reading(made) as tenant:
        for name, address in FILTERS:
            page = pages[name]
            page.evaluate("wanted => { location.hash = wanted; }", address)
            page.wait_for_function(CALM)
            command = command_of(page)
            assert command[:3] == ["ccadmin", "report", f"{name}.csv"]
            assert (len(command) > 3) is bool(address)
            told = reported(command[2:], tenant)
            for part in TABLES:
                if page.locator(f'table[data-part="{part}"]').count():
                    assert_alike(records_of(page, part), told[part], (address, part))
            totals = dict(cells_of(page, "totals"))
            whole = {row["figure"]: row["value"] for row in told["totals"]}
            unknown = {key for key, value in totals.items() if value == "–" != whole[key]}
            assert unknown <= WITH_TIME, address
            assert not unknown or "not under this filter" in page.inner_text("#status")
            known = whole.keys() - unknown
            assert {key: totals[key] for key in known} == {key: whole[key] for key in known}
            assert tiles_of(page).items() <= totals.items()


def reported(words: list[str], tenant: Store) -> dict[str, list[dict[str, str]]]:
    """The tables of `report WORDS --interval 15`, as people read them."""
    path, *options = words
    given: dict[str, list[str]] = {}
    for option, value in zip(options[::2], options[1::2], strict=True):
        given.setdefault(option, []).append(value)
    wanted = Wanted(
        "Europe/Sofia",
        15,
        groups=tuple(given.get("--group", ())),
        agents=tuple(given.get("--agent", ())),
        channels=tuple(map(Channel, given.get("--channel", ()))),
        since=next(iter(given.get("--from", ())), None),
        until=next(iter(given.get("--until", ())), None),
    )
    summary = review(path, wanted, Viewer(tenant)).summary
    found = {}
    for show in ("totals", *TABLES):
        (part,) = parts.parts(summary, parts.Style("Europe/Sofia", 15, Show(show)))
        found[show] = [
            {name: "–" if row[name] is None else str(row[name]) for name in part.columns}
            for row in map(part.shown, part.rows)
        ]
    return found


CALM: Final = "new Promise(done => requestAnimationFrame(() => setTimeout(() => done(true), 0)))"
"""True once everything that was set off is done."""


def assert_alike(
    shown: list[dict[str, str]], told: list[dict[str, str]], where: tuple[str, str]
) -> None:
    """A page shows what the report tells, but for times of people that it leaves open."""
    assert len(shown) == len(told), where
    for mine, theirs in zip(shown, told, strict=True):
        for name in mine.keys() & theirs.keys():
            left_open = mine[name] == "–" and name in LEFT_OPEN
            assert left_open or mine[name] == theirs[name], (where, name, mine, theirs)


LEFT_OPEN: Final = {"staffed", "occupancy", "utilisation", "longest_queue"}


def records_of(page: Page, part: str) -> list[dict[str, str]]:
    """The rows of a table as the page shows them now, by the names of their figures."""
    fields = page.eval_on_selector_all(
        f'table[data-part="{part}"] thead th', "cells => cells.map(cell => cell.dataset.field)"
    )
    return [dict(zip(fields, row, strict=True)) for row in cells_of(page, part) if len(row) > 1]


def tiles_of(page: Page) -> dict[str, str]:
    """What is shown at a glance, by title."""
    found: dict[str, str] = page.eval_on_selector_all(
        ".tile",
        "tiles => Object.fromEntries(tiles.map(tile => "
        "[tile.querySelector('dt').textContent, tile.querySelector('dd').textContent]))",
    )
    return found


def test_controls_choose_and_let_go(opened: Callable[..., Page]) -> None:
    page = opened()
    choose(page, "groups", SCRIPT, "late")
    choose(page, "channels", "chat")
    page.select_option('[data-edge="since"]', "3")
    page.select_option('[data-edge="until"]', "7")
    assert command_of(page)[3:] == [
        *("--group", SCRIPT, "--group", "late", "--channel", "chat"),
        *("--from", "2026-03-02T08:45:00+02:00", "--until", "2026-03-02T09:45:00+02:00"),
    ]
    offered = tiles_of(page)["offered"]
    assert page.inner_text("#status").startswith(
        f"{offered} of 160 contacts; not under this filter"
    )
    choose(page, "groups", "late")
    page.select_option('[data-edge="since"]', "8")
    assert command_of(page)[-3:] == [
        "2026-03-02T10:00:00+02:00",
        "--until",
        "2026-03-02T10:15:00+02:00",
    ]
    page.locator("#reset").click()
    assert command_of(page) == ["ccadmin", "report", "events.csv"]
    assert page.inner_text("#status") == "all 160 contacts"


def test_names_are_words_and_nothing_else(opened: Callable[..., Page]) -> None:
    page = opened()
    choose(page, "groups", SCRIPT)
    choose(page, "agents", IMAGE)
    page.locator("#reset").click()
    assert page.locator("img, b > b, table b").count() == 0
    assert page.evaluate("document.scripts.length") == 3
    assert [row[0] for row in cells_of(page, "groups")] == [SCRIPT, MIXED, "late"]


def test_an_address_holds_the_filter(opened: Callable[..., Page]) -> None:
    page = opened()
    choose(page, "agents", FORMULA)
    choose(page, "channels", "chat")
    address = page.evaluate("location.hash")
    again = opened("events", address)
    assert command_of(again) == command_of(page)
    assert cells_of(again, "totals") == cells_of(page, "totals")
    again.evaluate("location.hash = '#groups=nobody'")
    again.wait_for_function("!document.querySelector('.menu.active')")
    assert "all 160 contacts" in again.inner_text("#status")


def test_everything_is_reached_by_keys(opened: Callable[..., Page]) -> None:
    """The tab key comes to every control; arrows walk along a chart; Enter sorts; Escape closes."""
    page = opened()
    reachable = page.evaluate(
        """() => {
          const all = "a[href], button, select, input, summary, canvas";
          window.left = new Set([...document.querySelectorAll(all)].filter(each => each.checkVisibility()));
          document.addEventListener("focusin", event => window.left.delete(event.target));
          return window.left.size;
        }"""
    )
    assert reachable > 50
    for _ in range(reachable + 40):
        page.keyboard.press("Tab")
    assert page.evaluate("[...window.left].map(each => each.outerHTML)") == []
    heading = page.locator('table[data-part="agents"] th[data-field="answered"] button')
    heading.focus()
    assert page.inner_text("#tip").startswith("answered (contacts)")
    page.keyboard.press("Enter")
    answered = [int(row[1]) for row in cells_of(page, "agents")]
    assert answered == sorted(answered, reverse=True)
    page.keyboard.press("Escape")
    assert page.locator("#tip").is_hidden()
    page.locator('[data-chart="groups"] canvas').focus()
    page.keyboard.press("ArrowDown")
    assert page.inner_text("#live").startswith(f"{SCRIPT}: answered ")
    page.keyboard.press("Enter")
    assert page.locator('.menu[data-kind="groups"]').get_attribute("class") == "menu active"


def test_a_contact_tells_its_story(opened: Callable[..., Page]) -> None:
    page = opened()
    first = page.locator('[data-contacts="lost"] details').first
    first.locator("summary").click()
    story = first.locator(".story").inner_text()
    assert "it arrives for" in story
    assert "it gives up" in story
    more = page.locator('[data-contacts="lost"] .more button')
    before = page.locator('[data-contacts="lost"] details').count()
    more.click()
    assert page.locator('[data-contacts="lost"] details').count() > before


@pytest.mark.parametrize(
    ("scheme", "width", "rules"),
    [("light", 1280, None), ("dark", 390, ["color-contrast", "target-size"])],
)
@pytest.mark.parametrize("name", ["events", "compared"])
def test_a_checker_of_accessibility_finds_nothing(
    opened: Callable[..., Page], name: str, scheme: Any, width: int, rules: list[str] | None
) -> None:
    axe = pytest.importorskip("axe_playwright_python", reason="axe is not installed")
    page = opened(name)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    for details in page.locator("main details.card > summary").all():
        details.click()
    page.evaluate((Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8"))
    options = {"resultTypes": ["violations"]} | ({"runOnly": rules} if rules else {})
    found = page.evaluate("async options => (await axe.run(options)).violations", options)
    assert [(each["id"], [node["html"] for node in each["nodes"]][:3]) for each in found] == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_two_reports_stand_side_by_side_in_charts(opened: Callable[..., Page]) -> None:
    page = opened("compared")
    page.wait_for_function(CALM)
    drawn = page.eval_on_selector_all(
        "[data-chart]:not([hidden])",
        "charts => Object.fromEntries(charts.map(chart => [chart.dataset.chart, "
        "[...chart.querySelectorAll('.legend button')].map(each => each.textContent)]))",
    )
    assert [drawn[name] for name in ("level", "waits", "lost", "groups")] == 4 * [
        ["first", "second"]
    ]
    assert drawn["queue"] == ["second"]  # as the first is a file that does not know
    page.locator('[data-chart="lost"] canvas').focus()
    page.keyboard.press("End")
    assert re.search(r": first \d+, second \d+$", page.inner_text("#live"))
    page.locator('[data-tile="service_level"] button').hover()
    assert page.inner_text("#tip").startswith("service level (share) Contacts answered within T")
    page.emulate_media(media="print", color_scheme="dark")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details:not([open])").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")


def test_on_paper_everything_is_open_and_then_as_it_was(opened: Callable[..., Page]) -> None:
    page = opened()
    count = "document.querySelectorAll('main details.card:not([open])').length"
    closed = page.evaluate(count)
    assert closed > 0
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(count) == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(count) == closed


def test_without_a_script_the_figures_are_there(browser: Browser, pages: Path) -> None:
    context = browser.new_context(offline=True, java_script_enabled=False)
    page = context.new_page()
    page.goto((pages / "events.html").as_uri())
    assert page.inner_text('[data-tile="offered"] dd') == "160"
    assert page.locator(".filters").is_hidden()
    assert page.locator("canvas").first.is_hidden()
    assert page.locator('table[data-part="groups"] tbody th').first.inner_text() == SCRIPT
    context.close()
