// The scan beside the form: pages, zoom, turning for view, and the frames of what was read (never changes the file).
(() => {
  "use strict";
  const canvas = document.getElementById("canvas");
  if (!canvas) return;
  const pages = JSON.parse(document.getElementById("pages").textContent);
  const svg = document.getElementById("scan"), turned = document.getElementById("turned"), frames = document.getElementById("frames");
  const image = turned.querySelector("image"), place = document.getElementById("page-place"), fit = document.getElementById("zoom-fit");
  const view = { page: 0, zoom: 1, turn: 0, whole: false };

  const draw = () => {
    const { width, height } = pages[view.page];
    const [w, h] = view.turn % 180 ? [height, width] : [width, height];
    svg.setAttribute("viewBox", `0 0 ${w} ${h}`);
    const shift = { 0: "", 90: `translate(${w} 0)`, 180: `translate(${w} ${h})`, 270: `translate(0 ${h})` }[view.turn];
    turned.setAttribute("transform", `${shift} rotate(${view.turn})`);
    const room = canvas.clientWidth - 12;
    const base = view.whole ? Math.min(room, ((canvas.clientHeight - 12) * w) / h) : room;
    svg.setAttribute("width", Math.round(base * view.zoom));
    fit.setAttribute("aria-pressed", String(view.whole));
  };
  const show = (number) => {
    if (number < 0 || number >= pages.length || number === view.page) return;
    view.page = number;
    const page = pages[number];
    image.setAttribute("href", page.url);
    image.setAttribute("width", page.width);
    image.setAttribute("height", page.height);
    frames.replaceChildren();
    place.textContent = `Trang ${number + 1}/${pages.length}${page.blank ? " (trắng)" : ""}`;
    svg.setAttribute("aria-label", `Trang ${number + 1}`);
    canvas.scrollTop = 0;
    draw();
    if (pages[number + 1]) new Image().src = pages[number + 1].url;
  };
  // Words that stand on one line share a frame.
  const lines = (boxes) => boxes.reduce((found, [left, top, right, bottom]) => {
    const line = found.find((l) => Math.min(l[3], bottom) - Math.max(l[1], top) > 0.5 * Math.min(l[3] - l[1], bottom - top));
    if (line) { line[0] = Math.min(line[0], left); line[1] = Math.min(line[1], top); line[2] = Math.max(line[2], right); line[3] = Math.max(line[3], bottom); }
    else found.push([left, top, right, bottom]);
    return found;
  }, []);
  const frame = (page, boxes) => {
    frames.replaceChildren();
    if (!boxes.length) return;
    show(page);
    for (const [left, top, right, bottom] of lines(boxes)) {
      const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      const set = { x: left - 6, y: top - 6, width: right - left + 12, height: bottom - top + 12 };
      for (const name in set) rect.setAttribute(name, set[name]);
      frames.append(rect);
    }
    bringIntoView();
  };
  const bringIntoView = () => {
    const pane = canvas.getBoundingClientRect(), box = frames.getBoundingClientRect();
    if (box.top < pane.top + 20 || box.bottom > pane.bottom - 20) canvas.scrollTop += box.top - pane.top - pane.height / 3;
    if (box.left < pane.left || box.right > pane.right) canvas.scrollLeft += box.left - pane.left - 20;
  };
  const zoom = (factor) => { view.zoom = Math.min(Math.max(view.zoom * factor, 0.4), 6); draw(); if (frames.childElementCount) bringIntoView(); };
  const on = (id, act) => document.getElementById(id).addEventListener("click", act);
  on("page-before", () => show(view.page - 1));
  on("page-after", () => show(view.page + 1));
  on("zoom-in", () => zoom(1.25));
  on("zoom-out", () => zoom(0.8));
  on("zoom-fit", () => { view.whole = !view.whole; view.zoom = 1; draw(); });
  on("turn", () => { view.turn = (view.turn + 90) % 360; draw(); });
  canvas.addEventListener("keydown", (event) => {
    const act = { "+": () => zoom(1.25), "=": () => zoom(1.25), "-": () => zoom(0.8), r: () => document.getElementById("turn").click() }[event.key];
    if (act && !event.ctrlKey) { act(); event.preventDefault(); event.stopPropagation(); }
  });
  document.addEventListener("focusin", (event) => {
    const { boxes, page } = event.target.dataset;
    if (boxes) frame(Number(page), JSON.parse(boxes)); else if (event.target.closest("#entry")) frames.replaceChildren();
  });
  let lastField = null;
  document.addEventListener("focusout", (event) => { if (event.target.closest("#entry .field")) lastField = event.target; });
  document.addEventListener("keydown", (event) => {
    if (event.code !== "F2" || event.isComposing) return;
    event.preventDefault();
    if (document.activeElement === canvas) (lastField || document.querySelector("#entry .field input")).focus(); else canvas.focus();
  });
  new ResizeObserver(draw).observe(canvas);
  draw();
  const here = document.activeElement;
  if (here && here.dataset.boxes) frame(Number(here.dataset.page), JSON.parse(here.dataset.boxes));
})();
