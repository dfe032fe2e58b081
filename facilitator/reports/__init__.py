"""The PDFs of a workshop, composed of the sections that its exercises hand in."""
