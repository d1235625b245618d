"""What the program says about itself: the layout of help pages, and the topics of `help TOPIC`."""
