// A picker that stays a text box: ↓ opens, ↑ ↓ choose, Enter takes, Esc closes; whatever is typed may also stand.
(() => {
  "use strict";
  const closed = (list) => { list.hidden = true; list.input.setAttribute("aria-expanded", "false"); list.input.removeAttribute("aria-activedescendant"); };
  const options = (list) => [...list.querySelectorAll("[role=option]")];
  const open = (list) => {
    if (!options(list).length) { closed(list); return; }
    options(list).forEach((option, n) => { option.id = `${list.id}_${n}`; option.setAttribute("aria-selected", "false"); });
    list.hidden = false;
    list.input.setAttribute("aria-expanded", "true");
  };
  const choose = (list, step) => {
    const all = options(list), here = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
    const next = all[(here + step + all.length) % all.length] || all[0];
    all.forEach((option) => option.setAttribute("aria-selected", String(option === next)));
    list.input.setAttribute("aria-activedescendant", next.id);
    next.scrollIntoView({ block: "nearest" });
  };
  const take = (list, option) => {
    list.input.value = option.dataset.value;
    closed(list);
    list.input.dispatchEvent(new Event("input", { bubbles: true }));
    list.input.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const ask = async (list) => {
    const { input } = list, asked = input.value.trim();
    const family = document.getElementById("id_family")?.value || "";
    const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(asked)}&family=${family}`, { headers: { "HX-Request": "true" } });
    if (!answer.ok || input.value.trim() !== asked || document.activeElement !== input) return;
    list.innerHTML = await answer.text();
    if (options(list).length === 1 && options(list)[0].dataset.value === asked) closed(list); else open(list);
  };
  document.querySelectorAll("ul.options").forEach((list) => {
    const input = (list.input = document.getElementById(list.id.replace(/_options$/, "")));
    if (input.tagName === "INPUT") { input.setAttribute("role", "combobox"); input.setAttribute("aria-autocomplete", "list"); input.setAttribute("aria-controls", list.id); input.setAttribute("aria-expanded", "false"); }
    let timer = 0, taking = false;
    input.addEventListener("input", () => {
      clearTimeout(timer);
      if (taking || !input.dataset.suggest) return;
      timer = setTimeout(() => ask(list), 120);
    });
    input.addEventListener("keydown", (event) => {
      if (event.isComposing || event.ctrlKey || event.altKey) return;
      if (event.code === "ArrowDown" || event.code === "ArrowUp") {
        if (input.tagName === "TEXTAREA" && list.hidden) return;
        event.preventDefault();
        if (list.hidden) { open(list); if (list.hidden && input.dataset.suggest) ask(list); }
        if (!list.hidden) choose(list, event.code === "ArrowDown" ? 1 : -1);
      } else if (event.code === "Enter" && !list.hidden) {
        const option = list.querySelector("[aria-selected=true]");
        if (option) { event.preventDefault(); taking = true; take(list, option); taking = false; } else closed(list);
      } else if (event.code === "Escape" && !list.hidden) { event.preventDefault(); event.stopPropagation(); closed(list); }
    });
    // «cv» left in the box is «Công văn»: the abbreviation stands for the name, as on saving.
    input.addEventListener("blur", () => {
      const typed = input.value.trim().toLocaleLowerCase("vi");
      const option = typed && options(list).find((one) => one.dataset.short?.toLocaleLowerCase("vi").split(", ").includes(typed));
      if (option) { taking = true; take(list, option); taking = false; }
    });
    input.addEventListener("blur", () => setTimeout(() => closed(list), 150));
    list.addEventListener("mousedown", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) { event.preventDefault(); taking = true; take(list, option); taking = false; }
    });
  });
})();
