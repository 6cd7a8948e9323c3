"""Placeholder until the reader proper lands in the next commit: reads as plain text."""

from detector.readers.plaintext import read

__all__ = ["read"]
