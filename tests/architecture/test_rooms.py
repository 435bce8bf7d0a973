"""What the import contract cannot say."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "vankho"
# lib holds the shape of errors itself
ROOMS = sorted(path.name for path in SOURCE.iterdir() if (path / "__init__.py").exists() and path.name != "lib")


def imports(tree: ast.AST) -> list[ast.ImportFrom]:
    """Every ``from … import …`` of a module that is executed, those for type checking alone left out."""
    found: list[ast.ImportFrom] = []
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        if isinstance(node, ast.ImportFrom):
            found.append(node)
        found += imports(node)
    return found


@pytest.mark.parametrize("room", ROOMS)
def test_no_room_imports_the_tables_of_another(room):
    for path in (SOURCE / room).rglob("*.py"):
        if "migrations" in path.parts:
            continue
        for node in imports(ast.parse(path.read_text())):
            parts = (node.module or "").split(".")
            if len(parts) > 2 and parts[0] == "vankho" and parts[2] == "models" and parts[1] not in (room, "ledger"):
                pytest.fail(f"{path.relative_to(SOURCE)} line {node.lineno} imports {node.module}")


@pytest.mark.parametrize("room", ROOMS)
def test_every_error_code_has_its_sentence_and_says_what_to_do(room):
    errors = SOURCE / room / "errors.py"
    if not errors.exists():
        pytest.skip("no errors of its own")
    words = ast.parse((SOURCE / room / "words.py").read_text())
    sentences = {
        key.value: ast.literal_eval(value)
        for node in ast.walk(words)
        if isinstance(node, ast.Assign)
        and ast.unparse(node.targets[0]) == "ERRORS"
        and isinstance(node.value, ast.Dict)
        for key, value in zip(node.value.keys, node.value.values, strict=True)
        if isinstance(key, ast.Constant)
    }
    codes = {
        ast.literal_eval(statement.value)
        for node in ast.walk(ast.parse(errors.read_text()))
        if isinstance(node, ast.ClassDef)
        for statement in node.body
        if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == "code"
    }
    assert codes == set(sentences)
    assert all(sentence.count(".") >= 2 for sentence in sentences.values()), "what happened, what was kept, what to do"


def test_subprocesses_are_started_in_one_place():
    users = [
        path
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Import) and any(name.name == "subprocess" for name in node.names)
    ]
    assert [path.relative_to(SOURCE).as_posix() for path in users] == ["formats/_run.py"]


def test_no_file_of_the_program_holds_two_subjects():
    long = {
        path.relative_to(SOURCE).as_posix(): lines
        for path in SOURCE.rglob("*.py")
        if (lines := len(path.read_text().splitlines())) > 600
    }
    assert not long
