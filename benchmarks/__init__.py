"""Measurements of the whole tool; nothing in ``detector`` imports them."""
