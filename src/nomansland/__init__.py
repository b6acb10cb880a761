"""nomansland: an evidence desk for refusal in war."""

__version__ = "0.1.0"
