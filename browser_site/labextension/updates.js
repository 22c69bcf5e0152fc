// Brings a newer course to a reader whose browser keeps older copies, and loses none of their work.
//
// JupyterLite shows a notebook that was saved in this browser in place of the site's. versions.json says by fingerprint
// what the site holds now, local storage what it held at the last visit: a notebook that still says what it said then
// follows the course; a changed one is kept, and the newer one is put beside it.
(() => {
  const SEEN = "attention-course:versions";
  let modules;

  // Not from the browser's cache, and not for ever: JupyterLab waits for it.
  const ask = async address => (await fetch(address, {cache: "reload", signal: AbortSignal.timeout(30_000)})).json();
  const shared = async name => (await Object.values(modules[name])[0].get())();

  // FNV-1a, 32 bits, over what the cells say: as `fingerprint` in build.py.
  function fingerprint(notebook) {
    const text = notebook.cells.map(({cell_type, source}) => `${cell_type}\x01${[source].flat().join("")}`).join("\0");
    let value = 0x811c9dc5;
    for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
    return value.toString(16).padStart(8, "0");
  }

  // NAME.ipynb, NAME.new.ipynb, NAME.new2.ipynb, ...: the names in which a version may lie, as in the lab.
  function* names(path) {
    yield path;
    for (let number = 1; ; number++) yield path.replace(/\.ipynb$/, `.new${number === 1 ? "" : number}.ipynb`);
  }

  // Put the version `now` into the first of these names that is not the reader's own work; a notice if that is not the
  // name itself.
  async function update(contents, base, path, seen, now) {
    for (const name of names(path)) {
      // Only a name beside the first may be missing; where the first cannot be read, nothing is written over it.
      const found = contents.get(name, {content: true});
      const mine = await (name === path ? found : found.catch(() => null));
      const says = mine && fingerprint(mine.content);
      if (says && says !== now && says !== seen[name]) continue;  // changed
      if (says !== now) {
        const content = await ask(`${base}files/${path}`);
        await contents.save(name, {type: "notebook", format: "json", content});
      }
      seen[name] = now;
      // JupyterLab cuts a notice off at 140 characters.
      return name === path ? null : `A newer version is in ${name.split("/").pop()}; yours is as you left it.`;
    }
  }

  // On a tablet the list of files leaves no room for the page, and its icon at the edge shows it. JupyterLab opens it by
  // itself, more than once, during the first seconds: until the reader does something.
  async function hideFiles(shell) {
    let touched = false;
    for (const event of ["pointerdown", "keydown"]) addEventListener(event, () => { touched = true; }, {capture: true, once: true});
    for (let tries = 0; tries < 100 && !touched; tries++) {
      if (!shell.leftCollapsed) shell.collapseLeft();
      await new Promise(done => setTimeout(done, 100));
    }
  }

  // Ends before JupyterLab opens the notebooks of the last visit, which would show the older version, and save it.
  async function activate(app) {
    if (window.innerWidth < 1000) app.restored.then(() => hideFiles(app.shell));
    try {
      await bringUpToDate(app);
    } catch (error) {
      console.error("The notebooks were not compared with the course", error);  // tried again at the next visit
    }
  }

  async function bringUpToDate(app) {
    const [{PageConfig}, {Notification}] = [await shared("@jupyterlab/coreutils"), await shared("@jupyterlab/apputils")];
    const base = PageConfig.getBaseUrl();
    const versions = await ask(`${base}versions.json`);
    const seen = JSON.parse(localStorage.getItem(SEEN) ?? "{}");
    for (const [path, now] of Object.entries(versions)) {
      if (seen[path] && seen[path] !== now) {
        try {
          const notice = await update(app.serviceManager.contents, base, path, seen, now);
          if (notice) Notification.info(notice, {autoClose: false});
        } catch (error) {
          console.error(`${path} was not brought up to date`, error);
          continue;  // tried again at the next visit
        }
      }
      seen[path] = now;
    }
    localStorage.setItem(SEEN, JSON.stringify(seen));
  }

  window._JUPYTERLAB ??= {};
  window._JUPYTERLAB["attention-course-updates"] = {
    init: scope => { modules = scope; },
    get: async () => () => ({
      __esModule: true,
      default: {id: "attention-course-updates:plugin", autoStart: true, activate},
    }),
  };
})();
