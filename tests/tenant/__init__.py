"""Tests of `ccadmin.tenant`, a file for each of its modules."""
