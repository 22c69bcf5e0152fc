"""Formulas and HTML in cells that run a script, cover the page or call home, where the page is read: in feedback, or in
Formgrader by the instructor."""

from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell

POINTS = [4, 3, 2]

WORDS = r"""
$\text{<img/src=x/onload=alert(1)>}$ $$\tag{<svg/onload=alert(1)>} \Big<$$ $\style{position:fixed;inset:0}{x}$
![$\text{" onload="alert(1)}$](data:image/png;base64,iVBORw0KGgo=) <img src="http://example.org/who_reads.png">
<img/src="x"/onload="alert(1)"> <a href="data:text/html,x">d</a> <a href="/formgrader/gradebook">g</a>
<div class="modal in" style="display:block">All points</div> <meta http-equiv="refresh" content="0"> <base href="//x">
"""


def hand_in(folder, release, write):
    attack = '<img/src="x"/onload="alert(1)">'
    shown = f"from IPython.display import *\ndisplay(Latex({attack!r}), HTML({attack!r}), Markdown({attack!r}))"
    release.cells[2:2] = [new_markdown_cell(WORDS), new_raw_cell(attack), new_code_cell(shown)]
    write(release, why=WORDS)
