"""One thin module per noun: read the arguments, make one call, show the result."""
