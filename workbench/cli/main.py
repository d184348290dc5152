"""The command `workbench`: the screens without a word behind it, everything else with one."""

import click

from workbench.cli.lazy import LazyGroup

COMMANDS = {
    "demo": ("workbench.cli.demo:demo", "Look at the sample sessions; nothing of yours is touched."),
    "doctor": ("workbench.cli.doctor:doctor", "What works here, and what to do where something does not."),
    "version": ("workbench.cli.version:version", "Which version this is."),
    "safeguards": ("workbench.cli.safeguards:safeguards", "What keeps things out, and what it misses."),
    "record": ("workbench.cli.record:record", "Record a task inside a scope, without the screens."),
    "launch": ("workbench.cli.launch:launch", "Start an application so that its fields can be seen."),
    "sessions": ("workbench.cli.sessions:sessions", "List, show, import, export and remove sessions."),
    "purge": ("workbench.cli.purge:purge", "Sweep what interrupted work left behind."),
    "steps": ("workbench.cli.steps:steps", "What was done in a session, step by step."),
    "events": ("workbench.cli.events:events", "Every event of a session, as it was kept."),
    "withheld": ("workbench.cli.withheld:withheld", "What was kept out of a session, and why."),
    "frame": ("workbench.cli.frame:frame", "Write the picture of a step to a PNG file."),
    "label": ("workbench.cli.label:label", "Say what the task was and what its steps are for."),
    "redact": ("workbench.cli.redact:redact", "Take text, titles or rectangles out of a session."),
    "drop": ("workbench.cli.drop:drop", "Leave steps or an application out of a session."),
    "undo": ("workbench.cli.history:undo", "Take back the last edit."),
    "redo": ("workbench.cli.history:redo", "Do again what was undone."),
    "apply": ("workbench.cli.history:apply", "Rewrite a session without what was taken out, for good."),
    "preview": ("workbench.cli.preview:preview", "What submitting would send, to the byte."),
    "submit": ("workbench.cli.submit:submit", "Send a session to a corpus and get a receipt."),
    "withdraw": ("workbench.cli.withdraw:withdraw", "Take a submission back."),
    "mine": ("workbench.cli.mine:mine", "What you submitted, and how it stands."),
    "annotate": ("workbench.cli.annotate:annotate", "Label submitted sessions of others on the screen."),
    "annotations": ("workbench.cli.annotations:annotations", "Label submitted sessions of others by script."),
    "corpus": ("workbench.cli.corpus:corpus", "Make a corpus, look at it from outside, verify it."),
    "release": ("workbench.cli.release:release", "Make training data of a corpus, and verify it."),
}


@click.group(
    cls=LazyGroup,
    places=COMMANDS,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option("--version", "wants_version", is_flag=True, help="Show the version and leave.")
@click.pass_context
def cli(ctx: click.Context, *, wants_version: bool) -> None:
    """Record how you do a task on your own computer, inside a scope you choose, and review each step.

    Without a command it opens the screens. An ID may be shortened to its end, or be `last`. WORKBENCH_HOME
    names the folder that holds sessions, keys and settings. Nothing leaves it but what you submit.
    """
    if ctx.invoked_subcommand is not None:
        return
    from workbench.cli import screens, version  # --help must not wait for them

    if wants_version:
        version.show()
    else:
        screens.show()


def main() -> None:
    """Run the command line."""
    cli()
