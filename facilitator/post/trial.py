"""A test message to the facilitator's own address: does this account send?"""

from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, make_msgid

from facilitator.i18n import tr
from facilitator.post.messages import sender_address
from facilitator.post.server import LetterDelayed, LetterRefused, Line, Server, ServerRefused
from facilitator.progress import LongWork, Progress


def send_test(server: Server, sender: str) -> LongWork[str]:
    """Send a short mail without any attachment from `sender` to itself; returns the address.

    Raises Invalid for an address that can't be used, ServerRefused with the reason when the mail was not taken, and
    LineLost when the connection broke off.
    """
    address = sender_address(sender)
    yield Progress(0, 1, tr("Asking {server}", server=server.label))
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = tr("Test message from Facilitator")
    mail["From"] = mail["To"] = address
    mail["Date"] = formatdate(localtime=True)
    mail["Message-ID"] = make_msgid(domain=address.domain)
    mail.set_content(
        tr(
            "This message was sent to test the mail server {server}. Handouts can be sent through it.",
            server=server.host,
        )
        + "\n"
    )
    line = Line(server)
    try:
        line.send(mail, address.addr_spec, address.addr_spec)
    except (LetterRefused, LetterDelayed) as error:
        raise ServerRefused(
            tr("{server} did not take the message: {said}.", server=server.label, said=error.sentence.rstrip("."))
        ) from error
    finally:
        line.close()
    yield Progress(1, 1)
    return address.addr_spec
