// Convenience only: every page works without this file.
"use strict";
(() => {
  const notes = [...document.querySelectorAll(".note")];
  const typing = () => /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement?.tagName ?? "");
  const current = () => document.activeElement?.closest?.(".note") ?? document.querySelector(".note:target");
  const marks = (id) => document.querySelectorAll(`mark[data-claims~="${CSS.escape(id)}"]`);

  const light = (id, on) => {
    marks(id).forEach((mark) => mark.classList.toggle("lit", on));
    document.querySelector(`.note[data-claim="${CSS.escape(id)}"]`)?.classList.toggle("lit", on);
  };
  for (const note of notes) {
    const id = note.dataset.claim;
    for (const [event, on] of [["mouseenter", true], ["mouseleave", false], ["focusin", true], ["focusout", false]]) {
      note.addEventListener(event, () => light(id, on));
    }
  }
  for (const mark of document.querySelectorAll("mark[data-claims]")) {
    const ids = mark.dataset.claims.split(" ");
    mark.addEventListener("mouseenter", () => ids.forEach((id) => light(id, true)));
    mark.addEventListener("mouseleave", () => ids.forEach((id) => light(id, false)));
  }

  const step = (by) => {
    if (!notes.length) return;
    const at = notes.indexOf(current());
    const next = notes[at < 0 ? (by > 0 ? 0 : notes.length - 1) : Math.min(Math.max(at + by, 0), notes.length - 1)];
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "center" });
  };
  const press = (selector) => current()?.querySelector(selector)?.click();
  const keys = {
    j: () => step(1),
    k: () => step(-1),
    a: () => press('button[value="accept"]'),
    r: () => press('button[value="reject"]'),
    u: () => press('button[value="undo"]'),
    w: () => press("summary"),
    "/": () => document.getElementById("q")?.focus(),
  };
  document.addEventListener("keydown", (event) => {
    if (typing() || event.ctrlKey || event.altKey || event.metaKey || !Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    keys[event.key]();
  });
  if (notes.length) {
    document.querySelector(".keys")?.removeAttribute("hidden");
    // After a decision the page comes back to its note: the next key should work from there.
    document.querySelector(".note:target")?.focus({ preventScroll: true });
  }
  // Files dropped anywhere on the form are those that its field would have chosen.
  const files = document.getElementById("b-files");
  const bring = files?.closest(".bring");
  if (bring) {
    const over = (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      bring.open = true;
      bring.classList.add("lit");
    };
    document.addEventListener("dragover", over);
    document.addEventListener("dragleave", () => bring.classList.remove("lit"));
    document.addEventListener("drop", (event) => {
      if (!event.dataTransfer?.files.length) return;
      event.preventDefault();
      bring.classList.remove("lit");
      files.files = event.dataTransfer.files;
      files.focus();
    });
  }
  // The page that is open should be seen in the list of places on a narrow screen.
  document.querySelector('nav [aria-current="page"]')?.scrollIntoView({ block: "nearest", inline: "nearest" });
})();
