"""Sphinx configuration of the reading site; build.py puts the pages together and runs Sphinx with it."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))  # for `lesson.read` below

project = "Attention, cell by cell"
html_title = project
language = "en"
html_use_index = False  # there is no vocabulary to list

extensions = ["myst_nb"]
myst_enable_extensions = ["dollarmath", "amsmath", "deflist"]
nb_execution_mode = "off"  # the outputs stored in the notebooks, which the tests compare, are what readers see
nb_custom_formats = {".ipynb": "lesson.read"}
nb_code_prompt_show = "Show the {type}"
nb_code_prompt_hide = "Hide the {type}"
nb_ipywidgets_js = {}  # would come from the network; the static figure beside each widget says the same
nb_mime_priority_overrides = [("html", "application/vnd.jupyter.widget-view+json", None)]

html_theme = "sphinx_book_theme"
html_theme_options = {
    "search_bar_text": "Search the lessons",
    "home_page_in_toc": True,
    "navbar_persistent": [],  # search stands in the sidebar already
    "use_fullscreen_button": False,
    "show_toc_level": 2,
    "footer_content_items": [],  # the authors and the year, which the course does not name
}
html_sidebars = {"**": ["search-button-field.html", "sbt-sidebar-nav.html"]}
templates_path = [str(HERE / "templates")]
html_static_path = [str(HERE / "static"), str(HERE / "node_modules" / "mathjax" / "es5" / "tex-svg-full.js")]
html_css_files = ["reading.css"]
html_js_files = ["reading.js"]
# A page opened as a file may not read other files, which summaries of search results would need.
html_show_search_summary = False

# One script that carries all of TeX and draws letters as paths: nothing is fetched while reading, not even fonts.
mathjax_path = "tex-svg-full.js"
mathjax3_config = {
    # The formula's menu offers functions that live in further files; screen readers get MathML without it.
    "options": {"enableMenu": False},
}


def name_folded_cells_by_their_text(app, pagename, templatename, context, doctree):
    """Take off myst-nb's own label of a folded cell, which screen readers would say instead of the visible text."""
    context["body"] = context.get("body", "").replace('<summary aria-label="Toggle hidden content">', "<summary>")


def setup(app):
    """Sphinx calls this by its name."""
    app.connect("html-page-context", name_folded_cells_by_their_text)
