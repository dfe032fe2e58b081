"""What tests of stories that are mailed stand on."""

from keyring_in_memory import keyring_of_the_test
from mail_server import answered, post

__all__ = ["answered", "keyring_of_the_test", "post"]
