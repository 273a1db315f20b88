// Light, dark or as the system: every page's button, and the choice kept where the browser keeps anything.
(() => {
  "use strict";
  const root = document.documentElement;
  const themes = ["auto", "light", "dark"];
  const button = document.querySelector(".colours") ?? document.querySelector(".theme");
  const keep = (name) => { try { localStorage.setItem("sayso-theme", name); } catch { /* a file's page may have no storage */ } };
  const kept = () => { try { return localStorage.getItem("sayso-theme"); } catch { return null; } };
  function theme(name) {
    if (name === "auto") delete root.dataset.theme;
    else root.dataset.theme = name;
    button.textContent = name[0].toUpperCase() + name.slice(1);
    button.setAttribute("aria-label", `Colours: ${name === "auto" ? "as the system" : name}`);
    button.dataset.now = name;
  }
  theme(themes.includes(kept()) ? kept() : "auto");
  button.hidden = false;
  button.addEventListener("click", () => {
    const next = themes[(themes.indexOf(button.dataset.now) + 1) % themes.length];
    theme(next);
    keep(next);
  });
})();
