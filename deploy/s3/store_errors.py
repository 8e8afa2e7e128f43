"""What goes wrong with an object store, in words for the person who deploys."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from botocore.exceptions import BotoCoreError, ClientError, ParamValidationError

from deploy.client.connection import DeployFailed
from deploy.receiver.errors import BUSY, Refused

KEYS = "AWS_ACCESS_KEY_ID và AWS_SECRET_ACCESS_KEY"
CHANGED_MEANWHILE = {"PreconditionFailed", "ConditionalRequestConflict", "412", "409"}
MEANINGS = {
    "NoSuchBucket": "không có kho tên này. Kiểm tra tên sau s3:// và S3_ENDPOINT.",
    "InvalidAccessKeyId": f"kho không biết khoá truy cập này. Kiểm tra {KEYS}.",
    "SignatureDoesNotMatch": f"khoá bí mật không đúng. Kiểm tra {KEYS}.",
    "AccessDenied": "khoá này không được phép đọc hoặc ghi ở đây. Nhờ người quản trị kho cấp quyền, hoặc kiểm tra lại khoá.",
    "ExpiredToken": "khoá tạm đã hết hạn. Lấy khoá mới rồi chạy lại.",
    "RequestTimeTooSkewed": "đồng hồ máy này sai quá nhiều. Chỉnh lại giờ rồi chạy lại.",
    "BadDigest": "tệp bị đổi trên đường đi. Chạy lại lệnh này.",
    "EntityTooLarge": "kho không nhận tệp lớn như vậy.",
    "MetadataTooLarge": "chính sách trang (CSP) dài hơn mức kho cho ghi cạnh tệp (2 KB).",
    "PermanentRedirect": "kho nằm ở vùng khác. Đặt AWS_REGION cho đúng vùng của kho.",
    "AuthorizationHeaderMalformed": "kho nằm ở vùng khác. Đặt AWS_REGION cho đúng vùng của kho.",
}
SAME_AS = {"NoSuchBucketPolicy": "NoSuchBucket", "403": "AccessDenied", "Forbidden": "AccessDenied", "InvalidDigest": "BadDigest"}
BUSY_MESSAGE = "đang có người khác đăng: bản đang đăng vừa đổi. Chạy lại lệnh này để xem lại những gì sẽ đổi."


@contextmanager
def in_plain_words(address: str) -> Iterator[None]:
    """Raises DeployFailed, or Refused where somebody else was quicker, instead of the library's errors."""
    try:
        yield
    except ClientError as error:
        code = code_of(error)
        if code in CHANGED_MEANWHILE:
            raise Refused(BUSY_MESSAGE, BUSY) from None
        meaning = MEANINGS.get(SAME_AS.get(code, code), f"kho trả lời {code or 'lỗi không tên'}. Chạy lại sau ít phút.")
        raise DeployFailed(f"{address}: {meaning}") from None
    except ParamValidationError:
        raise DeployFailed(f"{address}: địa chỉ này kho không dùng được. Viết TO=s3://ten-kho/thu-muc.") from None
    except (BotoCoreError, OSError) as error:
        reason = type(error).__name__
        raise DeployFailed(f"{address}: không nối được tới kho ({reason}). Kiểm tra mạng và S3_ENDPOINT rồi chạy lại.") from None


def code_of(error: ClientError) -> str:
    """The store's own word for what is wrong."""
    return str(error.response.get("Error", {}).get("Code", ""))
