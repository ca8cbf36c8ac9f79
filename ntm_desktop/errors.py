"""What a person can put right: errors whose text is Vietnamese and ready to show."""


class UserError(Exception):
    """Something the user can put right; `hint` says how. Nothing was changed when it is raised."""

    code = "E_REFUSED"
    exit_status = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class InputError(UserError):
    """A typed, pasted or passed value cannot be understood or is not allowed."""

    code = "E_INPUT"


class NotFoundError(UserError):
    """What was asked for (a record, a set, a unit, a file) is not there."""

    code = "E_NOT_FOUND"


class DataFileError(UserError):
    """The data file or its folder cannot be used as it is: missing, read-only, damaged, too new."""

    code = "E_DATA_FILE"


class BusyError(DataFileError):
    """Another program holds the data file: the same call may work later."""

    code = "E_BUSY"
    exit_status = 14


class FullDiskError(BusyError):
    """The disk is full: the same call works once there is room."""

    code = "E_DISK"


class TemplateFileError(UserError):
    """A Word template cannot be read, or asks for something we do not offer."""

    code = "E_TEMPLATE"


class PackageError(UserError):
    """An exchange file is refused; `code` is one of the stable codes of docs/exchange-format.md."""

    def __init__(self, code: str, exit_status: int, message: str, *, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.code = code
        self.exit_status = exit_status
