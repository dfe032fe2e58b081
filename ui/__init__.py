"""The Qt side of Facilitator: windows, charts and the screens of the exercises."""
