"""A pytest plugin for mutants: whoever fails is not looked into, since one failure is all that counts.

Hypothesis would else seek the smallest example of each failure, which takes far longer than finding it.
"""

from __future__ import annotations

from hypothesis import Phase, settings

settings.register_profile(
    "unshrunk", settings.get_profile("ci"), phases=(Phase.explicit, Phase.generate)
)
settings.load_profile("unshrunk")
