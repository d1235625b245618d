"""The source documents told as shell transcripts, and the player that holds the program to them."""
