"""Eight processes submit four bundles each into one corpus, and some are killed: each bundle lands once."""

import hashlib
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.corpus.bundles import a_bundle
from tests.soak import rounds
from workbench.corpus.database import info, open_corpus
from workbench.corpus.verify import verify

PROCESSES = 8
EACH = 4
SUBMITTER = """
import sys
from pathlib import Path
from workbench.corpus.database import open_corpus
from workbench.corpus.submit import submit_bundle
bundles = [path.read_bytes() for path in sorted(Path(sys.argv[2]).iterdir())]
for data in bundles:
    with open_corpus(Path(sys.argv[1]), create=True) as corpus:
        receipt = submit_bundle(corpus, data)
    print(receipt.session, receipt.id, receipt.sha256, flush=True)
"""


@pytest.mark.soak
@pytest.mark.parametrize("turn", range(rounds(25, reduced=1)))
def test_nothing_is_lost_and_nothing_is_there_twice(tmp_path: Path, turn: int) -> None:
    chance, corpus_path = random.Random(turn), tmp_path / "corpus.db"
    sent = write_bundles(tmp_path)
    children = {number: start(corpus_path, tmp_path / f"bundles-{number}") for number in range(PROCESSES)}
    acknowledged = set()
    try:
        for number in chance.sample(sorted(children), 3):
            time.sleep(chance.uniform(0.05, 0.6))
            children[number].kill()
            acknowledged |= told(children[number], code=-9)
            children[number] = start(corpus_path, tmp_path / f"bundles-{number}")
        for child in children.values():
            acknowledged |= told(child, code=0)
    finally:
        for child in children.values():
            child.kill()
            child.communicate()
    assert {(session, sha256) for session, _receipt, sha256 in acknowledged} == sent
    assert len({receipt for _session, receipt, _sha256 in acknowledged}) == PROCESSES * EACH
    with open_corpus(corpus_path) as corpus:
        assert info(corpus).sessions == PROCESSES * EACH
        assert verify(corpus) == ()


def write_bundles(folder: Path) -> set[tuple[str, str]]:
    """Write the bundles of every process into a folder of its own; return ids and hashes."""
    sent = set()
    for number in range(PROCESSES):
        own = folder / f"bundles-{number}"
        own.mkdir()
        for at in range(EACH):
            made = a_bundle(text=f"Order {number} for Ada, part {at}")
            (own / f"{at}.bundle").write_bytes(made.data)
            sent.add((made.session, hashlib.sha256(made.data).hexdigest()))
    return sent


def start(corpus: Path, bundles: Path) -> "subprocess.Popen[str]":
    """Start a process that submits every bundle of a folder."""
    command = [sys.executable, "-c", SUBMITTER, str(corpus), str(bundles)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def told(child: "subprocess.Popen[str]", code: int) -> set[tuple[str, ...]]:
    """Return the receipts that a process printed before its end; a killed one may have been done already."""
    output, errors = child.communicate(timeout=100)
    assert child.returncode in {code, 0}, errors
    return {tuple(line.split()) for line in output.splitlines(keepends=True) if line.endswith("\n")}
