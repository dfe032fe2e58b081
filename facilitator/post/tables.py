"""The log of what was sent to whom, as the post knows it; it lies with the workshop, whose file it travels in."""

from facilitator.workshop.mail_log import MailDelivery, MailState, Parcel

__all__ = ["MailDelivery", "MailState", "Parcel"]
