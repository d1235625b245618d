"""The rules of change, a module per noun."""
