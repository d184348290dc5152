"""Which disks are local."""

from pathlib import Path

import pytest

from workbench.corpus.file_systems import file_system, is_local

MOUNTS = """\
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
30 22 0:40 / /srv/team rw,relatime - nfs4 server.example.com:/team rw
31 22 0:41 / /srv/team/local rw,relatime - xfs /dev/vdb rw
32 22 0:42 / /mnt/my\\040share rw - cifs //server.example.com/share rw
33 22 0:43 / /mnt/odd rw - fuse.sshfs server.example.com: rw
"""


@pytest.mark.parametrize(
    ("path", "kind", "local"),
    [
        ("/home/ada/corpus.db", "ext4", True),
        ("/srv/team/corpus.db", "nfs4", False),
        ("/srv/teamwork/corpus.db", "ext4", True),
        ("/srv/team/local/corpus.db", "xfs", True),
        ("/mnt/my share/corpus.db", "cifs", False),
        ("/mnt/odd/corpus.db", "fuse.sshfs", False),
    ],
)
def test_a_path_belongs_to_the_deepest_mount_above_it(
    tmp_path: Path, path: str, kind: str, *, local: bool
) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTS)
    assert file_system(Path(path), mounts) == kind
    assert is_local(Path(path), mounts) is local


def test_where_the_system_says_nothing_no_disk_is_taken_for_local(tmp_path: Path) -> None:
    assert file_system(tmp_path, tmp_path / "missing") is None
    assert not is_local(tmp_path, tmp_path / "missing")
