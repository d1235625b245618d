"""Tests of `ccadmin.calendars`, a file for each of its modules."""
