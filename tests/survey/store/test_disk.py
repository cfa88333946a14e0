"""Whether a database lies on a disk of another machine."""

from pathlib import Path

import pytest

from survey.store.disk import network_disk

DATABASE = Path("/srv/dữ liệu/hailong.sqlite3")


@pytest.mark.parametrize(
    ("mounted", "kind"),
    [
        ("/dev/sda1 / ext4 rw 0 0", None),
        ("/dev/sda1 / ext4 rw 0 0\nnas:/a /srv nfs rw 0 0", "nfs"),
        ("nas:/a /srv nfs rw 0 0\n/dev/sdb1 /srv/d\\303\\273\\040x ext4 rw 0 0", "nfs"),
        ("nas:/a /srv nfs rw 0 0\n/dev/sdb1 /srv/dữ\\040liệu ext4 rw 0 0", None),
        ("/dev/sdb1 /srv/dữ\\040liệu ext4 rw 0 0\n//nas/a /srv/dữ\\040liệu cifs rw 0 0", "cifs"),
        ("/dev/sdb1 /srv/dữ\\040liệu ext4 rw 0 0\nnas:/a /srv nfs rw 0 0", None),
        ("nas:/a /sr nfs rw 0 0\n/dev/sda1 / ext4 rw 0 0", None),
        ("", None),
    ],
)
def test_the_mount_closest_to_the_file_counts(
    mounted: str, kind: str | None, tmp_path: Path
) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(mounted + "\n" if mounted else "", "utf-8")
    assert network_disk(DATABASE, mounts) == kind


def test_a_system_that_does_not_tell_names_none(tmp_path: Path) -> None:
    assert network_disk(DATABASE, tmp_path / "none") is None
