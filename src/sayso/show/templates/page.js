// What the page does beyond reading: it lights up a whole statement, shows its card, and walks with the keyboard.
// Without this script the numbers in the text are links to the statements below, and everything can still be read.
(() => {
  "use strict";
  const root = document.documentElement;
  const card = document.querySelector(".card");
  const status = document.querySelector('[role="status"]');
  const refs = [...document.querySelectorAll("a.n")];
  const wide = matchMedia("(min-width: 68rem)");
  let current = null; // the number link of the statement that is lit
  let pinned = false;
  root.classList.add("js");

  const report = (node) => node.closest(".report");
  const parts = (ref) => [...report(ref).querySelectorAll(`[data-s="${ref.dataset.s}"]`)];
  const entry = (ref) => document.getElementById(ref.hash.slice(1));
  const refOf = (node) => {
    const part = node.closest && node.closest("[data-s]");
    return part && report(part) && report(part).querySelector(`a.n[data-s="${part.dataset.s}"]`);
  };

  function show(ref) {
    if (ref === current) return;
    clear();
    current = ref;
    parts(ref).forEach((part) => part.classList.add("on"));
    entry(ref).classList.add("on");
    const tag = Object.assign(document.createElement("p"), { className: "tag", textContent: `STATEMENT ${ref.dataset.s}` });
    const hint = Object.assign(document.createElement("p"), { className: "hint" });
    card.replaceChildren(tag, entry(ref).querySelector("dl").cloneNode(true), hint);
    card.hidden = false;
    place();
  }

  function clear() {
    if (!current) return;
    parts(current).forEach((part) => part.classList.remove("on"));
    entry(current).classList.remove("on");
    current = null;
    card.hidden = true;
  }

  function pin(yes) {
    pinned = yes && Boolean(current);
    card.classList.toggle("pinned", pinned);
    const hint = card.querySelector(".hint");
    if (hint) hint.textContent = pinned ? "Escape lets go" : "";
    if (current) status.textContent = pinned ? card.querySelector("dl").innerText : "";
    place();
  }

  function place() {
    card.style.top = card.style.left = "";
    if (!current || !wide.matches) return;
    const column = report(current).getBoundingClientRect();
    const first = parts(current)[0].getBoundingClientRect();
    const lowest = innerHeight - card.offsetHeight - 16;
    card.style.top = `${Math.max(16, Math.min(first.top, lowest)) + scrollY}px`;
    card.style.left = `${column.right + scrollX + 32}px`;
  }

  function walk(step) {
    if (!refs.length) return;
    let next = refs.indexOf(document.activeElement);
    if (next < 0 && current) next = refs.indexOf(current);
    if (next < 0) {
      const below = refs.findIndex((ref) => ref.getBoundingClientRect().top >= 0);
      next = step > 0 ? (below < 0 ? refs.length : below) - 1 : below < 0 ? refs.length : below;
    }
    next += step;
    if (next >= 0 && next < refs.length) refs[next].focus();
  }

  document.addEventListener("mouseover", (event) => {
    if (pinned) return;
    const ref = refOf(event.target);
    if (ref) show(ref);
    else if (!card.contains(event.target) && !refs.includes(document.activeElement)) clear();
  });
  document.addEventListener("focusin", (event) => {
    const ref = event.target.matches("a.n") ? event.target : null;
    if (!ref) return;
    show(ref);
    if (pinned) pin(true);
    const box = ref.getBoundingClientRect();
    if (box.top < 80 || box.bottom > innerHeight - (wide.matches ? 80 : card.offsetHeight + 40)) {
      ref.scrollIntoView({ block: "center" });
    }
  });
  document.addEventListener("focusout", (event) => {
    if (!pinned && event.target.matches("a.n")) clear();
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("a.ref, a.back")) {
      const ref = document.getElementById(event.target.closest("a").hash.slice(1));
      if (ref && ref.matches("a.n")) {
        event.preventDefault();
        ref.focus();
      }
      return;
    }
    const ref = refOf(event.target);
    if (ref && !String(getSelection())) {
      event.preventDefault();
      const again = ref === current && pinned;
      show(ref);
      pin(!again);
    } else if (pinned && !card.contains(event.target)) {
      pin(false);
      clear();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const onRef = document.activeElement.matches("a.n");
    const steps = { n: 1, p: -1, ...(onRef && { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }) };
    if (event.key in steps) {
      event.preventDefault();
      walk(steps[event.key]);
    } else if (event.key === "Escape" && current) {
      if (pinned) pin(false);
      else clear();
      if (current && !onRef) clear();
    }
    // Enter on a number arrives as a click.
  });
  addEventListener("resize", place);
})();
