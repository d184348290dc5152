"""What is printed once something of a session was edited."""

from collections.abc import Sequence

from workbench.cli.output import answer
from workbench.workflow.editing import Edited


def tell(made: Sequence[Edited], *, as_json: bool) -> None:
    """Print what one command changed; where it took several edits, the last one's number stands for them."""
    shape = made[-1].to_json()
    shape |= {"sentence": "; ".join(edited.sentence for edited in made)}
    shape |= {"count": sum(edited.count for edited in made)}
    answer(shape, f"{shape['id']}: {shape['sentence']}.", as_json=as_json)
