"""The second half of the demonstration: a sample goes from labels to a release and out again, by itself.

The sample is a copy in a home that is gone when the walk is over; the corpus is the demonstration's own. What
is said to have happened was looked at: where it did not, the walk ends with a sentence.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from workbench.corpus.database import info
from workbench.errors import WorkbenchError
from workbench.export.manifest import ReleaseOrder
from workbench.model.labels import REQUIRED_TO_SUBMIT
from workbench.model.steps import Step
from workbench.paths import Home
from workbench.store.library import Library
from workbench.workflow.annotating import submit_labels
from workbench.workflow.corpora import use_corpus
from workbench.workflow.editing import label_step, label_task, redact_step
from workbench.workflow.narration import Said, counted
from workbench.workflow.previewing import preview
from workbench.workflow.releasing import MadeRelease, create_release, verify_release
from workbench.workflow.reviewing import load_review
from workbench.workflow.submitting import submit
from workbench.workflow.withdrawing import withdraw

SHORTEST = 4
ANNOTATOR = "Ann Example"


@dataclass(frozen=True, slots=True)
class Submission:
    """A sample on its way."""

    volunteer: Home
    """Whose it is, for as long as the walk takes."""
    session: str
    """The copy's id."""
    corpus: Path
    """Where it goes."""
    scratch: Path
    """A folder that is gone when the walk is over."""

    @property
    def library(self) -> Library:
        """The volunteer's sessions."""
        return Library.of(self.volunteer)


def walk_submission(sample: Path, owner: Home, scratch: Path) -> Iterator[Said]:
    """Label, redact, preview, submit, annotate, release and withdraw a copy of a sample."""
    use_corpus(owner, owner.corpus_file).close()
    volunteer = Home(scratch / "volunteer")
    session_id = Library.of(volunteer).import_file(sample, new_id=True)
    way = Submission(volunteer, session_id, owner.corpus_file, scratch)
    yield from _label(way)
    text = _longest_text(way)
    if text:
        yield from _redact(way, text)
    yield from _submit(way, text.text if text else None)
    yield from _annotate(way)
    yield from _release(way)
    yield from _withdraw(way)


def _label(way: Submission) -> Iterator[Said]:
    """Say what the task was, where the sample does not say it, and what its first step is for."""
    review = load_review(way.library, way.session)
    known = {"instruction": review.session.title, "outcome": "success"}
    missing = [name for name in REQUIRED_TO_SUBMIT if name not in review.task_label]
    labels = {name: known[name] for name in missing} | {"difficulty": 1}
    made = label_task(way.library, way.session, labels).count
    steps = load_review(way.library, way.session).steps
    if steps:
        made += label_step(way.library, way.session, steps[0].index, {"intent": "begin the task"}).count
    yield Said(f"Labelled a copy of “{review.session.title}”: {counted(made, 'label')} set")


def _longest_text(way: Submission) -> Step | None:
    """Return the step that typed most, where it typed enough to be looked for."""
    steps = load_review(way.library, way.session).steps
    longest = max(steps, key=lambda step: len(step.text or ""), default=None)
    return longest if longest and len(longest.text or "") >= SHORTEST else None


def _redact(way: Submission, step: Step) -> Iterator[Said]:
    """Redact what a step typed."""
    edited = redact_step(way.library, way.session, step.index)
    yield Said(f"Redacted what step {step.index} typed ({step.text}): {edited.sentence}")


def _submit(way: Submission, redacted: str | None) -> Iterator[Said]:
    """Preview and submit twice: one session, and the hash that was previewed."""
    with use_corpus(way.volunteer, way.corpus) as corpus:
        shown = preview(way.volunteer, way.session, corpus)
    leaves = f"{counted(shown.counts.steps, 'step')}, {counted(len(shown.texts), 'text')}"
    size = f"{counted(len(shown.pictures), 'picture')}, {len(shown.data) / 1000:.0f} kB"
    yield Said(f"Previewed what would leave: {leaves}, {size}, SHA-256 {shown.sha256[:16]}…")
    if redacted:
        _require(redacted.encode() not in shown.data, "The redacted text stands in the bundle")
        yield Said("the redacted text stands nowhere in it", indented=True)
    first, second = (submit(way.volunteer, way.session, way.corpus, bulk=True).receipt for _ in range(2))
    _require(first.sha256 == shown.sha256, "Something else was submitted than was previewed")
    _require(first == second, "Submitting twice gave two receipts")
    yield Said(f"Submitted it to the demonstration's corpus: receipt {first.id}, the same SHA-256")
    yield Said(f"submitted it again: the same receipt, and {_sessions(way)} there", indented=True)


def _annotate(way: Submission) -> Iterator[Said]:
    """Label the session as somebody else."""
    labels = ({"field": "outcome", "value": "success"}, {"field": "alignment", "value": 5})
    home = Home(way.scratch / "annotator")
    notes = submit_labels(home, way.session, labels, way.corpus, ANNOTATOR)
    yield Said(f"Annotated it as {ANNOTATOR}, who sees nobody else's labels: {counted(len(notes), 'label')}")


def _release(way: Submission) -> Iterator[Said]:
    """Release the corpus as training data."""
    made = _released(way, "with")
    told = f"{_trajectories(made)}, {counted(made.summary.steps, 'step')}, "
    yield Said(f"Released the corpus as AgentNet: {told}{counted(len(made.summary.sizes), 'picture')}")
    yield Said("verified the release from outside: sound", indented=True)


def _withdraw(way: Submission) -> Iterator[Said]:
    """Withdraw the session, and release the corpus without it."""
    _, stone = withdraw(way.volunteer, way.session, way.corpus)
    yield Said(f"Withdrew it: {_sessions(way)} left there; releases that have it: {', '.join(stone.releases)}")
    made = _released(way, "without")
    _require(way.session not in made.summary.included, "A withdrawn session was released")
    yield Said(
        f"released again: {_trajectories(made)}, {counted(made.withdrawn, 'withdrawn session')} listed",
        indented=True,
    )


def _trajectories(made: MadeRelease) -> str:
    return counted(len(made.summary.included), "trajectory", "trajectories")


def _released(way: Submission, word: str) -> MadeRelease:
    """Release the corpus into the scratch folder and verify what came of it."""
    name = f"demonstration-{way.session[-12:]}-{word}"
    with use_corpus(way.volunteer, way.corpus) as corpus:
        made = create_release(corpus, ReleaseOrder(name, "agentnet", ("submitted",)), way.scratch / name)
    _require(verify_release(made.folder).sound, "The release is not sound")
    return made


def _sessions(way: Submission) -> str:
    """Return how many sessions the corpus has."""
    with use_corpus(way.volunteer, way.corpus) as corpus:
        return counted(info(corpus).sessions, "session")


def _require(holds: bool, otherwise: str) -> None:  # noqa: FBT001  (reads as a sentence)
    """End the walk where something is not as it has to be."""
    if not holds:
        message = f"{otherwise}, which must never be; please report this."
        raise WorkbenchError(message)
