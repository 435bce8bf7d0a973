// «In trang này» is shown only where a script can do it; without one the browser's own printing does the same.
(() => {
  "use strict";
  for (const button of document.querySelectorAll("[data-print]")) {
    if (!document.querySelector(".paper")) continue;
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
  document.querySelector(".faults")?.focus();
})();
