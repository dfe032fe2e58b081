"""What the station's pages of every exercise share: the frame, the page, and how an answer gets to the library."""
