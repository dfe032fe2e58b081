"""What every page of a flow is."""

from facilitator.questionnaires.flow import Flow, PageView
from ui.entry.page import Page


class FlowPage(Page):
    """One page of a flow, which is drawn from its view."""

    def __init__(self, flow: Flow, view: PageView) -> None:
        super().__init__(f"pages-{view.key.strip('_').replace('_', '-')}")
        self.flow, self.view = flow, view
        self.is_over = False
        """Whether another page has taken its place, which may be while it still handles a key."""

    @property
    def next_text(self) -> str:
        """The word on the button that goes on."""
        return self.view.next_text

    def update_view(self, view: PageView) -> bool:
        """Show the page as it is now; False where it has to be made anew."""
        return False

    def keep(self) -> bool:
        """Commit what is typed; False where that could not be done."""
        return True

    def try_next(self) -> None:
        """Commit what is typed, and go on."""
        if not self.is_over and self.keep() and not self.is_over:
            self.flow.next()
