// Convenience only: every page works without this file.
"use strict";
(() => {
  const notes = [...document.querySelectorAll(".note")];
  const typing = () => /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement?.tagName ?? "");
  const current = () => document.activeElement?.closest?.(".note") ?? document.querySelector(".note:target, .note:has(h3:target)");
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
  const doubtful = [...document.querySelectorAll(".row.missed")];
  const doubt = () => {
    const at = doubtful.findIndex((row) => row.contains(document.activeElement));
    const link = doubtful[(at + 1) % doubtful.length]?.querySelector("a.add");
    link?.focus({ preventScroll: true });
    link?.scrollIntoView({ block: "center" });
    return link;
  };
  // Offsets count characters of the kept text, as the server does: code points, without the numbers of claims.
  const offset = (node, at) => {
    const text = (node.nodeType === 1 ? node : node.parentElement)?.closest(".text[data-start]");
    if (!text) return null;
    const range = document.createRange();
    range.setStart(text, 0);
    range.setEnd(node, at);
    const part = range.cloneContents();
    part.querySelectorAll("sup").forEach((one) => one.remove());
    return Number(text.dataset.start) + [...part.textContent].length;
  };
  const chosen = () => {
    const selection = document.getSelection();
    if (!selection?.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const ends = [offset(range.startContainer, range.startOffset), offset(range.endContainer, range.endOffset)];
    return ends.includes(null) || ends[0] >= ends[1] ? null : ends;
  };
  const add = () => {
    const ends = chosen();
    const base = document.querySelector(".lines")?.dataset.report;
    if (ends && base) return location.assign(`${base}?start=${ends[0]}&end=${ends[1]}`);
    (document.activeElement?.matches?.("a.add") ? document.activeElement : doubt())?.click();
  };
  const undecided = () => {
    const at = notes.indexOf(current());
    const open = notes.filter((note) => note.matches(".is-undecided, .is-disputed"));
    const next = open.find((note) => notes.indexOf(note) > at) ?? open[0];
    if (!next || next === current()) return document.querySelector("a.next-report")?.click();
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "center" });
  };
  const keys = {
    j: () => step(1),
    k: () => step(-1),
    a: () => press('button[value="accept"]'),
    r: () => press('button[value="reject"]'),
    u: () => press('button[value="undo"]'),
    w: () => press("details.why summary"),
    c: () => press("a.edit"),
    s: () => press("a.cut"),
    t: () => press("a.say"),
    y: () => {
      const copies = current()?.querySelector("form.copies");
      if (copies?.querySelector(":checked")) return press('button[value="copies"]');
      copies?.querySelector("details").setAttribute("open", "");
      copies?.querySelector("input[type=checkbox]")?.focus();
    },
    n: add,
    m: doubt,
    e: undecided,
    o: () => document.querySelector("a.beside")?.click(),
    "?": () => document.getElementById("keys")?.showModal() || document.getElementById("keys") || location.assign("/guide#keys-help"),
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
    const back = () => document.querySelector(".note:target, .note:has(h3:target)")?.focus({ preventScroll: true });
    back();
    // A browser that follows the fragment to a heading takes the focus away again.
    window.addEventListener("load", () => requestAnimationFrame(back));
  }
  // Correct, split, add: a way back without saving, and words chosen with the pointer.
  const escape = document.querySelector("a.escape");
  const words = document.querySelector(".words");
  if (escape) {
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented) escape.click();
    });
  }
  if (words) {
    document.querySelectorAll(".by-script").forEach((one) => one.removeAttribute("hidden"));
    const held = () => {
      const selection = document.getSelection();
      if (!selection?.rangeCount || selection.isCollapsed) return [];
      const range = selection.getRangeAt(0);
      return [...words.querySelectorAll("[data-start]")].filter((one) => range.intersectsNode(one));
    };
    const set = (name) => {
      const spans = held();
      const from = document.getElementById(`w-${name}-from`);
      const to = document.getElementById(`w-${name}-to`);
      if (!spans.length || !from || !to) return;
      from.value = spans[0].dataset.start;
      to.value = spans.at(-1).dataset.end;
      for (const one of words.querySelectorAll("[data-start]")) {
        one.classList.toggle(`in-${name}`, spans.includes(one));
      }
    };
    document.addEventListener("keydown", (event) => {
      if (typing() || event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.key === "1") set("first");
      if (event.key === "2") set("second");
    });
    document.addEventListener("mouseup", () => set("span"));
  }
  // Files dropped anywhere on the page are those that the field of the form would have chosen.
  const bring = () => document.getElementById("b-files")?.closest(".bring");
  document.addEventListener("dragover", (event) => {
    if (!bring() || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    bring().open = true;
    bring().classList.add("lit");
  });
  document.addEventListener("dragleave", () => bring()?.classList.remove("lit"));
  document.addEventListener("drop", (event) => {
    if (!bring() || !event.dataTransfer?.files.length) return;
    event.preventDefault();
    bring().classList.remove("lit");
    const files = document.getElementById("b-files");
    files.files = event.dataTransfer.files;
    files.focus();
  });
  // On a narrow screen a row is a list: each value is named by the head of its column.
  const named = () => {
    for (const table of document.querySelectorAll("table.list:not(.by-site)")) {
      const heads = [...table.querySelectorAll("thead th")].map((one) => one.textContent.trim());
      for (const row of table.querySelectorAll("tbody tr")) {
        const first = row.children.length === heads.length ? 1 : heads.length;
        [...row.children].slice(first).forEach((cell, at) => (cell.dataset.label = heads[at + 1] ?? ""));
      }
    }
  };
  named();
  // What htmx brought in place of a page: empty filters leave the address, how much was found is said aloud.
  const told = document.getElementById("told");
  const say = (text, seen) => {
    told.textContent = text;
    told.className = seen ? "fault" : "unseen";
  };
  document.addEventListener("htmx:configRequest", (event) => {
    for (const [name, value] of [...event.detail.formData]) if (value === "") event.detail.formData.delete(name);
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    named();
    if (event.detail.target.id !== "main") return;
    if (document.activeElement === document.body) document.getElementById("main").focus({ preventScroll: true });
    say(document.querySelector("main .pager span, main .empty")?.textContent || document.title);
  });
  document.addEventListener("htmx:pushedIntoHistory", (event) => {
    const back = document.querySelector(".tongue [name=next]");
    if (back) back.value = event.detail.path;
  });
  // htmx keeps the address, with the words that were searched, and does as well with that of the page.
  const forget = () => sessionStorage.removeItem("htmx-current-path-for-history");
  for (const name of ["DOMContentLoaded", "htmx:pushedIntoHistory", "htmx:historyRestore"]) document.addEventListener(name, forget);
  // An error has a page of its own, which says what to do.
  // What only renews itself tries again: to load the page would lose the words that are typed beside it.
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.target.id === "main") location.assign(event.detail.pathInfo.finalRequestPath);
    else say(told.dataset.silent, true);
  });
  for (const name of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(name, () => say(told.dataset.silent, true));
  }
  // The page that is open should be seen in the list of places on a narrow screen.
  document.querySelector('nav [aria-current="page"]')?.scrollIntoView({ block: "nearest", inline: "nearest" });
})();
