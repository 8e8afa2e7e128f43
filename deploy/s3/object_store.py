"""An object store that speaks S3: put, copy, list, delete below one prefix.

An object's ETag is the MD5 of its bytes, which a listing gives for a thousand objects at once. A store that has other ETags is
refused: nothing else proves what it holds without reading all of it again.
"""

from __future__ import annotations

import hashlib
import os
import re
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from deploy.client.connection import DeployFailed
from deploy.s3.store_errors import CHANGED_MEANWHILE, KEYS, code_of, in_plain_words

ADDRESS = re.compile(r"s3://(?P<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?P<prefix>(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*)/?")
REQUESTS_AT_ONCE, DELETED_AT_ONCE = 16, 1000
NOT_THERE = {"NoSuchKey", "404", "NotFound"}
Headers = Mapping[str, Any]
Item = TypeVar("Item")


@dataclass(frozen=True)
class ListedObject:
    """What a listing says of an object."""

    etag: str
    size: int
    changed: datetime


class ObjectStore:
    """Keys are relative to the prefix. `requests` has one entry for each request that was sent."""

    def __init__(self, client: Any, bucket: str, prefix: str) -> None:
        self._client, self._bucket, self._prefix = client, bucket, prefix
        self.address = f"s3://{bucket}/{prefix}".rstrip("/")
        self.requests: list[str] = []
        client.meta.events.register("before-send.s3", lambda request, **_: self.requests.append(request.method))

    @classmethod
    def of(cls, address: str, endpoint: str = "") -> ObjectStore:
        """The keys come from the environment and from nowhere else. Raises DeployFailed."""
        match = ADDRESS.fullmatch(address)
        if not match:
            raise DeployFailed(f"TO=“{address}” không đúng. Viết TO=s3://ten-kho/thu-muc, chỉ chữ không dấu, số và . _ ~ -")
        key, secret = (os.environ.get(name) or "" for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"))
        if not (key and secret):
            raise DeployFailed(f"chưa có khoá của kho. Đặt {KEYS} trong môi trường rồi chạy lại; không ghi chúng vào tệp nào.")
        if endpoint and not re.fullmatch(r"https?://[^\s/]+/?", endpoint):
            raise DeployFailed(f"S3_ENDPOINT=“{endpoint}” không đúng. Viết https://dia-chi-cua-kho.")
        with in_plain_words(address):
            return cls(_client(key, secret, endpoint), match["bucket"], match["prefix"].strip("/"))

    def get(self, key: str) -> tuple[bytes, str, dict[str, str]] | None:
        """Bytes, ETag and metadata; None where there is no such object."""
        with in_plain_words(self.address):
            try:
                answer = self._client.get_object(Bucket=self._bucket, Key=self._key(key))
                metadata = {name.lower(): value for name, value in answer["Metadata"].items()}
                return answer["Body"].read(), _bare(answer["ETag"]), metadata
            except ClientError as error:
                if code_of(error) in NOT_THERE:
                    return None
                raise

    def put(self, key: str, data: bytes, headers: Headers, condition: Mapping[str, str] | None = None) -> None:
        """In one step: readers get the old object or the new one. `condition`: IfMatch or IfNoneMatch, if the store knows them."""
        digest = hashlib.md5(data, usedforsecurity=False)
        given = {"Body": data, "ContentMD5": b64encode(digest.digest()).decode(), **headers}
        with in_plain_words(self.address):
            try:
                etag = self._put(key, {**given, **(condition or {})})
            except ClientError as error:
                if code_of(error) == "NotImplemented" and condition:
                    etag = self._put(key, given)
                elif code_of(error) in CHANGED_MEANWHILE and (self.get(key) or (b"",))[0] == data:
                    return  # our own request, sent again after its answer was lost
                else:
                    raise
        if etag != digest.hexdigest():
            raise DeployFailed(f"{self.address}: kho không trả mã MD5 (ETag) của tệp. Tắt mã hoá SSE-KMS/SSE-C của kho này.")

    def _put(self, key: str, given: Headers) -> str:
        return _bare(self._client.put_object(Bucket=self._bucket, Key=self._key(key), **given)["ETag"])

    def copy(self, source: str, etag: str, key: str, headers: Headers) -> bool:
        """Inside the store; whether the source was there with that ETag, and the copy has it too."""
        with in_plain_words(self.address):
            try:
                answer = self._client.copy_object(
                    Bucket=self._bucket,
                    Key=self._key(key),
                    CopySource={"Bucket": self._bucket, "Key": self._key(source)},
                    CopySourceIfMatch=etag,
                    MetadataDirective="REPLACE",
                    **headers,
                )
            except ClientError as error:
                if code_of(error) in NOT_THERE | CHANGED_MEANWHILE:
                    return False
                raise
        return _bare(answer["CopyObjectResult"]["ETag"]) == etag

    def objects(self, folder: str) -> dict[str, ListedObject]:
        """Every object below a folder ("" or "r/1/"), by its path there."""
        start = self._key(folder)
        found: dict[str, ListedObject] = {}
        for page in self._pages(Prefix=start):
            for item in page.get("Contents", ()):
                found[item["Key"][len(start) :]] = ListedObject(_bare(item["ETag"]), item["Size"], item["LastModified"])
        return found

    def _pages(self, **options: str) -> list[dict[str, Any]]:
        with in_plain_words(self.address):
            return list(self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, **options))

    def delete(self, keys: Iterable[str]) -> None:
        """Objects that are not there any more count as deleted."""
        listed = sorted(self._key(key) for key in keys)
        with in_plain_words(self.address):
            for start in range(0, len(listed), DELETED_AT_ONCE):
                named = [{"Key": key} for key in listed[start : start + DELETED_AT_ONCE]]
                answer = self._client.delete_objects(Bucket=self._bucket, Delete={"Objects": named, "Quiet": True})
                if errors := answer.get("Errors"):
                    raise DeployFailed(f"{self.address}: không xoá được {len(errors)} tệp ({errors[0].get('Code')}).")

    def _key(self, key: str) -> str:
        return f"{self._prefix}/{key}" if self._prefix else key


def _client(key: str, secret: str, endpoint: str) -> Any:
    return boto3.client(
        "s3",
        endpoint_url=endpoint or None,
        aws_access_key_id=key,
        aws_secret_access_key=secret,
        aws_session_token=os.environ.get("AWS_SESSION_TOKEN") or None,
        region_name=os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION") or "us-east-1",
        config=Config(
            max_pool_connections=REQUESTS_AT_ONCE,
            connect_timeout=10,
            read_timeout=60,
            retries={"mode": "standard", "max_attempts": 3},
            s3={"addressing_style": "path"} if endpoint else {},
            request_checksum_calculation="when_required",  # Content-MD5 is sent, which every store knows
            response_checksum_validation="when_required",
        ),
    )


def _bare(etag: str) -> str:
    return etag.strip('"')


def all_at_once(work: Callable[[Item], object], items: Iterable[Item]) -> None:
    """Do it for all, several at once; at the first error what has not begun is left."""
    with ThreadPoolExecutor(REQUESTS_AT_ONCE) as threads:
        try:
            for future in [threads.submit(work, item) for item in items]:
                future.result()
        except BaseException:
            threads.shutdown(wait=False, cancel_futures=True)
            raise
