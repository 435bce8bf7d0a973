// The document page: ready phrases, swiping through pages, choosing by typing, what is wrong comes first.
(() => {
  "use strict";
  const setUpPhrases = (group) => {
    const text = document.getElementById(group.dataset.phrasesFor);
    const lead = document.getElementById(group.dataset.lead);
    group.hidden = false;
    group.addEventListener("click", (event) => {
      const phrase = event.target.closest("[data-phrase]")?.dataset.phrase;
      if (!phrase) return;
      const name = lead.value ? "đ/c " + lead.selectedOptions[0].text.split(",")[0] : "…";
      const said = phrase.replace("{lead}", name);
      if (!text.value.includes(said)) text.value = text.value ? `${text.value.trimEnd()} ${said}` : said;
    });
    group.querySelectorAll("[data-phrase]").forEach((button) => (button.textContent = button.textContent.replace("{lead}", "…")));
  };
  const mirror = (says) => {
    const select = document.getElementById(says.dataset.mirrors);
    select.addEventListener("change", () => (says.querySelector("strong").textContent = select.value ? select.selectedOptions[0].text.split(",")[0] : "chưa chọn người"));
  };
  const setUpChoices = (form) => form.addEventListener("input", (event) => {
    const radio = event.target.closest(".choice")?.querySelector("input[type=radio]");
    if (!radio) return;
    radio.checked = true;
    form.querySelector("[data-choice-said]").textContent = radio.closest("label").textContent.trim();
  });
  const swiped = { from: null };
  document.addEventListener("touchstart", (event) => {
    swiped.from = event.touches.length === 1 && event.target.closest("[data-swipe]") ? event.touches[0] : null;
  }, { passive: true });
  document.addEventListener("touchend", (event) => {
    if (!swiped.from) return;
    const to = event.changedTouches[0];
    const [across, down] = [to.clientX - swiped.from.clientX, to.clientY - swiped.from.clientY];
    if (Math.abs(across) > 60 && Math.abs(across) > 2 * Math.abs(down)) document.querySelector(`[data-key="${across < 0 ? "F8" : "F7"}"]`)?.click();
  }, { passive: true });
  document.querySelectorAll("[data-phrases-for]").forEach(setUpPhrases);
  document.querySelectorAll("[data-mirrors]").forEach(mirror);
  document.querySelectorAll("form[data-choices]").forEach(setUpChoices);
  document.querySelector(".faults")?.focus();
})();
