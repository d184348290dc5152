"""`workbench release`: make training data of a corpus, and verify it."""

from dataclasses import asdict
from pathlib import Path

import click

from workbench.cli.output import AS_JSON, answer, print_json, print_table, say
from workbench.cli.places import CORPUS, home
from workbench.export.manifest import ReleaseOrder
from workbench.model.showable import showable
from workbench.tui.quantities import count
from workbench.workflow.corpora import use_corpus
from workbench.workflow.releasing import create_release, verify_release

FOLDER = click.Path(file_okay=False, path_type=Path)


@click.group()
def release() -> None:
    """Make training data of a corpus, and verify it."""


@release.command()
@click.argument("name")
@click.option("--format", "form", required=True, metavar="FORMAT", help="The training format: agentnet.")
@click.option("--include", multiple=True, default=["submitted"], metavar="STATE", help="Which: submitted.")
@click.option("--out", required=True, metavar="DIR", type=FOLDER, help="A folder that does not exist yet.")
@click.option(
    "--shared",
    is_flag=True,
    help="Let others read the folder, as far as the umask allows; without it, only you can.",
)
@CORPUS
@AS_JSON
def create(
    name: str,
    *,
    form: str,
    include: tuple[str, ...],
    out: Path,
    shared: bool,
    corpus: str | None,
    as_json: bool,
) -> None:
    """Write what the corpus holds as training data, what was withdrawn left out and listed.

    Only you can read the folder that it makes; --shared lets others read it.
    """
    with use_corpus(home(), corpus) as opened:
        made = create_release(opened, ReleaseOrder(name, form, include), out, shared=shared)
    summary = made.summary
    told = (count(len(summary.included), "trajectory", "trajectories"), count(summary.steps, "step"))
    listed = f"{count(len(summary.sizes), 'picture')}; {count(made.withdrawn, 'withdrawn session')} listed"
    for refusal in summary.refused:
        say(f"Left out session {refusal.task_id}: {refusal.reason}")
    answer(made.to_json(), f"Released {name} to {out}: {', '.join(told)}, {listed}.", as_json=as_json)


@release.command()
@click.argument("folder", metavar="DIR", type=FOLDER)
@AS_JSON
def verify(folder: Path, *, as_json: bool) -> None:
    """Check every file of a release from outside; leaves with 1 where anything is wrong."""
    found = verify_release(folder)
    if as_json:
        findings = [asdict(finding) for finding in found.findings]
        print_json({"ok": found.sound, "name": found.name, "files": found.files, "findings": findings})
    elif found.sound:
        click.echo(
            showable(f"The release {found.name} in {folder} is sound: {count(found.files, 'file')} checked.")
        )
    else:
        rows = [(finding.check, f"{finding.place} {finding.sentence}") for finding in found.findings]
        print_table(("check", "what is wrong"), rows)
    if not found.sound:
        raise click.exceptions.Exit(1)
