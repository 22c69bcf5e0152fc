// Gives figures and sliders in JupyterLab the words that a screen reader reads.
//
// JupyterLab 4.6 leaves out the alt text that an image's metadata holds, and ipywidgets gives a slider's handle no
// name. The form is that of a prebuilt extension, written by hand: what JupyterLab asks of a webpack container.
(() => {
  let modules;  // those that JupyterLab shares: name -> version -> {get}
  let named = 0;

  const shared = async name => (await Object.values(modules[name])[0].get())();

  function describeImages(rendermime) {
    const factory = rendermime.getFactory("image/png");
    rendermime.addFactory({
      ...factory,
      createRenderer(options) {
        const renderer = factory.createRenderer(options);
        const render = renderer.renderModel.bind(renderer);
        renderer.renderModel = async model => {
          await render(model);
          const alt = model.metadata["image/png"]?.alt;
          if (alt) renderer.node.querySelector("img")?.setAttribute("alt", alt);
        };
        return renderer;
      },
    });
  }

  // Its name and the words beside it, which change with it: its own aria-valuetext counts positions from 0.
  function nameSlider(handle) {
    const parts = [...handle.closest(".widget-slider").querySelectorAll(".widget-label, .widget-readout")];
    for (const part of parts) part.id ||= `spoken-${++named}`;
    handle.setAttribute("aria-labelledby", parts.map(part => part.id).join(" "));
  }

  function nameSliders() {
    const added = records => records.flatMap(record => [...record.addedNodes]);
    new MutationObserver(records => {
      for (const node of added(records)) node.querySelectorAll?.(".widget-slider [role=slider]").forEach(nameSlider);
    }).observe(document.body, {childList: true, subtree: true});
  }

  window._JUPYTERLAB ??= {};
  window._JUPYTERLAB["attention-course"] = {
    init: scope => { modules = scope; },
    get: async () => {
      const {IRenderMimeRegistry} = await shared("@jupyterlab/rendermime");
      const activate = (app, rendermime) => { describeImages(rendermime); nameSliders(); };
      const plugin = {id: "attention-course:spoken", autoStart: true, requires: [IRenderMimeRegistry], activate};
      return () => ({__esModule: true, default: plugin});
    },
  };
})();
