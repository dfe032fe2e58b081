"""The room as one network: who of the participants relies on whom, once contacts are matched to them."""
