// Opens every list at once. Without it the page can be read and opened all the same.
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");
  const open = document.querySelector(".open");
  open.hidden = !document.querySelector("details");
  open.addEventListener("click", () => {
    const every = open.getAttribute("aria-pressed") !== "true";
    document.querySelectorAll("details").forEach((list) => { list.open = every; });
    open.setAttribute("aria-pressed", String(every));
    open.textContent = every ? "Close every list" : "Open every list";
  });
  // A print has the claims that are folded on the screen.
  let folded = [];
  window.addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll(".st-fold:not([open])")];
    folded.forEach((list) => { list.open = true; });
  });
  window.addEventListener("afterprint", () => { folded.forEach((list) => { list.open = false; }); });
})();
