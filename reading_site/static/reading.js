// A formula that is wider than the page scrolls; keys can scroll only what can have the focus.
function focusWideFormulas() {
  for (const formula of document.querySelectorAll('mjx-container[display="true"]')) {
    formula.toggleAttribute("tabindex", false);
    if (formula.scrollWidth > formula.clientWidth) formula.tabIndex = 0;
  }
}
window.addEventListener("load", () => window.MathJax?.startup?.promise.then(focusWideFormulas));
window.addEventListener("resize", focusWideFormulas);
