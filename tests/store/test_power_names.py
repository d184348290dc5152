"""Power failures among keys and names of files: what was acknowledged holds, what was destroyed is gone.

A process that is killed leaves some of the same images: its files as they are at that moment.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from tests.store.examples import Place, a_context, a_place, names_of, typed
from tests.store.faults_names import Found, NamesDisk
from tests.store.test_apply import redact, written
from tests.store.test_forgetting import BORDER_MS, record_before, record_canary
from tests.store.test_keyring_access import DictKeyring, OneKey
from workbench.errors import SessionFileError
from workbench.model.leaving import leaving
from workbench.store.identity import new_session_id
from workbench.store.keyring_access import SystemKeyring
from workbench.store.keys import KeyStore
from workbench.store.library import Library
from workbench.store.session_paths import preview_path

SESSION_ID = new_session_id()
Patch = pytest.MonkeyPatch


def a_disk(place: Place) -> NamesDisk[None]:
    return NamesDisk(place.home.root, lambda: None)


def places(found: list[Found[None]], folder: Path) -> list[Place]:
    """Return the homes that may be found, each in a folder of its own."""
    return [a_place(one.write(folder / str(number))) for number, one in enumerate(found)]


def test_a_key_that_was_made_is_there_after_a_power_failure(
    place: Place, tmp_path: Path, monkeypatch: Patch
) -> None:
    disk = a_disk(place)
    with disk.watched(monkeypatch):
        key = place.keys.create(SESSION_ID)
        found = disk.left()
    for one in places(found, tmp_path):
        assert one.keys.find(SESSION_ID) == key
        assert not one.keys.matches(SESSION_ID, bytes(32)), "the check is whole, too"


def test_a_destroyed_key_does_not_come_back_and_no_block_of_the_disk_holds_it(
    place: Place, monkeypatch: Patch
) -> None:
    disk = a_disk(place)
    with disk.watched(monkeypatch):
        keys = [place.keys.create(SESSION_ID), place.keys.renew(SESSION_ID)]
        assert all(map(disk.holds, keys))
        place.keys.destroy(SESSION_ID)
        assert not any(map(disk.holds, keys))
        found = disk.left()
    assert [one.files for one in found] == [()]


def test_a_renewed_key_that_was_given_up_is_in_no_block_of_the_disk(place: Place, monkeypatch: Patch) -> None:
    disk = a_disk(place)
    with disk.watched(monkeypatch):
        old, new = place.keys.create(SESSION_ID), place.keys.renew(SESSION_ID)
        place.keys.give_up(SESSION_ID)
        assert (disk.holds(old), disk.holds(new)) == (True, False)


Entries = tuple[tuple[tuple[str, str], str], ...]
State = tuple[bool, Entries]


@dataclass
class Applied:
    """A session that is applied, and what is known of it."""

    place: Place
    """Its home."""
    backend: DictKeyring | None
    """The keyring that holds its keys; none where files do."""
    disk: NamesDisk[State] = field(init=False)
    """The disk."""
    done: bool = False
    """Whether the apply was acknowledged."""

    def __post_init__(self) -> None:
        self.place = self.at(self.place.home.root, self.backend)
        self.session_id = written(self.place)
        redact(self.place, self.session_id)
        with self.place.library.open(self.session_id) as file:
            self.expected = leaving(file.folded())
        preview_path(self.place.library.path(self.session_id)).write_bytes(b"what was to be submitted")
        self.disk = NamesDisk(self.place.home.root, lambda: (self.done, self.entries()))

    @contextmanager
    def watched(self, patch: Patch) -> Iterator[None]:
        """Let the power fail at every call that changes the disk or the keyring."""
        with patch.context() as context, self.disk.watched(patch):
            if self.backend is not None:
                for name in ("set_password", "delete_password"):
                    context.setattr(self.backend, name, self.disk.around(getattr(self.backend, name)))
            yield

    def at(self, root: Path, backend: DictKeyring | None) -> Place:
        """Return the home in a folder, with that keyring."""
        place = a_place(root)
        if backend is None:
            return place
        keys = KeyStore(place.home, "auto", SystemKeyring(lambda: backend))
        return Place(place.home, keys, Library(place.home, keys))

    def entries(self) -> Entries:
        """Return what is in the keyring."""
        return tuple(self.backend.entries.items()) if self.backend else ()

    def check(self, cut: Found[State], root: Path) -> bool:
        """Open what a power failure left: old or new, with its key alone; return whether it is the new one."""
        backend = type(self.backend or DictKeyring())()
        backend.entries.update(cut.known[1])
        one = self.at(cut.write(root), backend if self.backend else None)
        with one.library.open(self.session_id) as file:
            assert leaving(file.folded()) == self.expected
            new = file.steps()[1].text == "Hello █"
        left = {path.name.removeprefix(self.session_id) for path in one.home.sessions.iterdir()}
        assert left <= {".session", ".check", "" if new else ".preview"}
        unused = {f"{self.session_id}.next"}  # in the keyring before anything was written with it
        kept = {name for _, name in backend.entries} | {path.name for path in one.home.keys.iterdir()}
        assert kept - (set() if new else unused) == {self.session_id}
        with one.library.open(self.session_id) as file:
            assert leaving(file.folded()) == self.expected
        one.library.remove(self.session_id)
        assert not [*one.home.keys.iterdir(), *backend.entries]
        return new


@pytest.mark.parametrize("keyring", [None, DictKeyring, OneKey])
def test_a_power_failure_at_any_moment_of_an_apply_leaves_a_session_that_opens_and_one_key(
    place: Place, tmp_path: Path, monkeypatch: Patch, keyring: type[DictKeyring] | None
) -> None:
    applied = Applied(place, keyring() if keyring else None)
    old = applied.place.keys.find(applied.session_id) or b""
    with applied.watched(monkeypatch):
        applied.place.library.apply(applied.session_id)
        applied.done = True
        applied.disk.cut()
        assert not applied.disk.holds(old)
    assert old.hex() not in dict(applied.entries()).values()
    seen = set()
    for number, cut in enumerate(applied.disk.cuts):
        new = applied.check(cut, tmp_path / str(number))
        assert new or not cut.known[0]
        seen.add((new, cut.known[0]))
    assert seen == {(False, False), (True, False), (True, True)}


@pytest.mark.parametrize("keyring", [None, DictKeyring, OneKey])
def test_an_apply_that_the_disk_refuses_leaves_the_old_session_with_its_key_alone(
    place: Place, tmp_path: Path, monkeypatch: Patch, keyring: type[DictKeyring] | None
) -> None:
    applied = Applied(place, keyring() if keyring else None)
    place = applied.place
    with place.library.open(applied.session_id):
        pass
    renewed: list[bytes] = []

    def refuse(new: Path, key: bytes | None, *_: object) -> None:
        renewed.append(key or b"")
        new.write_bytes(b"half of it")
        raise OSError(28, "No space left on device", str(new))

    monkeypatch.setattr("workbench.store.apply._write", refuse)
    with applied.watched(monkeypatch):
        with pytest.raises(OSError, match="No space left"):
            place.library.apply(applied.session_id)
        assert not applied.disk.holds(renewed[0])
        applied.disk.cut()
    assert [path.name for path in place.home.keys.iterdir()] == ([] if keyring else [applied.session_id])
    assert [name for (_, name), _ in applied.entries()] == ([applied.session_id] if keyring else [])
    assert names_of(place) == [".check", ".preview", ".session"]
    for number, cut in enumerate(applied.disk.cuts):
        assert not applied.check(cut, tmp_path / str(number))


def test_a_plain_file_s_old_bytes_are_in_no_block_of_the_disk_after_an_apply(
    place: Place, tmp_path: Path, monkeypatch: Patch
) -> None:
    session_id = written(place)
    place.library.export(session_id, tmp_path / "plain.session")
    other = a_place(tmp_path / "other")
    (tmp_path / "plain.session").rename(other.library.path(session_id))
    redact(other, session_id)
    disk = a_disk(other)
    with disk.watched(monkeypatch):
        assert disk.holds(b'"key":"5"')
        other.library.apply(session_id)
        assert not disk.holds(b'"key":"5"')


def test_a_recording_that_has_begun_is_found_after_a_power_failure(
    place: Place, tmp_path: Path, monkeypatch: Patch
) -> None:
    disk = a_disk(place)
    with disk.watched(monkeypatch):
        journal = place.start(SESSION_ID)
        found = disk.left()
        journal.close()
    for one in places(found, tmp_path):
        with one.library.open(SESSION_ID) as file:
            assert file.session.cut_off


def test_a_removed_session_does_not_come_back_readable(
    place: Place, tmp_path: Path, monkeypatch: Patch
) -> None:
    session_id = written(place)
    disk = a_disk(place)
    with disk.watched(monkeypatch):
        place.library.remove(session_id)
        found = disk.left()
    for one in places(found, tmp_path):
        assert list(one.home.keys.iterdir()) == []
        if one.library.summaries():
            with pytest.raises(SessionFileError, match=r"key of session .* is missing"):
                one.library.open(session_id)


def test_what_is_recorded_after_forgetting_is_not_forgotten_by_a_wish_that_a_power_failure_brings_back(
    place: Place, tmp_path: Path, monkeypatch: Patch
) -> None:
    disk = a_disk(place)
    with disk.watched(monkeypatch):
        journal = place.start(SESSION_ID)
        record_before(journal)
        record_canary(journal)
        journal.commit()
        numbers = journal.forget(BORDER_MS, 9000).numbers
        journal.add_context(replace(a_context(), id=numbers.contexts + 1))
        for event in typed("later", numbers.events + 1, 9100):
            journal.add_event(replace(event, context=numbers.contexts + 1))
        journal.commit()
        found = disk.left()
        journal.close()
    for one in places(found, tmp_path):
        with one.library.open(SESSION_ID) as file:
            assert [event.t_ms for event in file.recording().events][-10:] == [*range(9100, 9300, 20)]
