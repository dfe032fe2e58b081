"""The pages on which a network is entered: by its participant at the station, or corrected by the facilitator."""
