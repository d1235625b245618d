"""`ccadmin hours`: working hours of agents, groups, centers and chat, and the dates that differ."""

from __future__ import annotations

from ccadmin.commands.hours.dated import exception, holidays
from ccadmin.commands.hours.weekly import app

app.add_typer(exception)
app.add_typer(holidays)

__all__ = ["app"]
