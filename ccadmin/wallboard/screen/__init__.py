"""The wallboard on a terminal, drawn with Textual: the one part that knows of a screen."""
