"""`make publish`: build from nothing, guard, compress, describe, sign; then replace the output with the whole of it, or leave it.

The pages are those that plain `pelican` makes with publishconf.py. What makes them a release is the proof beside them.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from runpy import run_path

from deploy.release.assemble import assemble, set_modes_and_times
from deploy.release.compressed_copies import CACHED_COPIES, forget_old_copies
from deploy.release.guards.built import Built, entries_of, policies
from deploy.release.guards.explained import expected_of
from deploy.release.guards.registry import problems_of_sources
from deploy.release.last_release import read_last_release
from deploy.release.lost_addresses import problems_of_lost
from deploy.release.manifest import ReleaseManifest, read_manifest
from deploy.release.origin import ReleaseOrigin, read_origin
from deploy.release.photos import forget_old_photos, take_signed_photos
from deploy.release.signature import NOT_SIGNED, check_key, sign
from plugins.agency.agency import AGENCYS_ADDRESS, agency_of
from plugins.builder.build import DEFAULT_OUTPUT, build
from plugins.builder.output.guard import policy_file, refuse_unsafe
from plugins.builder.output.swap import exclusive_lock, read_policy, take_place_of, temporary_prefix, write_policy
from plugins.builder.pelican.strict import BuildFailed
from plugins.check import all_errors
from plugins.newsroom.checks.site import this_minute
from plugins.problems import Problem, ProblemsFound, errors_of
from plugins.project import BUILDER_CACHE, CONTENT, PHOTO_CACHE, ROOT

SETTINGS = ROOT / "publishconf.py"
SITE_ADDRESS = re.compile(r"https?://[^\s/?#]+(?:/[^\s?#]*[^\s/?#])?")
ATTEMPTS = 3  # during one, an article may become due or a file be saved: then the next begins


@dataclass(frozen=True, slots=True)
class PublishOptions:
    """What to publish. `last`: the folder of the previous release. `no_cache`: also compress every file and make every
    photo again.
    """

    content: Path
    output: Path
    key: Path | None = None
    last: Path | None = None
    no_cache: bool = False


def publish(options: PublishOptions) -> ReleaseManifest:
    """Raises ProblemsFound or BuildFailed, and leaves the output as it was."""
    content, output = options.content.resolve(), options.output.resolve()
    if options.key:
        check_key(options.key)
    site = _site(options.content)
    with exclusive_lock(output, BUILDER_CACHE):
        last = _last_release(options, site)
        for _ in range(ATTEMPTS):
            origin = read_origin(content)
            if problems := problems_of_sources(content):
                raise ProblemsFound(problems)
            with tempfile.TemporaryDirectory(prefix=temporary_prefix(output), dir=output.parent) as place:
                pages = Path(place) / "pages"
                try:
                    manifest = _release(options, content, pages, site, origin, last)
                except ProblemsFound:
                    if read_origin(content) == origin:
                        raise
                    continue  # an article became due during the build, so the guards miss its page
                if read_origin(content) != origin:
                    continue
                _say_what_is_lost(options, last, manifest)
                set_modes_and_times(pages, manifest, origin.time)
                write_policy(output, read_policy(pages))
                take_place_of(pages, output)
                return manifest
    raise BuildFailed("nội dung hoặc commit đổi liên tục trong lúc dựng. Đợi việc khác xong rồi chạy lại lệnh này.")


def _release(
    options: PublishOptions, content: Path, pages: Path, site: str, origin: ReleaseOrigin, last: ReleaseManifest | None
) -> ReleaseManifest:
    signed = None if options.no_cache else read_last_release(options.last or options.output)
    if options.no_cache:
        shutil.rmtree(PHOTO_CACHE, ignore_errors=True)
    if signed:
        take_signed_photos(signed, PHOTO_CACHE)
    _build(content, pages)
    entries = entries_of(pages)
    expected = expected_of(content, this_minute(), entries)
    built = Built(content, pages, entries, policies(read_policy(pages)), site, expected)
    manifest = assemble(built, origin, last, None if options.no_cache else CACHED_COPIES, signed)
    if options.key:
        sign(pages, options.key)
    return manifest


def _say_what_is_lost(options: PublishOptions, last: ReleaseManifest | None, manifest: ReleaseManifest) -> None:
    """Refuse a release that lacks addresses of the live one. What lies in the output may never have been live: then only say so."""
    problems = problems_of_lost(options.content, last, manifest) if last else []
    if problems and options.last:
        raise ProblemsFound(problems)
    if problems:
        print("\n".join(map(str, problems)), "Nếu bản trước đã đăng, make deploy sẽ từ chối bản này.", sep="\n", file=sys.stderr)


def _site(content: Path) -> str:
    site = str(run_path(str(SETTINGS))["SITEURL"])  # Pelican would drop a final slash and warn in English
    if site == AGENCYS_ADDRESS:
        return agency_of(content).site
    if not SITE_ADDRESS.fullmatch(site):
        message = f"địa chỉ trang “{site}” không đúng dạng https://ten-mien, không có dấu / ở cuối. Sửa SITEURL=…."
        raise ProblemsFound([Problem(SETTINGS.name, message=message)])
    return site


def _last_release(options: PublishOptions, site: str) -> ReleaseManifest | None:
    """The previous release, if it is one of this site. It gives times of files and addresses: a wrong one makes no page wrong."""
    try:
        manifest = read_manifest(options.last or options.output)
    except ProblemsFound as found:
        if options.last:
            print(f"Không dùng được bản trước, nên mọi tệp mang giờ của commit này. {found}", file=sys.stderr)
        return None
    return manifest if manifest.site == site else None


def _build(content: Path, pages: Path) -> None:
    try:
        build(SETTINGS, content, pages, no_cache=True)
    except ProblemsFound as found:
        raise ProblemsFound(all_errors(found, content)) from found


def main(arguments: list[str] | None = None) -> int:
    """Print in Vietnamese what was made, or why nothing was."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--content", type=Path, default=CONTENT)
    parser.add_argument("--output", type=Path, default=DEFAULT_OUTPUT)
    parser.add_argument("--key", type=Path, help="the private key to sign with, outside the repository")
    parser.add_argument("--last", type=Path, help="the folder of the previous release, if it is not the output")
    parser.add_argument("--no-cache", action="store_true", help="also compress every file and make every photo again")
    parsed = parser.parse_args(arguments)
    try:
        refuse_unsafe(parsed.content, parsed.output, policy_file(parsed.output.resolve()).is_file())
        manifest = publish(PublishOptions(parsed.content, parsed.output, parsed.key, parsed.last, parsed.no_cache))
        forget_old_copies()
        forget_old_photos(PHOTO_CACHE, manifest.files)
    except ProblemsFound as found:
        problems = errors_of(found.problems)
        print("\n".join(map(str, problems)), file=sys.stderr)
        print(f"\nKhông làm được bản đăng: {len(problems)} lỗi ở trên. {parsed.output}/ vẫn như cũ.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(f"\nĐã dừng giữa chừng. {parsed.output}/ vẫn như cũ.", file=sys.stderr)
        return 130
    except BuildFailed as failure:
        print(f"Không làm được bản đăng: {failure}\n{parsed.output}/ vẫn như cũ.", file=sys.stderr)
        return 1
    print(f"Đã làm bản đăng {manifest.id} vào {parsed.output}/: {len(manifest.addresses)} trang, {len(manifest.files)} tệp.")
    if not parsed.key:
        print(NOT_SIGNED)
    return 0


if __name__ == "__main__":
    sys.exit(main())
