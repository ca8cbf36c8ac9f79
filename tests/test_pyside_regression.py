"""The pinned PySide6 must survive many calls of a method that returns nothing.

PySide6 6.12.0 on Python 3.11 drops one reference to None with each such call and dies with
"none_dealloc" after some thousands: minutes of ordinary work.
"""

import os
import subprocess
import sys

LOOP = """
from PySide6 import QtWidgets
app = QtWidgets.QApplication([])
label = QtWidgets.QLabel()
for _ in range(100_000):
    label.setText("x")
print("survived")
"""


def test_a_hundred_thousand_calls_that_return_nothing_do_not_crash() -> None:
    answer = subprocess.run(
        [sys.executable, "-c", LOOP],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (answer.returncode, answer.stdout.strip()) == (0, "survived"), answer.stderr
