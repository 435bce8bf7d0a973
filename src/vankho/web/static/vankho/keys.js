// Keys of the whole house (UX §6): by place on the keyboard (event.code), never while something is being typed or composed.
(() => {
  "use strict";
  const typing = (target) => target.closest("input, textarea, select, [contenteditable]");
  const rows = () => [...document.querySelectorAll("table.list tbody tr[tabindex]")];
  const move = (step) => {
    const all = rows();
    if (!all.length) return;
    const here = all.indexOf(document.activeElement.closest("tr"));
    const next = all[Math.min(Math.max(here + step, 0), all.length - 1)];
    all.forEach((row) => (row.tabIndex = row === next ? 0 : -1));
    next.focus();
  };
  const press = (code) => {
    const target = document.querySelector(`[data-key="${code}"]`);
    if (!target) return false;
    if (target.matches("input, textarea, select") && target.type !== "file") { target.focus(); target.select?.(); } else target.click();
    return true;
  };
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || event.metaKey) return;
    if (event.ctrlKey) {
      const wanted = { Enter: "Ctrl+Enter", KeyS: "Ctrl+S" }[event.code];
      if (wanted && press(wanted)) event.preventDefault();
      return;
    }
    if (/^F[278]$/.test(event.code)) { if (press(event.code)) event.preventDefault(); return; }
    if (event.code === "Escape" && typing(event.target)) { event.target.blur(); return; }
    if (typing(event.target)) return;
    if (event.code === "KeyJ" || event.code === "ArrowDown") { if (rows().length) { move(1); event.preventDefault(); } return; }
    if (event.code === "KeyK" || event.code === "ArrowUp") { if (rows().length) { move(-1); event.preventDefault(); } return; }
    if (event.code === "Enter") { const link = event.target.closest("tr")?.querySelector("a"); if (link && event.target.tagName === "TR") link.click(); return; }
    if (event.code === "Period") { document.querySelector("table.list")?.classList.toggle("two-lines"); return; }
    if (event.shiftKey && event.code === "Slash") { document.querySelector("details.help").open ^= true; return; }
    if (press(event.code)) event.preventDefault();
  });
})();
