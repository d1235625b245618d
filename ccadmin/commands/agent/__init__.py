"""`ccadmin agent`: the people who take contacts, their devices, skills and status.

Each module here holds the verbs of one matter; importing it registers them, in the order of the
help.
"""

from __future__ import annotations

from ccadmin.commands.agent import people  # isort: skip # the order is that of the help
from ccadmin.commands.agent import devices, importing, skills, status
from ccadmin.commands.agent.noun import app

__all__ = ["app", "devices", "importing", "people", "skills", "status"]
