// The entry form by keyboard: Enter goes on, F4 to the next unsure field, F6 keeps a field, F9 presents; drafts save themselves.
(() => {
  "use strict";
  const form = document.getElementById("entry");
  if (!form) return;
  const fields = () => [...form.querySelectorAll(".field input:not([type=checkbox]), .field select, .field textarea")];
  const seen = new Set();

  // A mark says where the value came from: it goes when the value is another one, and comes back with it.
  const remark = (field) => {
    if (field.dataset.read === undefined) return;
    const mark = document.getElementById(`${field.id}_mark`), same = field.value === field.dataset.read;
    if (mark) mark.hidden = !same;
    field.closest(".field").classList.toggle("is-unsure", same && "unsure" in field.dataset);
  };
  form.addEventListener("input", (event) => { dirty = true; if (event.target.closest(".field")) remark(event.target); });
  form.addEventListener("focusin", (event) => seen.add(event.target));

  const unsure = () => fields().filter((field) => field.dataset.unsure && field.value === field.dataset.read);
  const goTo = (field) => { field.focus(); field.select?.(); };
  const nextUnsure = () => {
    const all = unsure(), here = document.activeElement;
    goTo(all.find((field) => here.compareDocumentPosition(field) & Node.DOCUMENT_POSITION_FOLLOWING) || all[0] || here);
  };
  const onwards = (from) => {
    const all = fields(), next = all[all.indexOf(from) + 1];
    if (next) goTo(next); else form.querySelector("[data-key='Ctrl+Enter']").focus();
  };
  const keys = {
    F4: nextUnsure,
    F6: () => { const pin = document.activeElement.closest(".field")?.querySelector(".pin input"); if (pin) { pin.checked = !pin.checked; dirty = true; } },
    F9: () => form.querySelector("[data-press=F9]")?.click(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (keys[event.code]) { event.preventDefault(); keys[event.code](); return; }
    const target = event.target;
    if (event.code !== "Enter" && event.code !== "NumpadEnter") return;
    if (event.defaultPrevented || !fields().includes(target) || target.name === "recipients") return;
    event.preventDefault();
    onwards(target);
  });

  // Dates are tidied on leaving, never while typing (Unikey types by sending backspaces).
  const tidied = (text) => {
    const found = /^(\d{1,2})\s*[./\-\s]\s*(\d{1,2})\s*[./\-\s]\s*(\d{4}|\d{2})$/.exec(text) || /^(\d{2})(\d{2})(\d{4}|\d{2})$/.exec(text);
    if (!found) return text;
    const latest = new Date().getFullYear() + 10;
    const year = found[3].length === 4 ? found[3] : String(latest - ((latest - Number(found[3])) % 100));
    return `${found[1].padStart(2, "0")}/${found[2].padStart(2, "0")}/${year}`;
  };
  form.addEventListener("focusout", (event) => {
    if (event.target.matches("[data-date]")) { event.target.value = tidied(event.target.value.trim()); remark(event.target); }
  });

  // An unsure reading of a main column is not saved unseen: the first press leads there, the second saves.
  form.addEventListener("submit", (event) => {
    const unseen = unsure().filter((field) => field.dataset.unsure === "key" && !seen.has(field));
    if (unseen.length && !event.submitter?.value.startsWith("attach")) {
      event.preventDefault();
      state.textContent = `Còn ${unseen.length} ô chưa xem`;
      goTo(unseen[0]);
      return;
    }
    if (sent && !gone) { gone = true; return; }
    event.preventDefault();
    if (!sent) hand(event.submitter);
  });
  document.addEventListener("click", (event) => {
    const { confirm } = event.target.dataset;
    if (!confirm) return;
    document.getElementById("confirmed").value = confirm;
    event.target.closest(".duplicates").remove();
    fields().find((field) => field.name === "subject").focus();
  });
  const offerConfirm = () => form.querySelectorAll("[data-confirm][hidden]").forEach((button) => (button.hidden = false));
  document.addEventListener("htmx:afterSettle", offerConfirm);
  document.addEventListener("htmx:after:settle", offerConfirm);
  offerConfirm();

  const state = document.getElementById("draft-state");
  let dirty = false, handing = false, sent = false, gone = false;
  const post = () => fetch(form.dataset.draft, { method: "POST", body: new URLSearchParams(new FormData(form)), keepalive: true });

  // Somebody signed in again in another tab: this page's form takes the token of the new session.
  const renew = async () => {
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
    const token = page.querySelector("#entry [name=csrfmiddlewaretoken]");
    if (token) form.elements.csrfmiddlewaretoken.value = token.value;
    return Boolean(token);
  };
  const postDraft = async () => {
    const answer = await post();
    return answer.status === 403 && (await renew()) ? post() : answer;
  };
  const saveDraft = async () => {
    if (!dirty || sent) return;
    dirty = false;
    try {
      const answer = await postDraft();
      if (!answer.ok || answer.redirected) throw new Error(answer.status);
      state.textContent = await answer.text();
    } catch { dirty = true; state.textContent = "Chưa lưu được nháp"; }
  };

  // Nothing typed is handed to a server that is not there or knows nobody: the page stays and says what to do.
  const halt = document.getElementById("halt");
  const stay = (signIn) => {
    halt.hidden = false;
    halt.textContent = signIn ? "Phiên làm việc đã hết. Chữ đã gõ còn nguyên trên trang này, chưa vào sổ. " : "Chưa tới được máy chủ. Chữ đã gõ còn nguyên trên trang này, chưa vào sổ. Hãy bấm Lưu lại sau ít giây.";
    if (signIn) {
      const link = Object.assign(document.createElement("a"), { href: signIn, target: "_blank", rel: "noopener", textContent: "Đăng nhập ở thẻ mới" });
      halt.append(link, ", rồi quay lại đây bấm Lưu.");
    }
    halt.focus();
  };
  const hand = async (button) => {
    if (handing) return;
    handing = true;
    try {
      const answer = await postDraft();
      if (answer.redirected) { stay(new URL(answer.url).pathname); return; }
      sent = true;
      halt.hidden = true;
      form.requestSubmit(button);
      setTimeout(() => { sent = gone = false; }, 8000); // still here: the answer never came
    } catch { stay(""); } finally { handing = false; }
  };
  setInterval(saveDraft, 10000);
  document.addEventListener("visibilitychange", () => { if (document.hidden) saveDraft(); });
  addEventListener("pagehide", saveDraft);
})();
