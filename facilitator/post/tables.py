"""The logs of what was sent to whom, as the post knows them; they lie with the workshop, in whose file they travel."""

from facilitator.workshop.dated_mail_log import DatedMailRow, DatedState, MailStop
from facilitator.workshop.mail_log import MailDelivery, MailState, Parcel

__all__ = ["DatedMailRow", "DatedState", "MailDelivery", "MailState", "MailStop", "Parcel"]
