"""Options that several commands about criteria sets have in common."""

from __future__ import annotations

import click

from ntm_desktop.cli.session import UNIT

of_set = click.option("--set", "set_id", required=True, help="Mã bộ tiêu chí.")
of_period = click.option("--period", required=True, help="Kỳ: 2024, 2024-H1, 2024-Q1, 2024-06…")
of_unit = click.option(
    "--unit", type=UNIT, help="Mã hoặc tên đơn vị, mặc định là đơn vị của dữ liệu."
)
document = click.option("--document", help="Số, ký hiệu văn bản.")
dated = click.option("--dated", metavar="NGÀY", help="Ngày văn bản, ví dụ 05/01/2024.")
checked_by = click.option("--checked-by", help="Người đã đối chiếu với văn bản gốc.")
checked_on = click.option("--checked-on", metavar="NGÀY", help="Ngày đối chiếu; mặc định hôm nay.")
part = click.option("--criterion", is_flag=True, help="Các mã là mã tiêu chí (tên gọi).")
accepted = click.option("--yes", "accepted", is_flag=True, help="Vẫn làm dù có điều được hỏi lại.")
