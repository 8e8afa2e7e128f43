(() => {
  const STYLE = `
    :host { all: initial; position: fixed; inset: auto 0 0 0; z-index: 2147483647; display: block; pointer-events: none;
      font: 16px/1.5 system-ui, sans-serif; }
    section, nav, details { pointer-events: auto; }
    details { max-height: 40vh; overflow: auto; margin: 0 8px 8px; padding: 4px 12px; background: #fff; color: #222; border: 1px solid #767676;
      border-radius: 4px; }
    details:not([open]) { width: fit-content; margin-left: auto; }
    ul { margin: 4px 0; padding-left: 20px; }
    @media print { :host { display: none } }
    section { max-height: 60vh; overflow: auto; padding: 12px 16px; background: #fff; color: #222; border-top: 4px solid #a40000; }
    h2 { margin: 0 0 8px; font-size: 18px; color: #a40000; }
    ol { margin: 0; padding-left: 24px; }
    li { overflow-wrap: anywhere; }
    code, pre { font: 15px/1.5 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
    pre { margin: 0; }
    nav { width: fit-content; margin: 0 8px 8px auto; padding: 4px 12px; background: #fff; border: 1px solid #767676; border-radius: 4px; }
    a { color: #0b4a8f; }
    a:focus-visible, summary:focus-visible { outline: 3px solid #0b4a8f; outline-offset: 2px; }
  `;
  const digest = document.currentScript.dataset.digest;
  const address = `/__xem-truoc?${new URLSearchParams({ page: location.pathname, digest })}`;
  let stream = null;
  let panel = null;

  const part = (name, text, ...children) => {
    const made = document.createElement(name);
    made.append(text, ...children);
    return made;
  };

  const mistakes = state => {
    const list = part("ol", "", ...state.problems.map(([where, words]) => part("li", "", part("code", where), `: ${words}`)));
    const section = part("section", "", part("h2", "Chưa dựng được bản mới. Trang đang hiện là bản dựng được gần nhất."));
    section.append(...(state.problems.length ? [list] : []), ...(state.failure ? [part("pre", state.failure)] : []));
    section.setAttribute("role", "alert");
    section.tabIndex = 0;
    return section;
  };

  const warnings = lines => {
    const list = part("ul", "", ...lines.map(line => part("li", line)));
    const details = part("details", "", part("summary", `Cảnh báo: ${lines.length}`), list);
    details.setAttribute("aria-label", "Cảnh báo");
    return details;
  };

  const drafts = count => {
    const link = part("a", `Bài chưa đăng: ${count}`);
    link.href = "/nhap/";
    const nav = part("nav", "", link);
    nav.setAttribute("aria-label", "Xem thử");
    return nav;
  };

  const show = state => {
    panel?.remove();
    panel = document.createElement("div");
    panel.id = "xem-truoc";
    const inside = panel.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    inside.adoptedStyleSheets = [sheet];
    document.body.append(panel);
    if (state.drafts) inside.append(drafts(state.drafts));
    if (state.warnings.length) inside.append(warnings(state.warnings));
    if (state.problems.length || state.failure) inside.append(mistakes(state));
  };

  const close = () => {
    stream?.close();
    stream = null;
  };

  const open = () => {
    if (stream) return;
    stream = new EventSource(address);
    stream.onmessage = event => {
      const state = JSON.parse(event.data);
      if (!state.reload) return show(state);
      close();
      location.reload();
    };
  };

  // A hidden tab holds no connection: browsers allow six to a host.
  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  if (!document.hidden) open();
})();
