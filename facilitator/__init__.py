"""The Qt-free core of Facilitator: workshops, exercises, measures, documents and the tables they live in."""

__version__ = "0.1.0"
