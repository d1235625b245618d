"""A slice of `make fuzz`: mutated documents and tables are refused, or make a tenant that keeps every rule."""

from __future__ import annotations

from tests.documents.fuzz import fuzz


def test_whatever_is_wrong_in_a_document_is_an_error_or_a_tenant_that_keeps_every_rule() -> None:
    found = fuzz(300, seed=20)

    assert found.finds == []
    assert found.counts["readable"] >= 60  # a fifth gets past reading
    assert found.counts["accepted"] >= 20
