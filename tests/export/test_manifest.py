"""The manifest says what a release is made of, and nothing of when or where."""

from workbench import __version__
from workbench.export.agentnet import AgentNetSummary, Refusal
from workbench.export.manifest import ReleaseOrder, manifest_json
from workbench.export.release_folder import WrittenFile

SUMMARY = AgentNetSummary(
    {"a": "b0"}, 4, 2, {"switch": 1}, (Refusal("b", "no_pictures"),), {"images/a.png": (3, 2)}
)
ORDER = ReleaseOrder("spring", "agentnet", ("submitted",))
FILES = {"images/a.png": WrittenFile("aa", 70), "agentnet.jsonl": WrittenFile("bb", 9)}


def test_a_manifest_names_versions_counts_losses_refusals_hashes_and_coordinates() -> None:
    assert manifest_json(ORDER, SUMMARY, {"labels": "cua-task/1"}, FILES, 3) == {
        "schema": "cua-release/1",
        "name": "spring",
        "format": "agentnet",
        "include": ["submitted"],
        "tool_version": __version__,
        "schemas": {"labels": "cua-task/1"},
        "coordinate_space": {
            "kind": "relative",
            "least": 0,
            "most": 1,
            "decimals": 4,
            "of": "the step's own picture",
        },
        "counts": {
            "trajectories": 1,
            "steps": 4,
            "pictures": 1,
            "drafted_actions": 2,
            "refused": 1,
            "withdrawn": 3,
        },
        "lossy": {"switch": 1},
        "refused": [{"task_id": "b", "reason": "no_pictures"}],
        "files": {
            "images/a.png": {"sha256": "aa", "bytes": 70, "width": 3, "height": 2},
            "agentnet.jsonl": {"sha256": "bb", "bytes": 9},
        },
    }
