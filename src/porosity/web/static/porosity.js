// What pages do beyond links and forms. Everything works without it; nothing here comes from a report.
"use strict";

(function () {
  const say = (text) => {
    const place = document.getElementById("said");
    if (!place) return;
    place.textContent = text;
    place.className = text ? "toast" : "";
    window.clearTimeout(say.timer);
    if (text) say.timer = window.setTimeout(() => say(""), 6000);
  };

  // ---- the words that a link leads to light up in all their pieces
  const light = () => {
    document.querySelectorAll(".lit").forEach((piece) => piece.classList.remove("lit"));
    const found = /^#t(\d+)$/.exec(window.location.hash);
    if (!found) return;
    document.querySelectorAll(".k" + found[1]).forEach((piece) => piece.classList.add("lit"));
  };
  window.addEventListener("hashchange", light);

  // ---- filters fold away where there is no room for them
  const fold = () => {
    if (window.matchMedia("(max-width:64rem)").matches) {
      document.querySelectorAll("details.filters").forEach((one) => one.removeAttribute("open"));
    }
  };

  // ---- files dropped onto the inbox
  const dropping = () => {
    const zone = document.getElementById("drop");
    const input = document.getElementById("files");
    if (!zone || !input) return;
    const over = (event) => { event.preventDefault(); zone.classList.add("over"); };
    zone.addEventListener("dragenter", over);
    zone.addEventListener("dragover", over);
    zone.addEventListener("dragleave", () => zone.classList.remove("over"));
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      zone.classList.remove("over");
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
    input.addEventListener("change", () => {
      const names = Array.from(input.files, (file) => file.name);
      const place = document.getElementById("chosen-files");
      if (place) place.textContent = names.length ? names.slice(0, 5).join(", ") + (names.length > 5 ? " and " + (names.length - 5) + " more" : "") : "";
    });
  };

  // ---- the review queue by keyboard
  const queue = () => document.getElementById("queue");
  const items = () => (queue() ? Array.from(queue().querySelectorAll(".item")) : []);
  const current = () => items().find((item) => item.classList.contains("current"));
  const choose = (item, focus) => {
    items().forEach((one) => one.classList.remove("current"));
    if (!item) return;
    item.classList.add("current");
    const words = item.querySelector(".resting");
    if (words && window.htmx) window.htmx.trigger(words, "chosen");
    if (focus) { item.focus({ preventScroll: true }); item.scrollIntoView({ block: "nearest" }); }
  };
  const move = (step) => {
    const all = items();
    if (!all.length) return;
    const at = all.indexOf(current());
    choose(all[Math.min(all.length - 1, Math.max(0, at + step))], true);
  };
  const press = (kind) => {
    const item = current();
    const button = item && item.querySelector("button[value=" + kind + "]");
    if (button) button.click();
  };
  const ask = (kind) => {
    const item = current();
    const field = item && item.querySelector("input[name=why]");
    if (!field) return;
    item.dataset.kind = kind;
    if (kind === "dismiss" && field.value.trim()) { press(kind); return; }
    field.placeholder = kind === "dismiss" ? "Why dismiss? Enter sends it" : "Note; Enter sends it";
    field.focus();
  };
  const help = () => {
    const dialog = document.getElementById("keys");
    if (dialog && !dialog.open) dialog.showModal();
  };
  const keys = {
    j: () => move(1), k: () => move(-1), c: () => press("confirm"), d: () => ask("dismiss"),
    n: () => ask("note"), u: () => press("revoke"), "?": help,
    o: () => { const link = current() && current().querySelector("a.open"); if (link) link.click(); },
    "/": () => { const field = document.getElementById("find"); if (field) field.focus(); },
  };
  document.addEventListener("keydown", (event) => {
    const at = event.target;
    if (event.key === "Escape" && at.matches && at.matches(".item input")) { at.closest(".item").focus(); return; }
    if (event.key === "Enter" && at.matches && at.matches(".item input[name=why]")) {
      const item = at.closest(".item");
      event.preventDefault();
      choose(item, false);
      press(item.dataset.kind || "note");
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (at.matches && at.matches("input,textarea,select,[contenteditable]")) return;
    if (document.querySelector("dialog[open]")) return;
    if (event.key !== "/" && !queue()) return;
    const act = keys[event.key];
    if (act) { event.preventDefault(); act(); }
  });
  document.addEventListener("focusin", (event) => {
    const item = event.target.closest && event.target.closest("#queue .item");
    if (item) choose(item, false);
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-help]")) help();
    if (event.target.closest("dialog [data-close]")) event.target.closest("dialog").close();
  });

  // ---- answers of the server
  document.addEventListener("htmx:afterSwap", (event) => {
    light();
    const item = event.detail.elt;
    if (item && item.matches && item.matches("#queue .item")) {
      const next = item.classList.contains("settled") ? items()[items().indexOf(item) + 1] : null;
      choose(next || item, true);
      say(item.dataset.said || "");
    }
  });
  document.addEventListener("htmx:validation:halted", (event) => {
    const empty = event.detail.errors.map((error) => error.elt).find((field) => field.name === "who");
    say(empty ? "Give your name first; it stays with the decision." : "Something is missing in this form.");
    (empty || event.detail.errors[0].elt).focus();
  });
  document.addEventListener("htmx:responseError", (event) => {
    const page = new DOMParser().parseFromString(event.detail.xhr.responseText || "", "text/html");
    const told = page.querySelector("[role=alert]");
    say(told ? told.textContent.trim() : "This did not work: " + event.detail.xhr.status + ".");
  });
  document.addEventListener("htmx:sendError", () => say("The server cannot be reached. Nothing was changed."));

  document.addEventListener("DOMContentLoaded", () => {
    light();
    fold();
    dropping();
    if (queue()) queue().classList.add("live");
    choose(items()[0], false);
  });
})();
