"""click's own words in Vietnamese: headings of help pages and what it says about wrong usage."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

_HEADINGS = (
    ("Usage:", "Cách dùng:"),
    ("Options:", "Tùy chọn:"),
    ("Commands:", "Các lệnh:"),
    ("Show this message and exit.", "Hiện trang trợ giúp này."),
    ("[OPTIONS]", "[TÙY CHỌN]"),
    ("COMMAND [ARGS]...", "LỆNH [THAM SỐ]..."),
    ("[COMMAND] [ARGS]...", "[LỆNH] [THAM SỐ]..."),
    ("[required]", "[bắt buộc]"),
    ("[default: ", "[mặc định: "),
)


_VALUES = (
    (click.Path, "ĐƯỜNG_DẪN"),
    (click.types.IntParamType, "SỐ"),
    (click.types.StringParamType, "CHỮ"),
)
_SENTENCES = (
    ("Missing command", "Chưa nêu lệnh cần làm."),
    ("Got unexpected extra argument", "Thừa tham số; giá trị có dấu cách thì đặt trong ngoặc kép."),
)


def _in_vietnamese(page: str) -> str:
    """Return a help page with click's words translated."""
    for english, vietnamese in _HEADINGS:
        page = page.replace(english, vietnamese)
    return page


def _name_values(params: list[click.Parameter]) -> None:
    """Name the values of options in Vietnamese, where the option does not name its own."""
    for param in params:
        if isinstance(param, click.Option) and not param.is_flag and param.metavar is None:
            param.metavar = next(
                (word for kind, word in _VALUES if isinstance(param.type, kind)), None
            )


class Command(click.Command):
    """A command whose help page is Vietnamese."""

    def __init__(self, *values: Any, **more: Any) -> None:
        super().__init__(*values, **more)
        _name_values(self.params)

    def get_help(self, ctx: click.Context) -> str:
        """Return the help page."""
        return _in_vietnamese(super().get_help(ctx))


class Group(click.Group):
    """A group of commands whose help page is Vietnamese."""

    command_class = Command

    def __init__(self, *values: Any, **more: Any) -> None:
        super().__init__(*values, **more)
        _name_values(self.params)

    def get_help(self, ctx: click.Context) -> str:
        """Return the help page."""
        return _in_vietnamese(super().get_help(ctx))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command; a misspelt one is refused with the list of those there are."""
        if args and self.get_command(ctx, args[0]) is None:
            names = ", ".join(self.list_commands(ctx))
            ctx.fail(f"Không có lệnh “{args[0]}”. Các lệnh: {names}.")
        return super().resolve_command(ctx, args)


Group.group_class = Group


def usage_message(error: click.UsageError) -> str:
    """Return what was wrong with the call as a Vietnamese sentence."""
    if isinstance(error, click.NoSuchOption):
        nearest = f" Có phải {', '.join(error.possibilities)}?" if error.possibilities else ""
        return f"Không có tùy chọn “{error.option_name}”.{nearest}"
    if isinstance(error, click.MissingParameter):
        name = error.param.make_metavar(error.ctx) if error.param and error.ctx else ""
        option = "/".join(error.param.opts) if isinstance(error.param, click.Option) else name
        return f"Thiếu {option}."
    if isinstance(error, click.BadParameter):
        name = error.param.opts[0] if error.param else ""
        return f"Giá trị của {name} không hợp lệ."
    if isinstance(error, click.BadOptionUsage):
        return f"Tùy chọn {error.option_name} cần một giá trị."
    if isinstance(error, click.exceptions.NoArgsIsHelpError) or not error.message:
        return "Chưa nêu lệnh cần làm."
    for english, vietnamese in _SENTENCES:
        if error.message.startswith(english):
            return vietnamese
    message = error.format_message()
    return message if message.startswith("Không") else f"Lệnh viết chưa đúng: {message}"


def argument(name: str, **more: Any) -> Callable[[Any], Any]:
    """Declare a positional argument shown in help by its capital name."""
    return click.argument(name, metavar=more.pop("metavar", name.upper()), **more)
