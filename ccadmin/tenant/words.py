"""Words that people read and type where something has no name of its own."""

from __future__ import annotations

from typing import Final

TENANT: Final = "tenant"
"""What people read where a rule is in the list of the tenant itself."""
DEFAULT: Final = "default"
"""What people read for a rule without conditions."""
TENANT_WIDE: Final = "default"
"""The name of the chat settings that every center inherits; a center that is called so itself is
reached by its #id."""
DELETED: Final = " (deleted)"
"""Behind the name of a group that is no more."""
