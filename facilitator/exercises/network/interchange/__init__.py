"""Networks in the forms that people and other programs exchange, written here and read back here."""
