"""Figures from outcomes, and the ways to show them."""
