"""Which disks are local."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.stage import need, wait_for
from workbench.corpus.database import create_corpus, info, open_corpus
from workbench.corpus.file_systems import file_system, is_local

FUSE = {"fuse", "fuse.bindfs"}
MOUNTINFO = Path("/proc/self/mountinfo")
MOUNTS = """\
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
30 22 0:40 / /srv/team rw,relatime - nfs4 server.example.com:/team rw
31 22 0:41 / /srv/team/local rw,relatime - xfs /dev/vdb rw
32 22 0:42 / /mnt/my\\040share rw - cifs //server.example.com/share rw
33 22 0:43 / /mnt/odd rw - fuse.sshfs server.example.com: rw
"""
ROOT = b"22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw\n"


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


@pytest.mark.parametrize(
    ("place", "written"),
    [
        ("fusé".encode(), "fusé".encode()),
        ("共有".encode(), "共有".encode()),
        (b"caf\xe9", b"caf\xe9"),
        (b"my share", rb"my\040share"),
        (b"tab\there", rb"tab\011here"),
        (b"two\nlines", rb"two\012lines"),
        (b"back\\slash", rb"back\134slash"),
        (b"\\040", rb"\134040"),
        (b"hash#", rb"hash\043"),
        (b"a - ext4 b", rb"a\040-\040ext4\040b"),
        (b"form\x0cfeed\x0b", b"form\x0cfeed\x0b"),
        (b"return\rhere", b"return\rhere"),
        ("next\x85line".encode(), "next\x85line".encode()),
        ("line\u2028separator".encode(), "line\u2028separator".encode()),
        (b"\\x41\\n\\u00e9", rb"\134x41\134n\134u00e9"),
        (b"-", b"-"),
    ],
    ids=repr,
)
def test_a_mount_point_may_have_any_name(tmp_path: Path, place: bytes, written: bytes) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_bytes(ROOT + b"33 22 0:43 / /mnt/" + written + b" rw - fuse src rw\n")
    inside = Path(os.fsdecode(b"/mnt/" + place + b"/corpus.db"))
    assert (file_system(inside, mounts), is_local(inside, mounts)) == ("fuse", False)
    assert file_system(Path(os.fsdecode(b"/mnt/" + place + b"!/corpus.db")), mounts) == "ext4"


@pytest.mark.parametrize(
    ("lines", "path", "kind"),
    [
        ((("/mnt", "ext4"), ("/mnt", "nfs4")), "/mnt/corpus.db", "nfs4"),
        ((("/mnt", "nfs4"), ("/mnt", "ext4")), "/mnt/corpus.db", "ext4"),
        ((("/mnt/a/b", "ext4"), ("/mnt/a", "fuse.sshfs")), "/mnt/a/b/corpus.db", "fuse.sshfs"),
        ((("/mnt/a", "fuse.sshfs"), ("/mnt/a/b", "ext4")), "/mnt/a/b/corpus.db", "ext4"),
        ((("/mnt/a/b", "ext4"), ("/", "nfs4")), "/mnt/a/b/corpus.db", "nfs4"),
    ],
    ids=["over a local one", "local over it", "hides a deeper one", "deeper one later", "hides all"],
)
def test_of_several_mounts_above_a_path_the_last_one_counts(
    tmp_path: Path, lines: tuple[tuple[str, str], ...], path: str, kind: str
) -> None:
    mounts = tmp_path / "mountinfo"
    text = "".join(f"{n} 22 0:{n} / {place} rw - {held} none rw\n" for n, (place, held) in enumerate(lines, 40))
    mounts.write_bytes(ROOT + text.encode())
    assert file_system(Path(path), mounts) == kind


def test_the_mounts_of_this_machine_are_read(tmp_path: Path) -> None:
    assert file_system(tmp_path) is not None
    assert file_system(Path("/proc/self")) == "proc"
    assert not is_local(MOUNTINFO)


def fuse_mounts() -> int:
    """Return how many FUSE file systems are mounted."""
    return MOUNTINFO.read_bytes().count(b" - fuse")


class Mounting:
    """Mounts below a folder, all gone at the end, with the programs that serve them."""

    def __init__(self, below: Path) -> None:
        self._below = below
        self._places: list[Path] = []
        self._servers: list[subprocess.Popen[bytes]] = []

    def bindfs(self, source: Path, target: Path) -> None:
        """Show a folder at another place, through FUSE."""
        need("bindfs")
        before = fuse_mounts()
        self._servers.append(subprocess.Popen(["bindfs", "-f", source, target], stderr=subprocess.DEVNULL))
        self._places.append(target)
        wait_for(lambda: fuse_mounts() > before, "the mount")

    def mount(self, *words: str | Path) -> None:
        """Mount something; the last word is the place."""
        done = subprocess.run(["mount", *words], capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"mounting is not allowed here: {done.stderr.strip()}")
        self._places.append(Path(words[-1]))

    def close(self) -> None:
        """Unmount everything, the last first."""
        for place in reversed(self._places):
            subprocess.run(["umount", "--lazy", place], capture_output=True, check=False)
        for server in self._servers:
            server.terminate()
            server.wait()
        assert os.fsencode(self._below) not in MOUNTINFO.read_bytes()


@pytest.fixture
def mounting(tmp_path: Path) -> Iterator[Mounting]:
    if os.geteuid() != 0 or not Path("/dev/fuse").exists():
        pytest.skip("mounting needs root and FUSE")
    opened = Mounting(tmp_path)
    try:
        yield opened
    finally:
        opened.close()


@pytest.mark.parametrize("name", ["fusé", "my disk", "back\\slash\n", b"caf\xe9", "plain"], ids=repr)
def test_a_corpus_on_a_fuse_disk_has_a_rollback_journal(
    tmp_path: Path, mounting: Mounting, name: str | bytes
) -> None:
    source, target = tmp_path / "source", tmp_path / os.fsdecode(name)
    for folder in (source, target):
        folder.mkdir()
    create_corpus(source / "moved.db").close()
    mounting.bindfs(source, target)
    (tmp_path / "link").symlink_to(target)
    (tmp_path / "mountinfo").write_bytes(MOUNTINFO.read_bytes())
    assert file_system(target / "moved.db", tmp_path / "mountinfo") in FUSE, "by its path alone"
    assert is_local(source)
    for place in (target, tmp_path / "link"):
        with open_corpus(place / "moved.db") as corpus:
            assert info(corpus).journal == "delete"
    with create_corpus(target / "made.db") as corpus:
        assert info(corpus).journal == "delete"
    assert sorted(path.name for path in source.iterdir()) == ["made.db", "moved.db"]


def test_mounts_over_mounts_bound_and_moved_ones_are_told_apart(tmp_path: Path, mounting: Mounting) -> None:
    source, over, bound, first, second = (
        tmp_path / name for name in ("source", "over", "bound", "first", "second")
    )
    for folder in (source / "inner", over, bound, first, second):
        folder.mkdir(parents=True)
    mounting.mount("-t", "tmpfs", "none", over)
    mounting.bindfs(source, over)
    assert not is_local(over / "inner")
    mounting.mount("--bind", over / "inner", bound)
    assert not is_local(bound)
    mounting.mount("-t", "tmpfs", "none", over)
    assert is_local(over)
    mounting.bindfs(source, first)
    mounting.mount("-t", "tmpfs", "none", second)
    mounting.mount("--make-private", second)
    (second / "below").mkdir()
    mounting.mount("--move", first, second / "below")
    assert not is_local(second / "below"), "its line comes before that of the mount it is in"
