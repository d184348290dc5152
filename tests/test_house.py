"""The rules of the house that a machine can check; what ruff, mypy and import-linter see is left to them."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
TOP = {
    "pyproject.toml", "workbench", "tests", "sample_sessions", "README.md", "Makefile", "LICENSE", "benchmarks",
    "docs", "requirements.lock",
}  # fmt: skip
RULES = {
    *(
        "A",
        "ARG",
        "B",
        "BLE",
        "C4",
        "C90",
        "D1",
        "DTZ",
        "E",
        "EM",
        "F",
        "FBT",
        "FIX",
        "I",
        "ICN",
        "ISC",
        "N",
        "PERF",
    ),
    *("PIE", "PL", "PT", "PTH", "RET", "RUF", "S", "SIM", "T20", "TC", "TID", "UP", "W"),
}
BANNED_NAMES = {"utils", "util", "helpers", "helper", "manager", "managers", "base", "common", "misc"}
DISPLAY_LIBRARIES = {"Xlib", "pynput", "mss", "textual", "jeepney"}
MACHINE_PATHS = re.compile(r"/[w]ork/|/[f]arm/|/[r]oot/|\.\./shared")
REGISTRY_HOSTS = re.compile(r"pypi\.[o]rg|python[h]osted|registry\.[n]pmjs|[d]eb\.debian\.org|proxy\.[g]olang")
TEXT_SUFFIXES = {".py", ".md", ".toml", ".sh", ".yml", ".lock", ".tcss", ".svg", ".txt", ".json", ""}

TESTED_ELSEWHERE = {
    "workbench/desktop/atspi/sites.py": "a loop around a real browser; tests/desktop/test_sites_in_practice",
    **dict.fromkeys(
        (f"workbench/desktop/atspi/{name}.py" for name in ("objects", "applications", "aiming", "describing")),
        "what real applications answer; tests/desktop/atspi/test_elements compares it with what they know",
    ),
    "workbench/capture/__main__.py": "two lines; test_process runs it as a process",
    "workbench/capture/timing.py": "names for waiting times; every test of the recorder depends on them",
    "workbench/__main__.py": "two lines; tests/cli runs it as a process",
    "workbench/desktop/port.py": "protocols without code",
    "workbench/desktop/accessibility.py": "protocols without code",
    "workbench/desktop/scripted_accessibility.py": "what a script sets is read back; tests of the guard use it",
}
"""Modules without a test file of their own, each with the reason."""


def tracked() -> list[Path]:
    """Return the files that the repository holds, also where git is not installed."""
    try:
        command = ["git", "-C", str(ROOT), "ls-files", "-z"]
        names = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\0")
    except (FileNotFoundError, subprocess.CalledProcessError):
        names = [str(path.relative_to(ROOT)) for folder in TOP for path in (ROOT / folder).rglob("*")]
    return [Path(name) for name in names if name and (ROOT / name).is_file()]


def python_files(*rooms: str) -> list[Path]:
    """Return the Python files of these top-level folders, as paths from the repository's root."""
    found = [path for room in rooms for path in sorted((ROOT / room).rglob("*.py"))]
    return [path.relative_to(ROOT) for path in found]


def tree(path: Path) -> ast.Module:
    """Parse a file of the repository."""
    return ast.parse((ROOT / path).read_text(encoding="utf-8"))


def lines(path: Path) -> list[str]:
    """Read a file of the repository line by line."""
    return (ROOT / path).read_text(encoding="utf-8", errors="replace").splitlines()


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Walk over every function of a file."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def name_of(node: ast.expr) -> str:
    """Return the last name of `dataclass`, `dataclasses.dataclass` or `dataclass(...)`."""
    inner = node.func if isinstance(node, ast.Call) else node
    return inner.attr if isinstance(inner, ast.Attribute) else getattr(inner, "id", "")


PROGRAM = python_files("workbench")
SCRIPTS = python_files("benchmarks", "sample_sessions")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_no_module_is_longer_than_300_lines_and_the_app_not_longer_than_200() -> None:
    limits = {path: 200 if path.name == "app.py" else 300 for path in [*PROGRAM, *SCRIPTS]}
    assert [
        f"{path}: {len(lines(path))} lines" for path, limit in limits.items() if len(lines(path)) > limit
    ] == []


def test_no_function_is_longer_than_40_lines() -> None:
    sizes = [
        (path, node, (node.end_lineno or 0) - node.lineno + 1) for path in PROGRAM for node in functions(path)
    ]
    assert [f"{path}:{node.lineno} {node.name}: {size} lines" for path, node, size in sizes if size > 40] == []


def test_ruff_and_mypy_are_asked_for_all_that_the_house_wants() -> None:
    lint = PROJECT["tool"]["ruff"]["lint"]
    assert RULES - set(lint["select"]) == set()
    assert lint["mccabe"]["max-complexity"] <= 8
    assert lint["pylint"]["max-args"] <= 6
    assert PROJECT["tool"]["mypy"]["strict"] is True
    assert set(PROJECT["tool"]["mypy"]["files"]) >= {"workbench", "tests"}


def test_every_field_of_a_dataclass_is_followed_by_its_sentence() -> None:
    bare = []
    for path in PROGRAM:
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.ClassDef) or "dataclass" not in map(name_of, node.decorator_list):
                continue
            following = [*node.body[1:], ast.Pass()]
            for field, after in zip(node.body, following, strict=True):
                if isinstance(field, ast.AnnAssign) and not is_class_variable(field) and not is_text(after):
                    bare.append(f"{path}:{field.lineno} {ast.unparse(field.target)}")
    assert bare == []


def is_class_variable(field: ast.AnnAssign) -> bool:
    """Return whether an annotated name belongs to the class and is no field."""
    return "ClassVar" in ast.unparse(field.annotation)


def is_text(node: ast.stmt) -> bool:
    """Return whether a statement is nothing but a string."""
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def test_nothing_is_left_to_do_later_in_the_tree() -> None:
    later = re.compile(r"\b(TO[D]O|FIX[M]E|X[X]X)\b")
    text_files = [path for path in tracked() if path.suffix in TEXT_SUFFIXES - {".svg", ".lock"}]
    assert [f"{p}:{n}" for p in text_files for n, line in enumerate(lines(p), 1) if later.search(line)] == []


def test_every_exemption_from_a_rule_says_why() -> None:
    bare = re.compile(r"#\s*noqa(:\s*[A-Z]+\d+(,\s*[A-Z]+\d+)*)?\s*$")
    files = [*PROGRAM, *SCRIPTS, *python_files("tests")]
    assert [f"{p}:{n}" for p in files for n, line in enumerate(lines(p), 1) if bare.search(line)] == []


def test_modules_are_named_after_nouns_and_not_after_drawers() -> None:
    names = [(path, part.removesuffix(".py")) for path in PROGRAM for part in path.parts]
    assert [
        str(path) for path, name in names if name in BANNED_NAMES or re.search(r"(_impl|[a-z]{3}\d+)$", name)
    ] == []


def test_imports_are_absolute() -> None:
    files = [*PROGRAM, *SCRIPTS, *python_files("tests")]
    nodes = [
        (path, node) for path in files for node in ast.walk(tree(path)) if isinstance(node, ast.ImportFrom)
    ]
    assert [f"{path}:{node.lineno}" for path, node in nodes if node.level] == []


def test_the_top_level_holds_nothing_but_what_the_house_allows() -> None:
    assert {path.parts[0] for path in tracked() if not path.parts[0].startswith(".")} - TOP == set()
    assert (ROOT / ".ci" / "run").is_file()


@pytest.mark.parametrize("pattern", [MACHINE_PATHS, REGISTRY_HOSTS], ids=["machine path", "registry host"])
def test_no_file_names_a_path_of_one_machine_or_a_package_registry(pattern: re.Pattern[str]) -> None:
    text_files = [path for path in tracked() if path.suffix in TEXT_SUFFIXES]
    assert [f"{p}:{n}" for p in text_files for n, line in enumerate(lines(p), 1) if pattern.search(line)] == []


def test_every_module_has_a_test_file_at_the_same_place() -> None:
    missing = [
        str(path)
        for path in PROGRAM
        if path.name != "__init__.py" and str(path) not in TESTED_ELSEWHERE
        if not (ROOT / "tests" / Path(*path.parts[1:-1]) / f"test_{path.name}").is_file()
    ]
    assert missing == []


def test_no_exception_from_that_rule_is_stale() -> None:
    for name in TESTED_ELSEWHERE:
        path = Path(name)
        assert (ROOT / path).is_file(), name
        assert not (ROOT / "tests" / Path(*path.parts[1:-1]) / f"test_{path.name}").is_file(), name


def test_only_the_command_line_prints() -> None:
    rooms = [path for path in PROGRAM if path.parts[1] != "cli"]
    calls = [(path, node) for path in rooms for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
    assert [f"{path}:{node.lineno}" for path, node in calls if name_of(node) in {"print", "pprint"}] == []


def bare_text(node: ast.expr) -> bool:
    """Return whether an expression makes a plain `str`, which Textual would read as markup."""
    if isinstance(node, ast.Call):
        return name_of(node) in {"format", "str", "join"} and not isinstance(node.func, ast.Attribute)
    if isinstance(node, ast.BinOp):
        return bare_text(node.left) or bare_text(node.right)
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def test_widgets_get_content_and_never_a_plain_text() -> None:
    shown = {"Static", "Label", "Button", "Checkbox", "RadioButton", "Option", "Link", "update", "set_content"}
    rooms = [path for path in PROGRAM if path.parts[1] == "tui"]
    calls = [(path, node) for path in rooms for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
    widgets = [
        (path, node)
        for path, node in calls
        if name_of(node) in shown and node.args and not ast.unparse(node.func).startswith("digits.")
    ]
    assert [f"{path}:{node.lineno}" for path, node in widgets if bare_text(node.args[0])] == []
    notices = [(path, node) for path, node in calls if name_of(node) == "notify"]
    safe = {"markup=False"}
    assert [
        f"{path}:{node.lineno}"
        for path, node in notices
        if not safe & {ast.unparse(keyword) for keyword in node.keywords}
        or "showable(" not in ast.unparse(node)
    ] == []


def test_there_are_at_most_seven_kinds_of_failure() -> None:
    classes = [node for path in PROGRAM for node in ast.walk(tree(path)) if isinstance(node, ast.ClassDef)]
    failures = {
        node.name
        for node in classes
        if any(name_of(base).endswith(("Error", "Exception")) for base in node.bases)
    }
    kinds = failures - {"WorkbenchError"}  # what all of them are, and no kind of its own
    assert len(kinds) <= 7, sorted(kinds)


def test_names_of_tests_are_sentences() -> None:
    names = [(path, node.name) for path in python_files("tests") for node in functions(path)]
    assert [f"{p} {name}" for p, name in names if name.startswith("test_") and name.count("_") < 3] == []


@pytest.mark.parametrize(
    "code",
    [
        "from workbench.cli.main import cli; cli(['--help'], standalone_mode=False)",
        "import workbench.workflow.reviewing, workbench.workflow.sessions",
        "import workbench.model.reduce, workbench.store.library",
    ],
    ids=["help", "review", "library"],
)
def test_help_review_and_export_need_no_display(code: str) -> None:
    probe = f"{code}\nimport sys\nassert not {DISPLAY_LIBRARIES!r} & set(sys.modules), sorted(sys.modules)"
    environment = {"PATH": "", "HOME": "/nonexistent"}
    done = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, cwd=ROOT, env=environment, check=False
    )
    assert done.returncode == 0, done.stderr


def locked() -> dict[str, set[str]]:
    """Return the versions that the lock names, by normal name."""
    found: dict[str, set[str]] = {}
    for match in re.finditer(
        r"^([\w.-]+)==([^\s;]+)", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.M
    ):
        found.setdefault(match[1].lower().replace("_", "-"), set()).add(match[2])
    return found


def test_the_lock_covers_every_dependency_of_the_project() -> None:
    wanted = [*PROJECT["project"]["dependencies"], *PROJECT["project"]["optional-dependencies"]["dev"]]
    versions = locked()
    for text in wanted:
        need = Requirement(text)
        known = versions.get(need.name.lower().replace("_", "-"), set())
        assert known, f"{need.name} is not in requirements.lock; run `make lock`"
        assert all(need.specifier.contains(version) for version in known), text


def test_the_lock_pins_every_package_by_hash_and_names_no_place_to_get_it_from() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=\S)", text.strip())
    assert all("--hash=sha256:" in block for block in blocks)
    assert "://" not in text
    assert "evdev" not in text
