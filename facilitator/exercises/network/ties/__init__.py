"""Which contacts of one list know each other: entering it, what it says of the network's structure, and its picture."""
