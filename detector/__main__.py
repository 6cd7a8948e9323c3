"""``python -m detector`` is ``misquote``."""

from detector.cli import main

if __name__ == "__main__":
    main()
