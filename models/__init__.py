"""Training and measuring of what misquote ships; nothing here is imported by ``detector``."""
