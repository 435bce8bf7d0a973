// Files are sent one by one, each with its own bar and its own answer; the list below goes on by itself.
(() => {
  "use strict";
  const drop = document.getElementById("drop");
  if (!drop) return;
  const input = drop.querySelector("input[type=file]"), sending = document.getElementById("sending"), left = document.getElementById("left");
  const token = drop.querySelector("[name=csrfmiddlewaretoken]").value;
  const queue = [];
  let running = false;
  drop.classList.add("is-live");

  const line = (file) => {
    const item = document.createElement("li"), name = document.createElement("span"), bar = document.createElement("progress");
    name.textContent = file.name;
    name.className = "one-line";
    bar.max = 100;
    bar.value = 0;
    bar.setAttribute("aria-label", `Đang gửi ${file.name}`);
    item.append(name, bar);
    sending.append(item);
    return { item, bar };
  };
  const tell = () => { left.textContent = queue.length ? `Đang gửi, còn ${queue.length + 1} tệp.` : ""; };
  const failed = ({ item, bar }, sentence) => {
    bar.remove();
    item.className = "is-failed";
    const fault = document.createElement("span");
    fault.className = "fault";
    fault.setAttribute("role", "alert");
    fault.textContent = sentence;
    item.append(fault);
    sending.append(item);
  };
  const send = (file, shown) => new Promise((done) => {
    const request = new XMLHttpRequest(), body = new FormData();
    body.append("csrfmiddlewaretoken", token);
    body.append("files", file);
    request.open("POST", drop.action || location.href);
    request.setRequestHeader("HX-Request", "true");
    request.setRequestHeader("X-CSRFToken", token);
    request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) shown.bar.value = (100 * event.loaded) / event.total; });
    request.addEventListener("load", () => {
      if (request.status === 200) shown.item.remove();
      else failed(shown, new DOMParser().parseFromString(request.responseText, "text/html").body.textContent.trim());
      done();
    });
    request.addEventListener("error", () => { failed(shown, drop.dataset.limitWords.replace("{name}", file.name)); done(); });
    request.send(body);
  });
  // One after the other, so that the list keeps the order of the pile.
  const work = async () => {
    if (running) return;
    running = true;
    for (let next = queue.shift(); next; next = queue.shift()) {
      tell();
      await send(next.file, next.shown);
      document.getElementById("arrivals").dispatchEvent(new CustomEvent("arrived"));
    }
    running = false;
    tell();
  };
  const take = (files) => {
    for (const file of files) queue.push({ file, shown: line(file) });
    work();
  };
  input.addEventListener("change", () => { take(input.files); input.value = ""; });
  // The state is announced when it is another one, not every two seconds; a button in use stays.
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    const { target, fragment } = event.detail;
    if (target.textContent.trim() === fragment.textContent.trim()) event.detail.shouldSwap = false;
  });
  let depth = 0;
  addEventListener("dragenter", (event) => { event.preventDefault(); depth += 1; drop.classList.add("is-over"); });
  addEventListener("dragleave", () => { depth -= 1; if (depth <= 0) drop.classList.remove("is-over"); });
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => { event.preventDefault(); depth = 0; drop.classList.remove("is-over"); take(event.dataTransfer.files); });
})();
