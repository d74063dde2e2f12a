// Keys for those who work many possible hits; every page works without this file.
"use strict";
(() => {
  const page = document.body.dataset.page;
  const typing = (element) => element.closest("input:not([type=radio]):not([type=checkbox]), select, textarea");
  const rows = () => [...document.querySelectorAll("[data-row] th a")];

  function step(by) {
    const links = rows();
    const here = links.indexOf(document.activeElement);
    const next = links[here < 0 ? 0 : Math.min(Math.max(here + by, 0), links.length - 1)];
    if (next) { next.focus(); next.scrollIntoView({ block: "nearest" }); }
  }

  function inQueue(key) {
    if (key === "j") return step(1);
    if (key === "k") return step(-1);
    const judgement = { s: "same", d: "different", u: "unsure" }[key];
    const link = rows().includes(document.activeElement) && document.activeElement;
    if (judgement && link) {
      const place = new URL(link.href);
      place.searchParams.set("judgement", judgement);
      location.assign(place.href);
    }
  }

  function onHit(key) {
    const found = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!found) return;
    if (found.matches("a")) return location.assign(found.href);
    found.checked = true;
    found.closest("form").elements.reason.focus();
  }

  document.addEventListener("keydown", (event) => {
    const form = document.activeElement && document.activeElement.closest("form");
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && form) { form.requestSubmit(); return; }
    if (event.key === "Escape" && typing(event.target)) { event.target.blur(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const keys = document.getElementById("keys");
    if (event.key === "?" && keys) { keys.open = !keys.open; keys.scrollIntoView({ block: "nearest" }); return; }
    if (page === "queue" || page === "cases") inQueue(event.key);
    if (page === "hit") onHit(event.key);
  });

  const chosen = document.querySelector("[data-decision] input[name=judgement]:checked");
  if (chosen) chosen.form.elements.reason.focus();
  else if (page === "queue" || page === "cases") { if (!location.hash && rows()[0] && document.referrer) rows()[0].focus({ preventScroll: true }); }

  for (const form of document.querySelectorAll("[data-drop]")) {
    const zone = form.querySelector(".drop"), input = form.querySelector("input[type=file]");
    zone.addEventListener("dragover", (event) => { event.preventDefault(); zone.classList.add("over"); });
    zone.addEventListener("dragleave", () => zone.classList.remove("over"));
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      zone.classList.remove("over");
      if (event.dataTransfer.files.length) input.files = event.dataTransfer.files;
    });
  }
})();
