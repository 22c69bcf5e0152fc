// Brings a newer course to a reader whose browser keeps older copies, and loses none of their work.
//
// JupyterLite shows a notebook that was saved in this browser in place of the site's. versions.json says by fingerprint
// what the site holds now, local storage what it held at the last visit: a notebook that still says what it said then
// follows the course; a changed one is kept, and the newer one is put beside it.
(() => {
  const SEEN = "attention-course:versions";
  let modules;

  const shared = async name => (await Object.values(modules[name])[0].get())();

  // FNV-1a, 32 bits, over what the cells say: as `fingerprint` in build.py.
  function fingerprint(notebook) {
    const text = notebook.cells.map(({cell_type, source}) => `${cell_type}\x01${[source].flat().join("")}`).join("\0");
    let value = 0x811c9dc5;
    for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
    return value.toString(16).padStart(8, "0");
  }

  async function beside(contents, path) {
    for (let number = 1; ; number++) {
      const name = path.replace(/\.ipynb$/, `.new${number === 1 ? "" : number}.ipynb`);
      try { await contents.get(name, {content: false}); } catch { return name; }
    }
  }

  async function update(contents, base, path, before, now) {
    const mine = (await contents.get(path, {content: true})).content;
    const print = fingerprint(mine);
    if (print === now) return null;
    const content = await (await fetch(`${base}files/${path}`, {cache: "reload"})).json();
    const target = print === before ? path : await beside(contents, path);
    await contents.save(target, {type: "notebook", format: "json", content});
    // JupyterLab cuts a notice off at 140 characters.
    return target === path ? null : `A newer version is in ${target.split("/").pop()}; yours is as you left it.`;
  }

  async function activate(app) {
    const [{PageConfig}, {Notification}] = [await shared("@jupyterlab/coreutils"), await shared("@jupyterlab/apputils")];
    const base = PageConfig.getBaseUrl();
    const versions = await (await fetch(`${base}versions.json`, {cache: "reload"})).json();
    const seen = JSON.parse(localStorage.getItem(SEEN) ?? "{}");
    for (const [path, now] of Object.entries(versions)) {
      if (seen[path] && seen[path] !== now) {
        try {
          const notice = await update(app.serviceManager.contents, base, path, seen[path], now);
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
      default: {id: "attention-course-updates:plugin", autoStart: true, activate: app => { app.restored.then(() => activate(app)); }},
    }),
  };
})();
