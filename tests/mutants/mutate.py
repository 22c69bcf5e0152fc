"""Writes a solution cell anew with one thing changed, for every thing in it that can be changed."""

import ast
import copy
import dataclasses
import difflib
import re

OPERATORS = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
    ast.MatMult: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
COMPARISONS = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
ORDER_MATTERS = (ast.Sub, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow, ast.MatMult)
TWINS = {
    one: other
    for pair in [
        ("max", "min"),
        ("argmax", "argmin"),
        ("maximum", "minimum"),
        ("any", "all"),
        ("sum", "mean"),
        ("sin", "cos"),
        ("zeros", "ones"),
        ("triu", "tril"),
    ]
    for one, other in (pair, pair[::-1])
}
TRANSPOSES = ("swapaxes", "transpose")
ORDER_IS_FREE = ("swapaxes", "maximum", "minimum")  # by their definition, for each two neighbours swapped


@dataclasses.dataclass(frozen=True)
class Mutant:
    """One changed solution: the exercise (grade_id), what kind of change, the code, and the lines that differ."""

    exercise: str
    kind: str
    code: str
    was: str
    becomes: str

    @property
    def diff(self):
        both = (("-", self.was), ("+", self.becomes))
        return "\n".join(f"{sign} {line}" for sign, text in both for line in text.split("\n"))


def mutants_of(exercise, source):
    """All mutants of one solution cell, each once. Only what stands between the solution marks is changed."""
    tree = ast.parse(source)
    original = ast.unparse(tree)
    seen, found = {original}, []
    for statement in _solution_statements(tree, source):
        skipped = set(_not_to_change(statement))
        for node in ast.walk(statement):
            if node in skipped:
                continue
            for kind, replacement in _variants(node):
                # deepcopy takes from its memo what it is to put in the place of a node
                changed = copy.deepcopy(tree, {id(node): replacement})
                code = ast.unparse(ast.fix_missing_locations(changed))
                if code not in seen and _compiles(code):
                    seen.add(code)
                    found.append(Mutant(exercise, kind, code, *_changed_lines(original, code)))
    return found


def _solution_statements(tree, source):
    """The outermost statements between the solution marks."""
    lines = [line.strip() for line in source.split("\n")]
    begin, end = lines.index("### BEGIN SOLUTION") + 1, lines.index("### END SOLUTION") + 1

    def inside(node):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.stmt) and begin < child.lineno < end:
                yield child
            else:
                yield from inside(child)

    return list(inside(tree))


def _not_to_change(statement):
    """Words that only people read: docstrings, and the text of error messages."""
    for node in ast.walk(statement):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield from (node, node.value)
        elif isinstance(node, ast.JoinedStr):
            yield from (part for part in node.values if isinstance(part, ast.Constant))
            yield from (part.format_spec for part in node.values if getattr(part, "format_spec", None))
        elif isinstance(node, ast.Raise):
            yield from (c for c in ast.walk(node) if isinstance(c, ast.Constant) and isinstance(c.value, str))


def _compiles(code):
    try:
        compile(code, "<mutant>", "exec")
    except (SyntaxError, ValueError):
        return False
    return True


def _changed_lines(original, code):
    removed, added = [], []
    for line in difflib.unified_diff(original.split("\n"), code.split("\n"), lineterm="", n=0):
        if not re.match(r"---|\+\+\+|@@", line):
            (removed if line[0] == "-" else added).append(line[1:].strip())
    return "\n".join(removed), "\n".join(added)


def _variants(node):
    """(kind, replacement) for each way in which this one node can be changed."""
    if isinstance(node, ast.stmt):
        yield from _statement_variants(node)
    elif isinstance(node, ast.BinOp):
        yield from _operator_variants(node)
    elif isinstance(node, ast.Compare):
        yield from _comparison_variants(node)
    elif isinstance(node, ast.Constant):
        yield from (("constant", ast.Constant(value)) for value in _other_values(node.value))
    elif isinstance(node, ast.UnaryOp):
        yield "sign or not dropped", node.operand
    elif isinstance(node, ast.BoolOp):
        yield "and/or", ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
        for value in node.values:
            yield "and/or", ast.BoolOp(node.op, [v for v in node.values if v is not value] or [value])
    elif isinstance(node, ast.IfExp):
        yield "condition", node.body
        yield "condition", node.orelse
    elif isinstance(node, ast.comprehension):
        for test in node.ifs:
            others = [t for t in node.ifs if t is not test]
            yield "condition", ast.comprehension(node.target, node.iter, others, node.is_async)
    elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
        if node.attr == "T":
            yield "transpose dropped", node.value
        elif node.attr in TWINS:
            yield "function", ast.Attribute(node.value, TWINS[node.attr], node.ctx)
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in TWINS:
        yield "function", ast.Name(TWINS[node.id], node.ctx)
    elif isinstance(node, ast.Call):
        yield from _call_variants(node)
    elif isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Load):
        for elements in _swapped(node.elts):
            yield "order", ast.Tuple(elements, node.ctx)


def _statement_variants(node):
    if isinstance(node, ast.If):
        yield "condition", ast.If(ast.UnaryOp(ast.Not(), node.test), node.body, node.orelse)
        yield "condition", ast.If(ast.Constant(True), node.body, node.orelse)
    elif isinstance(node, ast.While):
        yield "condition", ast.While(ast.UnaryOp(ast.Not(), node.test), node.body, node.orelse)
    elif isinstance(node, ast.Return):
        yield "return", ast.Return(None)
        if node.value is not None and not isinstance(node.value, ast.Tuple | ast.Constant):
            yield "transpose added", ast.Return(ast.Attribute(node.value, "T", ast.Load()))
        return  # a dropped return returns None, too
    elif isinstance(node, ast.AugAssign):
        if type(node.op) in OPERATORS:
            yield "operator", ast.AugAssign(node.target, OPERATORS[type(node.op)](), node.value)
        yield "operator", ast.Assign([node.target], node.value)
    elif isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
        other = "TypeError" if getattr(node.exc.func, "id", "") != "TypeError" else "ValueError"
        yield "error", ast.Raise(ast.Call(ast.Name(other, ast.Load()), node.exc.args, node.exc.keywords), node.cause)
        yield "error", ast.Raise(ast.Call(node.exc.func, [], []), node.cause)
    elif isinstance(node, ast.With):
        yield "statement dropped", ast.If(ast.Constant(True), node.body, [])
    yield "statement dropped", ast.Pass()


def _operator_variants(node):
    if type(node.op) in OPERATORS:
        yield "operator", ast.BinOp(node.left, OPERATORS[type(node.op)](), node.right)
    if isinstance(node.op, ORDER_MATTERS):
        yield "order", ast.BinOp(node.right, node.op, node.left)
    yield "operand dropped", node.left
    yield "operand dropped", node.right
    if isinstance(node.op, ast.MatMult):
        yield "transpose added", ast.BinOp(ast.Attribute(node.left, "T", ast.Load()), node.op, node.right)
        yield "transpose added", ast.BinOp(node.left, node.op, ast.Attribute(node.right, "T", ast.Load()))


def _comparison_variants(node):
    for place, op in enumerate(node.ops):
        for other in COMPARISONS[type(op)]:
            yield (
                "comparison",
                ast.Compare(node.left, [*node.ops[:place], other(), *node.ops[place + 1 :]], node.comparators),
            )


def _other_values(value):
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int):
        return [value + 1, value - 1]
    if isinstance(value, float):
        return [value * 2, value / 2] if value else [1.0]
    if isinstance(value, str):
        return ["_" + value]
    return []


def _call_variants(node):
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    is_method = isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") not in ("np", "scipy")
    if is_method:
        yield "transpose dropped" if name in TRANSPOSES else "call dropped", node.func.value
    elif node.args and not isinstance(node.args[0], ast.Starred):
        yield "transpose dropped" if name in TRANSPOSES else "call dropped", node.args[0]
    for keyword in node.keywords:
        yield "keyword dropped", ast.Call(node.func, node.args, [k for k in node.keywords if k is not keyword])
    if len(node.args) > 1:
        yield "argument dropped", ast.Call(node.func, node.args[:-1], node.keywords)
    for arguments in _swapped(node.args) if name not in ORDER_IS_FREE else ():
        yield "order", ast.Call(node.func, arguments, node.keywords)


def _swapped(nodes):
    """The list with each two neighbours swapped."""
    for k in range(len(nodes) - 1):
        yield [*nodes[:k], nodes[k + 1], nodes[k], *nodes[k + 2 :]]
