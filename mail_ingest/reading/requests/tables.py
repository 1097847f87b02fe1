"""Rows of a table as the letter's text holds them: one a line, cells parted by "|".

row_begins(tokens, index)           # whether a row begins at this token
column_heading(tokens, index)       # the cell at the head of the column in which this token stands
"""

from collections.abc import Sequence

from mail_ingest.reading.words.text import Token

_LONGEST_ROW = 120
_MOST_ROWS = 60


def row_begins(tokens: Sequence[Token], index: int) -> bool:
    """Whether the token is the first of a line that has cells."""
    if tokens[index].newlines == 0 and index > 0:
        return False
    return "|" in [token.raw for token in _line(tokens, index)]


def column_heading(tokens: Sequence[Token], index: int) -> Sequence[Token]:
    """The cell of the table's first row in this token's column; empty outside of tables and in the first row."""
    first = _line_start(tokens, index)
    column = [token.raw for token in tokens[first:index]].count("|")
    if "|" not in [token.raw for token in _line(tokens, first)]:
        return ()
    head = first
    for _ in range(_MOST_ROWS):
        if head == 0 or tokens[head].newlines > 1:
            break
        above = _line_start(tokens, head - 1)
        if not any(token.raw == "|" for token in _line(tokens, above)):
            break
        head = above
    return _cell(_line(tokens, head), column) if head != first else ()


def _line_start(tokens: Sequence[Token], index: int) -> int:
    line = tokens[index].line
    least = max(0, index - _LONGEST_ROW)
    while index > least and tokens[index - 1].line == line:
        index -= 1
    return index


def _line(tokens: Sequence[Token], first: int) -> Sequence[Token]:
    line = tokens[first].line
    return [token for token in tokens[first : first + _LONGEST_ROW] if token.line == line]


def _cell(row: Sequence[Token], column: int) -> Sequence[Token]:
    marks = [place for place, token in enumerate(row) if token.raw == "|"]
    edges = [-1, *marks, len(row)]
    return row[edges[column] + 1 : edges[column + 1]] if column + 1 < len(edges) else ()
