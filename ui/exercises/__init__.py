"""The screens of the exercises, one folder each, and the protocol through which the windows use them."""
