"""What holds for every recording of a volunteer: their own settings and the policy of the corpus that is meant.

Both may forbid more and pause sooner; neither can allow what the other forbids.
"""

from dataclasses import dataclass

from workbench.errors import UsageError
from workbench.model.denied import check_entries
from workbench.paths import Home
from workbench.settings import Settings, load_settings
from workbench.workflow.corpora import corpus_path


@dataclass(frozen=True, slots=True)
class StandingRules:
    """What a recording may not hold, and when it pauses, whatever its scope."""

    settings: Settings
    """The volunteer's own choices."""
    never_record: tuple[str, ...]
    """Names and `title:` patterns that are never recorded, besides those that never are anywhere."""
    idle_limit_s: int
    """It pauses after this many seconds without input; 0 = it does not."""


def standing_rules(home: Home, corpus: str | None = None) -> StandingRules:
    """Return what holds now; raises `WorkbenchError` where what is forbidden cannot be read."""
    settings = load_settings(home)
    forbidden, limits = _policy(home, corpus)
    never = dict.fromkeys((*check_entries(settings.never_record), *check_entries(forbidden)))
    chosen = [limit for limit in (settings.idle_limit_s, *limits) if limit > 0]
    return StandingRules(settings, tuple(never), min(chosen, default=0))


def _policy(home: Home, corpus: str | None) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Return what the corpus's policy forbids and its limits; one that is not there yet asks for nothing."""
    try:
        path = corpus_path(home, corpus)
    except UsageError:  # an address, which cannot be used yet: nothing can be submitted there either
        return (), ()
    if not path.is_file():
        return (), ()
    from workbench.corpus.database import open_corpus  # late: it takes half a second to import
    from workbench.corpus.policy import read_policy

    with open_corpus(path) as opened:
        policy = read_policy(opened)
    return policy.never_record, (policy.idle_limit_s or 0,)
