"""`ccadmin group`: groups of agents, their routing and their members.

Each module here holds the verbs of one matter; importing it registers them, in the order of the
help.
"""

from __future__ import annotations

from ccadmin.commands.group import groups, members
from ccadmin.commands.group.noun import app

__all__ = ["app", "groups", "members"]
