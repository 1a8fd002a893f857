"""Small files, small functions: hard limits for all code, targets for the program."""

import ast
from statistics import median

import pytest

from tests.support.source_tree import Function, Source, sources

FILE_LINES, FUNCTION_LINES, PARAMETERS, METHODS = 450, 60, 5, 15
TREES = ("meihao_desktop", "scripts", "benchmarks", "tests")


def percentile(values: list[int], share: float) -> int:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def length(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def positional(function: Function) -> int:
    names = [one.arg for one in (*function.args.posonlyargs, *function.args.args)]
    return len([name for name in names if name not in ("self", "cls")])


def is_called_by_a_library(function: Function) -> bool:
    """Overrides in camel case have the parameters that the library has chosen."""
    return not function.name.islower()


def methods(tree: ast.ClassDef) -> int:
    return len([node for node in tree.body if isinstance(node, Function)])


def acts(tree: ast.ClassDef) -> int:
    """What a class can be asked to do: neither named values nor what Python or Qt calls."""
    return len(
        [
            node
            for node in tree.body
            if isinstance(node, Function)
            and not node.decorator_list
            and not node.name.startswith("__")
            and node.name.islower()
        ]
    )


@pytest.fixture(scope="module")
def program() -> list[Source]:
    return [one for one in sources("meihao_desktop") if one.lines > 5]


@pytest.fixture(scope="module")
def program_functions(program: list[Source]) -> list[int]:
    return [length(function) for source in program for function in source.functions()]


def test_no_file_outgrows_its_subject() -> None:
    assert [one.name for one in sources(*TREES) if one.lines > FILE_LINES] == []


def test_no_function_outgrows_a_screen() -> None:
    long = [
        f"{source.where(function)} {function.name}: {length(function)} lines"
        for source in sources(*TREES)
        for function in source.functions()
        if length(function) > FUNCTION_LINES
    ]
    assert long == []


def test_no_function_takes_more_than_five_parameters_by_position() -> None:
    many = [
        f"{source.where(function)} {function.name}"
        for source in sources("meihao_desktop", "scripts", "benchmarks")
        for function in source.functions()
        if positional(function) > PARAMETERS and not is_called_by_a_library(function)
    ]
    assert many == []


def test_no_class_has_more_than_fifteen_methods() -> None:
    large = [
        f"{source.where(tree)} {tree.name}: {methods(tree)}"
        for source in sources("meihao_desktop", "scripts", "benchmarks")
        for tree in source.classes()
        if methods(tree) > METHODS
    ]
    assert large == []


def test_files_are_short_on_the_whole(program: list[Source]) -> None:
    lines = [one.lines for one in program]
    assert median(lines) <= 130
    assert percentile(lines, 0.9) <= 320


def test_functions_are_short_on_the_whole(program_functions: list[int]) -> None:
    assert median(program_functions) <= 8
    assert percentile(program_functions, 0.9) <= 24
    assert sum(lines > 50 for lines in program_functions) <= len(program_functions) / 100


def test_parameters_and_methods_are_few_on_the_whole(program: list[Source]) -> None:
    taken = [positional(function) for source in program for function in source.functions()]
    assert percentile(taken, 0.9) <= 3
    owned = [acts(tree) for source in program for tree in source.classes()]
    assert percentile(owned, 0.9) <= 8


def test_there_is_about_a_line_of_test_for_every_line_of_code(program: list[Source]) -> None:
    """Below the desks nearly line for line; a desk's layout is looked at rather than asserted."""
    for is_window, share in ((False, 0.9), (True, 0.4)):
        tests = sum(one.lines for one in sources("tests") if is_of_window(one) is is_window)
        code = sum(one.lines for one in program if is_of_window(one) is is_window)
        assert tests >= share * code, f"{tests} lines of tests for {code} lines of code"


def is_of_window(source: Source) -> bool:
    return source.name.startswith(("meihao_desktop/ui/", "meihao_desktop/app.py", "tests/ui/"))
