"""The workshop, the mail servers and the keyring that all tests of mail stand on."""

from keyring_in_memory import keyring_of_the_test
from mail_server import answered, post, room

__all__ = ["answered", "keyring_of_the_test", "post", "room"]
