"""The models that can stand behind :class:`detector.nli.Nli`."""
