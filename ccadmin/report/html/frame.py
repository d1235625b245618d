"""What all pages share: template, style, library, and the rules that browsers keep a page to.

Everything is in the one file. The policy in its head lets a browser run the scripts that are in it
by their hashes, and nothing else: no other script, no style, no address is ever loaded.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from ccadmin import __version__
from ccadmin.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markupsafe import Markup

LARGEST: Final = 5_000_000
"""Bytes that no page exceeds."""


def framed(
    template: str, scripts: Sequence[str], data: Mapping[str, Any], told: Mapping[str, Any]
) -> str:
    """A page of that template.

    Args:
        template: the asset that it is.
        scripts: the assets that its script is made of, in the order in which they need each other.
        data: what the script reads, with the `definitions` of all figures.
        told: what else the template tells.

    Raises:
        RuleError: `page-too-large`, it would be larger than a mail takes.
    """
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    look, script = asset("page.css"), "\n".join(asset(name) for name in scripts)
    script = f'(() => {{\n"use strict";\n{script}\n}})();'
    licence = asset("vendor/chart.LICENSE.txt").strip()
    library = f"/*!\n{licence}\n*/\n{_without_map(asset('vendor/chart.js'))}"
    environment = Environment(
        loader=FunctionLoader(asset),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    text = environment.get_template(template).render(
        told,
        policy=_policy(style=look, scripts=(library, script)),
        version=__version__,
        chart_version=_version_of(library),
        definitions=data["definitions"],
        data=_as_it_is(_harmless(json.dumps(data, ensure_ascii=False, separators=(",", ":")))),
        style=_as_it_is(look),
        library=_as_it_is(library),
        script=_as_it_is(script),
    )
    size = len(text.encode())
    if size > LARGEST:
        raise RuleError(
            "page-too-large",
            f"the page would have {size / 1e6:.1f} MB, and no page is to be larger than 5 MB",
            hint="narrow it with --group, --agent, --channel, --from and --until, or a longer --interval",
        )
    return text


def span(start: str, end: str) -> str:
    """From when to when, by the local clock, with one date where one is enough."""
    first, last = start[:16].replace("T", " "), end[:16].replace("T", " ")
    return f"{first} to {last[11:] if first[:10] == last[:10] else last}"


def _policy(*, style: str, scripts: Sequence[str]) -> str:
    """What a browser may do with the page: run the scripts and use the style that are in it."""
    allowed = " ".join(_hash(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def _as_it_is(text: str) -> Markup:
    """Text that is ours, or `_harmless`, and so goes into a page without being escaped."""
    from markupsafe import Markup

    return Markup(text)  # noqa: S704 - see above


def _harmless(text: str) -> str:
    """JSON that no browser takes for markup, wherever it stands in a page."""
    return text.translate(_ESCAPES)


def asset(name: str) -> str:
    """A file that pages are made of: the template, the style, a script, or what comes from others."""
    return files("ccadmin.report.html").joinpath("assets", name).read_text(encoding="utf-8")


def _without_map(script: str) -> str:
    """A script without the address of its source map, which a page does not have."""
    return script.partition("//# sourceMappingURL=")[0]


def _version_of(library: str) -> str:
    found = re.search(r"Chart\.js v([\d.]+)", library)
    return found[1] if found else ""


_ESCAPES: Final = {ord(each): f"\\u{ord(each):04x}" for each in "<>&\u2028\u2029"}
