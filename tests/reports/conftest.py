"""A computer with an office program of a test's own."""

import os

import pytest


@pytest.fixture
def office(tmp_path, monkeypatch):
    """Put a program named soffice on the path that runs a shell script."""
    if os.name != "posix":
        pytest.skip("needs a shell script")

    def installed(script):
        folder = tmp_path / "bin"
        folder.mkdir(exist_ok=True)
        program = folder / "soffice"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")

    return installed
