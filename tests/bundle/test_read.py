"""The strict reader: whatever is not exactly what the builder writes is refused, by the name of a check."""

import io
import json
import random
import resource
import struct
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import zstandard

from tests.bundle.examples import (
    ALL_BUT_THE_MANIFEST,
    a_bundle,
    line_where,
    sealed,
    with_line,
    with_manifest,
    with_member,
    with_object,
)
from workbench.bundle.archive import MEMBERS, joined, parted
from workbench.bundle.checks import Check
from workbench.bundle.pixels import packed, tile_id, tile_salt
from workbench.bundle.read import read_bundle
from workbench.bundle.tile_file import tiles_joined, tiles_parted
from workbench.errors import BundleError

FLIPS = 1500


def refusal(data: bytes | Path) -> str:
    """Return the name of the check that refused it, having looked at the sentence as well."""
    with pytest.raises(BundleError) as caught:
        read_bundle(data)
    assert caught.value.check in set(map(str, Check))
    assert f"“{caught.value.check}”" in str(caught.value)
    assert "Ada" not in str(caught.value)
    return caught.value.check


def test_a_bundle_is_taken_from_a_file_as_from_its_bytes(tmp_path: Path) -> None:
    file = tmp_path / "bundle.zip"
    file.write_bytes(a_bundle().data)
    assert read_bundle(file) == read_bundle(a_bundle().data)
    assert read_bundle(file).sha256 == a_bundle().sha256
    assert joined(read_bundle(file).members) == a_bundle().data


def test_a_file_that_is_none_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "nothing") == "file"
    assert refusal(tmp_path) == "file"


def test_any_byte_changed_is_refused_by_the_name_of_a_check() -> None:
    data = a_bundle().data
    places = random.Random(7)
    at = (
        {places.randrange(len(data)) for _ in range(FLIPS)}
        | set(range(200))
        | set(range(len(data) - 500, len(data)))
    )
    for place in at:
        changed = bytearray(data)
        changed[place] ^= 1 << places.randrange(8)
        refusal(bytes(changed))


def test_any_byte_changed_inside_is_refused_also_where_the_container_is_made_anew() -> None:
    places = random.Random(8)
    members = parted(a_bundle().data)
    for name in ALL_BUT_THE_MANIFEST:
        for _ in range(8):
            content = bytearray(members[name])
            content[places.randrange(len(content))] ^= 1 << places.randrange(8)
            assert refusal(joined(members | {name: bytes(content)})) == "hash"


@pytest.mark.parametrize("cut", [0, 1, 3, 29, 100, 5000, -1, -21, -22, -400])
def test_a_bundle_that_is_cut_off_is_refused(cut: int) -> None:
    assert refusal(a_bundle().data[:cut]) in {"members", "container"}


@pytest.mark.parametrize("where", [0, -22, -1])
def test_bytes_put_in_are_refused(where: int) -> None:
    data = a_bundle().data
    assert refusal(data[:where] + b"hidden" + data[where:]) in {"members", "container"}


def rezipped(change: Callable[[zipfile.ZipFile], None], method: int = zipfile.ZIP_STORED) -> bytes:
    """Return a zip with the same members as another program writes it, and something more."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in parted(a_bundle().data).items():
            archive.writestr(zipfile.ZipInfo(name), content, method)
        change(archive)
    return file.getvalue()


@pytest.mark.parametrize(
    "name", ["extra.txt", "../session.json", "/etc/passwd", "a\\..\\b", "SESSION.JSON", "tiles.bin/", "ü"]
)
def test_extra_members_and_path_tricks_are_refused(name: str) -> None:
    assert refusal(rezipped(lambda archive: archive.writestr(name, b"x"))) in {"members", "stored", "container"}
    data = a_bundle().data.replace(b"session.json", name.encode()[:12].ljust(12, b"_"))
    assert refusal(data) in {"members", "container"}
    at = a_bundle().data.index(b"PK\3\4", 4) + 30
    data = a_bundle().data[:at] + name.encode()[:12].ljust(12, b"_") + a_bundle().data[at + 12 :]
    assert refusal(data) == "members"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_member_that_is_there_twice_is_refused() -> None:
    data = a_bundle().data
    first = data[: data.index(b"PK\3\4", 4)]
    assert refusal(first + data) == "duplicate"
    assert refusal(rezipped(lambda archive: archive.writestr("consent.json", b"x"))) in {
        "duplicate",
        "container",
    }


def test_members_in_another_order_or_missing_are_refused() -> None:
    data = a_bundle().data
    starts = [data.index(b"PK\3\4" + data[4:8], 0)]
    while (found := data.find(b"PK\3\4", starts[-1] + 4)) > 0:
        starts.append(found)
    pieces = [data[begin:end] for begin, end in zip(starts, [*starts[1:], len(data)], strict=True)]
    assert refusal(b"".join([pieces[1], pieces[0], *pieces[2:]])) == "members"
    assert refusal(b"".join(pieces[1:])) == "members"


def test_a_zip_bomb_is_refused_before_it_takes_room() -> None:
    started = time.thread_time()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", bytes(50_000_000))
    assert refusal(bomb.getvalue()) == "stored"
    said = bytearray(a_bundle().data)
    struct.pack_into("<II", said, 18, 0xFFFFFFF0, 0xFFFFFFF0)
    assert refusal(bytes(said)) == "size"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150_000
    assert time.thread_time() - started < 5


def test_a_bundle_larger_than_any_is_refused_from_its_size(tmp_path: Path) -> None:
    file = tmp_path / "large"
    with file.open("wb") as sparse:
        sparse.truncate(1 << 40)
    started = time.thread_time()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert refusal(file) == "size"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000
    assert time.thread_time() - started < 1


def test_a_file_may_be_as_large_as_a_bundle_can_be_and_not_a_byte_larger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, size = tmp_path / "bundle.zip", len(a_bundle().data)
    file.write_bytes(a_bundle().data)
    monkeypatch.setattr("workbench.bundle.read.LARGEST_BUNDLE", size)
    assert read_bundle(file).sha256 == a_bundle().sha256
    monkeypatch.setattr("workbench.bundle.read.LARGEST_BUNDLE", size - 1)
    assert refusal(file) == "size"


def test_another_format_is_refused_by_that_name() -> None:
    assert refusal(with_manifest(lambda shape: shape.update(format="workbench-bundle/2", more=1))) == "format"


STRUCTURE: list[tuple[str, Callable[[dict[str, Any]], Any]]] = [
    ("references", lambda shape: shape.update(session="another-session")),
    ("value", lambda shape: shape.update(contributor="Ada Example")),
    ("value", lambda shape: shape.update(policy="no policy!")),
    ("labels", lambda shape: shape.update(label_schema="cua-task/2")),
    ("value", lambda shape: shape.update(tool_version="")),
    ("value", lambda shape: shape.update(rhythm_ms=1)),
    ("counts", lambda shape: shape["counts"].update(steps=6)),
    ("counts", lambda shape: shape["counts"].update(labels=1)),
    ("hash", lambda shape: shape["members"].pop()),
    ("hash", lambda shape: shape["members"].reverse()),
    ("hash", lambda shape: shape["members"].append(shape["members"][0])),
    ("hash", lambda shape: shape["members"][3].update(size=1)),
    ("hash", lambda shape: shape["members"][4].update(sha256="0" * 64)),
    ("fields", lambda shape: shape.update(comment="canary")),
    ("fields", lambda shape: shape.pop("policy")),
    ("fields", lambda shape: shape["counts"].update(secret=1)),
]


@pytest.mark.parametrize(("check", "change"), STRUCTURE)
def test_every_field_of_the_manifest_is_checked(check: str, change: Callable[[dict[str, Any]], Any]) -> None:
    assert refusal(with_manifest(change)) == check


SESSION_CHANGES: list[tuple[str, Callable[[dict[str, Any]], Any]]] = [
    ("references", lambda shape: shape.update(id="another-session")),
    ("value", lambda shape: shape.update(created_at="yesterday")),
    ("value", lambda shape: shape.update(created_at="2026-11-22T10:00:00.123Z")),
    ("value", lambda shape: shape.update(created_at="2026-11-22T10:00:00+05:30")),
    ("value", lambda shape: shape.update(created_at="2026-11-22T10:00:00Z of Ada")),
    ("value", lambda shape: shape.update(title=7)),
    ("value", lambda shape: shape.update(title="x" * 5000)),
    ("text", lambda shape: shape.update(title="\x1b]52;c;x\x07")),
    ("text", lambda shape: shape.update(title="\x9b31m")),
    ("times", lambda shape: shape.update(duration_ms=1234)),
    ("value", lambda shape: shape.update(duration_ms=-50)),
    ("value", lambda shape: shape.update(duration_ms=True)),
    ("value", lambda shape: shape.update(cut_off=0)),
    ("fields", lambda shape: shape["scope"].update(host="example")),
    ("value", lambda shape: shape["scope"].update(keys="everything")),
    ("value", lambda shape: shape["platform"].update(scale=1)),
    ("value", lambda shape: shape["platform"]["monitors"][0].append(1)),
    ("fields", lambda shape: shape["contexts"][0].update(pid=4321)),
    ("references", lambda shape: shape["contexts"][1].update(id=7)),
    ("references", lambda shape: shape["contexts"].pop()),
    ("references", lambda shape: shape["contexts"].append({**shape["contexts"][0], "id": 3})),
    ("value", lambda shape: shape["contexts"][0].update(rect=[1, 2, 3])),
    ("value", lambda shape: shape["gaps"][0].update(reason="lunch")),
    ("times", lambda shape: shape["gaps"][0].update(start_ms=8001)),
    ("times", lambda shape: shape["gaps"][0].update(start_ms=9000)),
]


@pytest.mark.parametrize(("check", "change"), SESSION_CHANGES)
def test_every_kind_of_field_of_the_session_is_checked(
    check: str, change: Callable[[dict[str, Any]], Any]
) -> None:
    assert refusal(with_object("session.json", change)) == check


LINES: list[tuple[str, str, str, Callable[[dict[str, Any]], Any]]] = [
    ("order", "steps.jsonl", "type", lambda step: step.update(index=1)),
    ("order", "steps.jsonl", "type", lambda step: step.update(first_seq=step["first_seq"] + 1)),
    ("order", "steps.jsonl", "type", lambda step: step.update(last_seq=step["last_seq"] - 1)),
    ("times", "steps.jsonl", "type", lambda step: step.update(start_ms=step["start_ms"] + 1)),
    ("times", "steps.jsonl", "type", lambda step: step.update(end_ms=0)),
    ("times", "steps.jsonl", "type", lambda step: step["frame"].update(age_ms=100)),
    ("times", "steps.jsonl", "type", lambda step: step["frame"].update(id=4)),
    ("order", "steps.jsonl", "type", lambda step: step["action"].update(masked=True)),
    ("references", "steps.jsonl", "type", lambda step: step.update(context=9)),
    ("references", "steps.jsonl", "type", lambda step: step["frame"].update(id=9)),
    ("references", "steps.jsonl", "click", lambda step: step.update(frame=None)),
    ("fields", "steps.jsonl", "type", lambda step: step.update(sentence="canary")),
    ("fields", "steps.jsonl", "type", lambda step: step["action"].update(kind="shell")),
    ("fields", "steps.jsonl", "type", lambda step: step["action"].update(path=[])),
    ("value", "steps.jsonl", "click", lambda step: step["action"].update(clicks=4)),
    ("value", "steps.jsonl", "click", lambda step: step["action"].update(x=1.5)),
    ("value", "steps.jsonl", "click", lambda step: step["action"].update(button="nose")),
    ("text", "steps.jsonl", "type", lambda step: step["action"].update(text="\x1b[2J")),
    ("order", "events.jsonl", "scroll", lambda event: event.update(seq=1)),
    ("order", "events.jsonl", "mark", lambda event: event.update(seq=10_000)),
    ("times", "events.jsonl", "scroll", lambda event: event.update(t_ms=0)),
    ("times", "events.jsonl", "scroll", lambda event: event.update(t_ms=5010)),
    ("times", "events.jsonl", "path", lambda event: event.update(points=[[7, 1, 1]])),
    ("references", "events.jsonl", "scroll", lambda event: event.update(context=99)),
    ("fields", "events.jsonl", "scroll", lambda event: event.update(host="example")),
    ("fields", "events.jsonl", "scroll", lambda event: event.update(kind=["scroll"])),
    ("value", "events.jsonl", "key_down", lambda event: event.update(mods=["hyper"])),
    ("value", "events.jsonl", "key_down", lambda event: event.update(text=None)),
    ("times", "frames.jsonl", "", lambda frame: frame.update(captured_ms=10)),
    ("times", "frames.jsonl", "", lambda frame: frame.update(captured_ms=50_000, valid_ms=50_000)),
    ("tiles", "frames.jsonl", "", lambda frame: frame.update(width=600)),
    ("tiles", "frames.jsonl", "", lambda frame: frame.update(width=301)),
    ("tiles", "frames.jsonl", "", lambda frame: frame.update(tiles=frame["tiles"][:-32])),
    ("tiles", "frames.jsonl", "", lambda frame: frame.update(tiles="00" * 16 + frame["tiles"][32:])),
    ("value", "frames.jsonl", "", lambda frame: frame.update(width=0)),
    ("value", "frames.jsonl", "", lambda frame: frame.update(tiles="../x")),
    ("fields", "labels.jsonl", "", lambda label: label.update(author="Ada")),
    ("labels", "labels.jsonl", "", lambda label: label.update(field="shoe_size")),
    ("labels", "labels.jsonl", "", lambda label: label.update(first_seq=1, last_seq=2)),
    ("labels", "labels.jsonl", "", lambda label: label.update(value=["a"] * 9)),
    ("labels", "labels.jsonl", "", lambda label: label.update(value=" mousepad ")),
    ("value", "labels.jsonl", "", lambda label: label.update(value=None)),
    ("value", "labels.jsonl", "", lambda label: label.update(value={"deep": 1})),
]


@pytest.mark.parametrize(("check", "member", "kind", "change"), LINES)
def test_every_kind_of_field_of_a_line_is_checked(
    check: str, member: str, kind: str, change: Callable[[dict[str, Any]], Any]
) -> None:
    def fits(shape: dict[str, Any]) -> bool:
        return not kind or kind in {shape.get("kind"), shape.get("action", {}).get("kind")}

    assert refusal(with_line(member, line_where(member, fits), change)) == check


def test_a_label_given_twice_is_refused() -> None:
    lines = parted(a_bundle().data)["labels.jsonl"].splitlines(keepends=True)
    assert refusal(with_member("labels.jsonl", b"".join([lines[0], *lines]))) == "labels"


def test_consent_to_another_text_is_refused() -> None:
    assert refusal(with_object("consent.json", lambda shape: shape.update(text="You agree."))) == "consent"
    assert refusal(with_object("consent.json", lambda shape: shape.update(text_hash="0" * 64))) == "consent"
    assert refusal(with_object("consent.json", lambda shape: shape.update(withdrawal_key_hash="0"))) == "value"


@pytest.mark.parametrize(
    ("check", "old", "new"),
    [
        ("number", b'"scale":1.0', b'"scale":NaN'),
        ("number", b'"scale":1.0', b'"scale":-Infinity'),
        ("number", b'"scale":1.0', b'"scale":1e999'),
        ("canonical", b'"scale":1.0', b'"scale":1.00'),
        ("canonical", b'"scale":1.0', b'"scale":0.1,"scale":1.0'),
        ("canonical", b'"scale":1.0', b'"scale": 1.0'),
        ("canonical", b'"system":"scripted"', b'"system":"\\u0073cripted"'),
        ("json", b'"scale":1.0', b'"scale":' + b"9" * 5000),
        ("json", b'"scale":1.0', b'"scale":\xff'),
        ("json", b'"scale":1.0', b'"scale"'),
        ("depth", b'"scale":1.0', b'"scale":' + b"[" * 40 + b"]" * 40),
        ("depth", b'"scale":1.0', b'"scale":' + b"[" * 1_000_000),
        ("depth", b'"scale":1.0', b'"scale":' + b'{"a":' * 500_000),
        ("text", b'"scripted"', b'"\\ud800"'),
        ("json", b"{", b"\xef\xbb\xbf{"),
        ("json", b"{", b"{'"),
    ],
)
def test_numbers_spellings_and_depths_that_no_bundle_has_are_refused(
    check: str, old: bytes, new: bytes
) -> None:
    content = parted(a_bundle().data)["session.json"]
    assert old in content
    started = time.thread_time()
    said = refusal(with_member("session.json", content.replace(old, new, 1)))
    assert said == check or (check, said) == ("text", "value")
    assert time.thread_time() - started < 5


@pytest.mark.parametrize(
    "line", [b'"' + b'\\"' * 120_000, b"[" * 260_000, b'{"a":' * 50_000, b'"' * 250_000, b"\\" * 250_000]
)
def test_lines_made_to_be_slow_are_refused_quickly(line: bytes) -> None:
    started = time.thread_time()
    assert refusal(with_member("events.jsonl", line + b"\n")) in {"json", "depth", "fields"}
    assert time.thread_time() - started < 2


def test_a_line_that_is_too_long_or_has_no_end_is_refused() -> None:
    lines = parted(a_bundle().data)["events.jsonl"]
    assert refusal(with_member("events.jsonl", lines + b" " * 300_000 + b"\n")) == "line"
    assert refusal(with_member("events.jsonl", lines[:-1])) == "line"
    assert refusal(with_member("events.jsonl", lines + b"\n")) == "json"


def with_tiles(change: Callable[[dict[bytes, bytes]], dict[bytes, bytes]]) -> bytes:
    """Return the bundle with other tiles."""
    return with_member("tiles.bin", tiles_joined(change(tiles_parted(parted(a_bundle().data)["tiles.bin"]))))


def first_replaced(data: Callable[[bytes], bytes]) -> bytes:
    """Return the bundle with the first tile's bytes replaced."""

    def change(tiles: dict[bytes, bytes]) -> dict[bytes, bytes]:
        identity = next(iter(tiles))
        return tiles | {identity: data(tiles[identity])}

    return with_tiles(change)


@pytest.mark.parametrize(
    "change",
    [
        lambda tile: tile[:-1],
        lambda tile: tile + b"\0",
        lambda tile: tile + packed(b"\0" * 300),
        lambda tile: tile + struct.pack("<II", 0x184D2A50, 6) + b"hidden",
        lambda tile: struct.pack("<II", 0x184D2A50, 6) + b"hidden" + tile,
        lambda _: b"",
        lambda _: b"not zstd at all",
        lambda _: packed(bytes(128 * 128 * 3)),
        lambda _: packed(bytes(10_000_000)),
        lambda _: zstandard.ZstdCompressor(write_content_size=False).compress(bytes(128 * 128 * 3)),
    ],
)
def test_a_tile_that_is_not_exactly_its_pixels_is_refused(change: Callable[[bytes], bytes]) -> None:
    assert refusal(first_replaced(change)) == "tiles"


def test_tiles_that_nothing_uses_or_in_another_order_are_refused() -> None:
    extra = bytes(300)
    identity = tile_id(tile_salt(read_bundle(a_bundle().data).session.id), extra)
    assert refusal(with_tiles(lambda tiles: tiles | {identity: packed(extra)})) == "tiles"
    assert refusal(with_tiles(lambda tiles: dict(reversed(tiles.items())))) == "tiles"
    assert refusal(with_member("tiles.bin", parted(a_bundle().data)["tiles.bin"] * 2)) == "tiles"


def test_refusing_is_decided_by_content_and_not_by_the_seal() -> None:
    members = parted(a_bundle().data)
    assert read_bundle(sealed(members)).sha256 == a_bundle().sha256
    assert json.loads(members["manifest.json"])["format"] == "workbench-bundle/1"
    assert tuple(members) == MEMBERS
