"""Text with a picture that is missing, formulas without end and a script."""

import json

POINTS = [4, 3, 2]


def hand_in(folder, release, write):
    write(release)
    path = folder / "01_small.ipynb"
    notebook = json.loads(path.read_text())
    text = "![x](attachment:none.png) $\\frac{1}{$ $$\\begin{aligned}$$ <script>alert('FOUND')</script> "
    text += "<img src=x onerror=alert(1)>"
    notebook["cells"][0]["source"] = text + " $" + "{" * 3000 + "$"
    path.write_text(json.dumps(notebook))
