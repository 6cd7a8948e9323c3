"""What holds for every test: results that the user keeps between runs are left alone."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator

import pytest

from detector.store import VARIABLE


@pytest.fixture(autouse=True, scope="session")
def cache_folder() -> Iterator[None]:
    """A cache folder of the test run's own, for programs that it starts as well."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ[VARIABLE] = folder
        yield
        del os.environ[VARIABLE]
