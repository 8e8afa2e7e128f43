"""What the server's administrator does once, printed for the site's folder: `python -m deploy.client.setup /srv/site`."""

from __future__ import annotations

import shlex
import sys

from deploy.client.connection import receiver_command


def authorized_key(folder: str, public_key: str) -> str:
    """A line of `authorized_keys`: whoever holds the key can run this very receiver on this folder, and nothing else."""
    command = shlex.join(receiver_command("python3", folder)).replace('"', '\\"')
    return f'restrict,command="{command}" {public_key}'


def steps(folder: str, public_key: str) -> str:
    """The three files, in Vietnamese."""
    return f"""Trên máy chủ, bằng tài khoản sẽ nhận bài (không cần quyền root), làm một lần:

1. Tạo thư mục {folder} và chép allowed_signers của dự án vào {folder}/allowed_signers.

2. Thêm dòng này vào ~/.ssh/authorized_keys (cập nhật khi bộ nhận thay đổi, lệnh đăng sẽ báo):

{authorized_key(folder, public_key)}

3. Ghi {folder}/settings.json: địa chỉ mà máy chủ web mở riêng trên chính nó cho {folder}/candidate và {folder}/live,
   cùng một cấu hình với trang công khai:

{{"candidate": "http://127.0.0.1:8081", "live": "http://127.0.0.1:8082"}}
"""


def main(arguments: list[str]) -> int:
    """`FOLDER [PUBLIC KEY]`."""
    if not arguments or not arguments[0].startswith("/"):
        print('python -m deploy.client.setup /srv/site "$(cat khoa-dang.pub)"', file=sys.stderr)
        return 1
    print(steps(arguments[0], " ".join(arguments[1:]) or "ssh-ed25519 … (khoá công khai của máy đăng)"))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
