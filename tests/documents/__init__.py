"""Documents: what they say, what they change, and what they refuse."""
