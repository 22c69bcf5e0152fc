// A formula that is wider than the page scrolls; keys can scroll only what can have the focus.
function focusWideFormulas() {
  for (const formula of document.querySelectorAll('mjx-container[display="true"]')) {
    formula.toggleAttribute("tabindex", false);
    if (formula.scrollWidth > formula.clientWidth) formula.tabIndex = 0;
  }
}
window.addEventListener("load", () => window.MathJax?.startup?.promise.then(focusWideFormulas));
window.addEventListener("resize", focusWideFormulas);

// Where the site is served together with the course for browsers (in its folder try/), each lesson says so. A page that
// was opened as a file asks nothing: no browser would run the course from there.
async function offerToTry() {
  const lesson = location.pathname.match(/([0-9]{2}_\w+)\.html$/)?.[1];
  if (!lesson || !location.protocol.startsWith("http")) return;
  const versions = await fetch("try/versions.json").then(answer => answer.ok ? answer.json() : {}).catch(() => ({}));
  const notebook = `lessons/${lesson}_lesson.ipynb`;
  if (!(notebook in versions)) return;
  const link = document.createElement("a");
  link.href = `try/lab/index.html?path=${notebook}`;
  link.textContent = "Try it: run this lesson in your browser";
  const paragraph = document.createElement("p");
  paragraph.className = "try-it";
  paragraph.append(link);
  document.querySelector(".bd-article h1")?.after(paragraph);
}
window.addEventListener("load", offerToTry);
