// Improves pages that work without it: results while typing, keys, printing.
"use strict";

const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

// ---- results while typing: one request at a time, the address is the state
const box = $("form.search:not(.small) input[name=q]");
if (box && $("#results")) {
  const PAUSE = 250;
  let timer, running, composing = false;
  const show = async () => {
    const form = new FormData(box.form);
    const words = String(form.get("q")).trim();
    if (!words) return;
    const query = new URLSearchParams([...form].filter(([, value]) => value !== ""));
    const address = `${box.form.action}?${query}`;
    if (address === location.href) return;
    running?.abort();
    running = new AbortController();
    $("#results").setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, { signal: running.signal });
      // words that are not finished are no mistake yet: what was found before stays
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      $("#results").replaceChildren(...$("#results", page).childNodes);
      $("#told").textContent = $(".summary p, .advice h2", page)?.textContent ?? "";
      document.title = page.title;
      history.replaceState(null, "", address);
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    } finally {
      $("#results").removeAttribute("aria-busy");
    }
  };
  const later = () => {
    clearTimeout(timer);
    if (!composing) timer = setTimeout(show, PAUSE);
  };
  // while characters are being composed out of pinyin, nothing is asked
  box.addEventListener("compositionstart", () => { composing = true; });
  box.addEventListener("compositionend", () => { composing = false; later(); });
  box.addEventListener("input", later);
  box.form.addEventListener("submit", () => { clearTimeout(timer); running?.abort(); });
}

// ---- keys
const KEYS = [
  ["/", "到检索框"], ["j k 或 ↓ ↑", "下一条、上一条结果"], ["Enter", "打开"],
  ["[ ]", "上一年、下一年，或上一页、下一页"], ["g h", "首页"], ["g r", "审核"], ["?", "这张表"], ["Esc", "关闭、离开检索框"],
];

const help = () => {
  let dialog = $("#keys");
  if (!dialog) {
    dialog = document.createElement("dialog");
    dialog.id = "keys";
    dialog.setAttribute("aria-labelledby", "keys-title");
    const title = Object.assign(document.createElement("h2"), { id: "keys-title", textContent: "键盘" });
    const list = document.createElement("dl");
    for (const [keys, meaning] of KEYS) {
      const term = document.createElement("dt");
      for (const key of keys.split(" ")) {
        const part = key === "或" ? document.createTextNode(" 或 ") : Object.assign(document.createElement("kbd"), { textContent: key });
        term.append(part, " ");
      }
      list.append(term, Object.assign(document.createElement("dd"), { textContent: meaning }));
    }
    const close = Object.assign(document.createElement("button"), { type: "button", textContent: "关闭" });
    close.addEventListener("click", () => dialog.close());
    dialog.append(title, list, close);
    document.body.append(dialog);
  }
  if (!dialog.open) dialog.showModal();
};

const step = (by) => {
  const hits = $$("a.hit");
  if (!hits.length) return false;
  const at = hits.indexOf(document.activeElement);
  const next = hits[at < 0 ? (by > 0 ? 0 : hits.length - 1) : Math.min(Math.max(at + by, 0), hits.length - 1)];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
  return true;
};

const follow = (selector) => {
  const link = $(selector);
  link?.click();
  return Boolean(link);
};

let before = "";
document.addEventListener("keydown", (event) => {
  const { target, key } = event;
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || $("dialog[open]")) return;
  const typing = target.matches("input:not([type=checkbox]), select, textarea");
  if (typing) {
    if (key === "Escape") target.blur();
    if (key === "ArrowDown" && target.matches("form.search input") && step(1)) event.preventDefault();
    return;
  }
  const two = before + key;
  before = key === "g" ? "g" : "";
  const done = {
    "/": () => { const field = box ?? $("form.search input"); field?.focus(); field?.select(); return Boolean(field); },
    "?": () => { help(); return true; },
    "j": () => step(1), "k": () => step(-1),
    "ArrowDown": () => target.matches("a.hit") && step(1), "ArrowUp": () => target.matches("a.hit") && step(-1),
    "[": () => follow("a[rel=prev]"), "]": () => follow("a[rel=next]"),
    "gh": () => { location.href = "/"; return true; }, "gr": () => { location.href = "/review"; return true; },
  };
  if ((done[two] ?? done[key])?.()) event.preventDefault();
});

const hint = document.createElement("button");
Object.assign(hint, { type: "button", className: "button", textContent: "键盘操作（?）" });
hint.addEventListener("click", help);
$("footer p")?.append(" ", hint);

// ---- adding: files may be dropped anywhere on the page
const adding = $("form#add");
if (adding) {
  const field = $("input[type=file]", adding);
  adding.append(Object.assign(document.createElement("p"), { className: "drop", textContent: "也可以把文件拖到这一页上。" }));
  const over = (on) => (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    document.body.classList.toggle("dropping", on);
  };
  document.addEventListener("dragover", over(true));
  document.addEventListener("dragleave", over(false));
  document.addEventListener("drop", (event) => {
    over(false)(event);
    if (!event.dataTransfer?.files.length) return;
    field.files = event.dataTransfer.files;
    // whoever drops a file that names no office has filled the fields before
    adding.requestSubmit();
  });
  adding.addEventListener("submit", () => { $(".drop", adding).textContent = `正在上传 ${field.files.length} 个文件…`; });
}

// ---- long work: how far it is, as the server reports it
const job = $("#job[data-events]");
const bar = job && $("progress", job);
if (bar) {
  const source = new EventSource(job.dataset.events);
  source.addEventListener("stage", (event) => {
    const { done, of } = JSON.parse(event.data);
    if (done === undefined) {
      source.close();
      location.reload();
      return;
    }
    bar.max = Math.max(of, 1);
    bar.value = done;
    const words = $("p", job);
    words.textContent = words.textContent.replace(/\d+ \/ \d+/, `${done} / ${of}`);
  });
  source.addEventListener("error", () => source.close());
}

// ---- printing: a button that only a script can serve
for (const button of $$("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
