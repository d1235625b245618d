"""What sets the kinds of licenses apart (S2)."""

from __future__ import annotations

from typing import Final

from ccadmin.vocabulary import License

COVERS_CENTERS: Final = frozenset(License) - {License.VOICE}
"""S2: the licenses whose holders can be assigned to contact centers."""
UPGRADES: Final = (License.CONTACT_CENTER, License.SALES)
"""S2: what a voice user is upgraded to; a direct number beside them is billed as additional."""
DISCONTINUED: Final = License.VOICE_CALL_CENTER_ADDON
"""S2: limited to existing customers, so that nobody is given it any more."""
