"""How somebody's mail stands, in words and with a picture."""

from facilitator.i18n import short_moment, tr
from facilitator.post.addressees import Addressee
from facilitator.post.left_out import named
from facilitator.post.sending import Delivery
from facilitator.post.tables import MailState

UNKNOWN = "circle-help"


def standing(addressee: Addressee, *, being_sent: bool = False) -> str:
    """How far this person's mail is, or why there can be none. `being_sent` says that it is on its way just now.

    What was sent in other rounds, and who has the same address, is said behind it.
    """
    parts = [_present(addressee, being_sent=being_sent)]
    if addressee.can_have_mail and addressee.shares_with:
        parts.append(tr("The same address as {names}", names=named(addressee.shares_with)))
    parts += [_of_round(mail) for mail in addressee.earlier if mail.state is MailState.SENT]
    return " · ".join(parts)


def _present(addressee: Addressee, *, being_sent: bool) -> str:
    mail = addressee.delivery
    if mail is None or not (addressee.had_mail or addressee.can_have_mail):
        return _why_not(addressee) or tr("Nothing sent yet")
    when = short_moment(mail.at)
    if mail.state is MailState.SENT:
        said = tr("Sent on {when}", when=when)
        if mail.address != addressee.person.email.strip():
            said = tr("Sent on {when}, to {address}", when=when, address=mail.address)
        return tr("{round}: {text}", round=mail.round, text=said) if mail.round else said
    if mail.state is MailState.SENDING:
        if being_sent:
            return tr("Being sent")
        return tr("Not known: the connection broke off while it was being sent ({when})", when=when)
    if mail.state is MailState.REFUSED:
        return tr("Refused: {said}", said=mail.said)
    return tr("Queued: {said}", said=mail.said) if mail.said else tr("Queued")


def _of_round(mail: Delivery) -> str:
    title = mail.round or tr("Earlier round")
    return tr("{round}: {text}", round=title, text=tr("Sent on {when}", when=short_moment(mail.at)))


def picture(addressee: Addressee, *, being_sent: bool = False) -> tuple[str, str]:
    """An icon for that, and the token of its colour."""
    mail = addressee.delivery
    if mail is None or not (addressee.had_mail or addressee.can_have_mail):
        if addressee.problem or (addressee.can_have_mail and addressee.shares_with):
            return "triangle-alert", "warning"
        return ("circle", "control") if addressee.can_have_mail else ("minus", "control")
    if mail.state is MailState.SENDING:
        return ("mail", "accent") if being_sent else (UNKNOWN, "warning")
    return {
        MailState.SENT: ("circle-check", "success"),
        MailState.REFUSED: ("triangle-alert", "danger"),
        MailState.QUEUED: ("clock", "muted"),
    }[mail.state]


def _why_not(addressee: Addressee) -> str:
    if not addressee.has_parcel:
        return tr("No handout: nothing answered yet")
    if not addressee.person.email.strip():
        return tr("No address: add one under People")
    return addressee.problem
