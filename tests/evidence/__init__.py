"""Conformance: behaviour that others wrote down, each case by its id."""
