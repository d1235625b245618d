"""Other systems' files: what they say, in this program's values."""
