"""The catalogue of rules; one file a rule, each listed here by hand."""
