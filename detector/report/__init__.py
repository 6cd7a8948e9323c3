"""Findings in the shapes that people and machines read."""
