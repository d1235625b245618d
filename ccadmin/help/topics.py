"""The topics of `ccadmin help`: one text file each, beside this module."""

from __future__ import annotations

from pathlib import Path
from typing import Final

TOPICS: Final = {
    "environment": "Variables and settings files, and which tenant a command works on",
    "exit-codes": "What the exit status of the program says",
    "error-codes": "The code of every error, and what it says",
    "formats": "The output formats of -o, for people and for programs",
    "calls": "The columns of a contacts file",
    "documents": "A tenant as YAML, JSON, TOML and CSV: plan, apply, export",
    "routing": "Who takes a contact, and which contact is first",
}
"""Every topic with what it is about; the file has its name."""


def text(topic: str) -> str:
    """What a topic says, as lines of at most 80 characters."""
    return Path(__file__).with_name(f"{topic}.txt").read_text(encoding="utf-8").rstrip()


def overview() -> list[dict[str, str]]:
    """Every topic with what it is about."""
    return [{"name": name, "about": about} for name, about in TOPICS.items()]
