"""Options that several commands about criteria sets have in common."""

from __future__ import annotations

import click

of_set = click.option("--set", "set_id", required=True, help="Mã bộ tiêu chí.")
document = click.option("--document", help="Số, ký hiệu văn bản.")
dated = click.option("--dated", help="Ngày văn bản, ví dụ 05/01/2024.")
checked_by = click.option("--checked-by", help="Người đã đối chiếu với văn bản gốc.")
checked_on = click.option("--checked-on", help="Ngày đối chiếu; mặc định hôm nay.")
part = click.option("--criterion", is_flag=True, help="Các mã là mã tiêu chí (tên gọi).")
