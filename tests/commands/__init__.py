"""Tests of `ccadmin.commands`: command lines, what they print and what they leave."""
