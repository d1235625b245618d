"""How Sphinx builds the documentation: `make docs`, with every warning an error.

The pages below `reference/` are written from the commands themselves before they are read.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent))

import reference

import ccadmin

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "ccadmin"
author = "the ccadmin contributors"
project_copyright = author
version = release = ccadmin.__version__
today = f"ccadmin {version}"  # of the manual page, so that it is the same on every day

extensions = ["myst_parser", "sphinx_copybutton"]
myst_enable_extensions = ["deflist"]
myst_heading_anchors = 3
copybutton_prompt_text = r"\$ |> "
copybutton_prompt_is_regexp = True
copybutton_here_doc_delimiter = "END"
copybutton_line_continuation_character = "\\"
nitpicky = True
exclude_patterns = ["_build"]

html_theme = "furo"
html_title = f"ccadmin {version}"
html_show_sphinx = False
html_theme_options = {"navigation_with_keys": True}
pygments_style = "tango"
pygments_dark_style = "monokai"

man_pages = [("reference/manual", "ccadmin", reference.PURPOSE, author, 1)]
man_make_section_directory = False


def setup(app: Sphinx) -> None:
    """Write the reference before Sphinx looks for pages."""
    app.connect("config-inited", lambda *_: reference.write())
