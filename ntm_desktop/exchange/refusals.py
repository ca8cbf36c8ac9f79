"""Why an exchange file is refused: the stable codes, their exit statuses and sentences."""

from ntm_desktop import texts
from ntm_desktop.errors import PackageError

_EXIT_STATUS = {
    "E_TOO_NEW": 13,
    "E_UNTRUSTED": 12,
    "E_REVOKED": 12,
    "E_FOREIGN": 12,
    "E_ENCRYPTED": 11,
    "E_DECRYPT": 11,
    "E_DISK": 14,
    "E_BUSY": 14,
}


def refusal(code: str, **details: object) -> PackageError:
    """Return the error of a stable `code`; `details` fill the sentence of that code.

    Every sentence ends by saying that no data was changed. The exit status is 10 for a bad file,
    11 for a locked one, 12 for an unknown sender or a foreign office, 13 for a newer one, 14 for
    lack of room.
    """
    sentence, hint = texts.PACKAGE_REFUSED[code]
    message = f"{sentence.format(**details)} {texts.NOTHING_CHANGED}"
    return PackageError(code, exit_status(code), message, hint=hint.format(**details))


def exit_status(code: str) -> int:
    """Return the exit status of a stable code."""
    return _EXIT_STATUS.get(code, 10)
