// Search: long lists of counts start short; J and K walk the hits, which are no table.
(() => {
  "use strict";
  for (const facets of document.querySelectorAll(".facets")) {
    if (!facets.querySelector(".further")) continue;
    facets.classList.add("short");
    const more = document.createElement("button");
    more.type = "button";
    more.className = "btn btn-plain btn-sm";
    more.textContent = "Thêm lựa chọn";
    more.addEventListener("click", () => { facets.classList.remove("short"); more.remove(); });
    facets.append(more);
  }
  const hits = () => [...document.querySelectorAll(".hits h2 a")];
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, textarea, select")) return;
    const step = { KeyJ: 1, ArrowDown: 1, KeyK: -1, ArrowUp: -1 }[event.code];
    const all = hits();
    if (!step || !all.length) return;
    const next = Math.min(Math.max(all.indexOf(document.activeElement) + step, 0), all.length - 1);
    all[next].focus();
    event.preventDefault();
  });
})();
