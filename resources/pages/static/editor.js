// Adds to the editor of a draft what a form alone cannot: a live preview, saving while one writes,
// putting together what two wrote, keys, and pictures by drop. Without it all works by its buttons.
"use strict";

(() => {
  const form = document.getElementById("editor");
  if (!form) return;
  const said = document.getElementById("saved");
  const conflict = document.getElementById("conflict");
  const address = form.getAttribute("action");
  const stale = Boolean(form.dataset.stale);
  const PREVIEW_AFTER = 300;
  const SAVE_AFTER = 1200;
  const AGAIN_AFTER = 5000;
  let previewTimer, saveTimer, asked = 0, dirty = stale, refused = false, saving = false, stopped = stale;

  function typed() {
    const data = new FormData(form);
    data.delete("image");
    return data;
  }

  async function preview() {
    const mine = ++asked;
    try {
      const answer = await fetch(`${address}/preview`, { method: "POST", body: typed() });
      if (!answer.ok) return;
      const found = await answer.json();
      if (mine !== asked) return; // a later one was asked for meanwhile
      document.getElementById("preview").innerHTML = found.preview;
      for (const [name, html] of Object.entries(found.findings)) {
        const place = document.getElementById(`findings-${name}`);
        if (place && place.innerHTML.trim() !== html.trim()) place.innerHTML = html;
      }
    } catch {
      // The next change asks again; saving says when the hub is not there.
    }
  }

  async function save() {
    clearTimeout(saveTimer);
    if (saving || stopped || !dirty) return;
    saving = true;
    dirty = false;
    said.textContent = form.dataset.saving;
    try {
      const answer = await fetch(`${address}/autosave`, { method: "POST", body: typed() });
      const found = await answer.json();
      refused = !answer.ok; // what the hub did not take is not asked again before it is changed
      if (found.page) stop(found);
      else if (!answer.ok) said.textContent = found.problem || found.sentence || form.dataset.unsaved;
      else {
        goesOver(found);
        said.textContent = form.dataset.saved.replace("{at}", found.at);
      }
    } catch {
      dirty = true;
      said.textContent = form.dataset.lost;
      setTimeout(save, AGAIN_AFTER);
    }
    saving = false;
    if (dirty && !stopped) later();
  }

  function goesOver(found) { // the next save is over this version, and began from this text
    form.elements.version.value = found.version;
    form.elements.was.value = found.was;
  }

  function stop(found) {
    stopped = true;
    dirty = true;
    said.textContent = form.dataset.unsaved;
    conflict.innerHTML = found.page;
    const button = document.getElementById("put-together");
    button.addEventListener("click", () => putTogether(button));
    conflict.firstElementChild.scrollIntoView({ block: "start" });
  }

  async function putTogether(button) {
    const before = typed(); // it was typed on since: what is put together is what is there now
    let found;
    try {
      found = await (await fetch(`${address}/autosave`, { method: "POST", body: before })).json();
    } catch {
      said.textContent = form.dataset.lost;
      return;
    }
    if (found.page) {
      const fields = Object.entries(found.fields);
      if (fields.some(([name]) => !form.elements[name])) { // it is written another way by now
        form.requestSubmit(form.querySelector("button[value=edit]"));
        return;
      }
      for (const [name, value] of fields) fill(form.elements[name], value);
      conflict.innerHTML = found.page;
      conflict.querySelector("#put-together").remove();
      const told = conflict.querySelector("[data-done]");
      if (told) told.textContent = told.dataset.done;
    }
    if (found.version) goesOver(found);
    if (!found.clashes) conflict.replaceChildren();
    stopped = false;
    offerTheirs();
    (document.getElementById("e-body") || button).focus({ preventScroll: true });
    changed();
    save();
  }

  function fill(field, value) {
    if (field.type === "checkbox") field.checked = Boolean(value);
    else if (field.value !== value) {
      const at = field.selectionStart;
      field.value = value;
      if (field === document.activeElement && at !== null) field.setSelectionRange(at, at);
    }
  }

  function offerTheirs() {
    for (const button of conflict.querySelectorAll(".use-theirs")) {
      button.hidden = false;
      button.addEventListener("click", () => {
        const field = form.elements[button.dataset.field] || form.elements.file;
        const { yours, theirs } = button.dataset;
        const at = field.value.indexOf(yours);
        if (field.tagName !== "TEXTAREA") fill(field, theirs);
        else if (yours && at >= 0) fill(field, field.value.slice(0, at) + theirs + field.value.slice(at + yours.length));
        else fill(field, field.value ? `${field.value}\n${theirs}` : theirs);
        button.disabled = true;
        changed();
      });
    }
  }
  offerTheirs();

  function later() {
    clearTimeout(saveTimer);
    saveTimer = setTimeout(save, SAVE_AFTER);
  }

  function changed() {
    dirty = true;
    if (!stopped) said.textContent = form.dataset.unsaved;
    clearTimeout(previewTimer);
    previewTimer = setTimeout(preview, PREVIEW_AFTER);
    later();
  }

  form.addEventListener("input", (event) => {
    if (event.target.type !== "file") changed();
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(saveTimer);
    if (saving) { // its answer brings the version that this save goes over
      event.preventDefault();
      setTimeout(() => form.requestSubmit(event.submitter), 50);
      return;
    }
    if (event.submitter?.value === "edit" && !stopped) { // one stays where one is writing
      event.preventDefault();
      dirty = true;
      save();
      return;
    }
    dirty = refused = false;
    stopped = true;
  });
  window.addEventListener("beforeunload", (event) => {
    if (dirty || refused || saving) event.preventDefault();
  });

  const command = navigator.platform.startsWith("Mac");
  for (const keys of form.querySelectorAll(".keys")) {
    keys.hidden = false;
    if (command) keys.querySelector(".command").textContent = "⌘";
  }
  form.addEventListener("keydown", (event) => {
    if (event.altKey || event.shiftKey || !(command ? event.metaKey : event.ctrlKey)) return;
    const value = { s: "edit", Enter: "review" }[event.key];
    const button = value && form.querySelector(`.save-bar button[value=${value}]`);
    if (!button) return;
    event.preventDefault();
    form.requestSubmit(button);
  });

  const body = document.getElementById("e-body");
  const drop = document.getElementById("drop");
  if (!body || !drop) return;
  const problem = document.getElementById("image-problem");

  function type(text) { // only what counts as typed is undone by the browser's own keys
    body.focus();
    const from = body.selectionStart, to = body.selectionEnd;
    if (!document.execCommand("insertText", false, text)) body.setRangeText(text, from, to, "end");
    changed();
  }

  let placed = false; // before anybody wrote in the text its cursor stands at the very beginning
  body.addEventListener("focus", () => { placed = true; });

  function insert(markdown) {
    const at = placed ? body.selectionEnd : body.value.length;
    const before = body.value.slice(0, at), after = body.value.slice(at);
    const gap = before && !before.endsWith("\n\n") ? (before.endsWith("\n") ? "\n" : "\n\n") : "";
    body.setSelectionRange(at, at);
    type(`${gap}${markdown}\n${after.startsWith("\n") ? "" : "\n"}`);
  }

  body.addEventListener("keydown", (event) => { // bold and italic, as in any other text
    const mark = { b: "**", i: "*" }[event.key];
    if (!mark || event.altKey || event.shiftKey || !(command ? event.metaKey : event.ctrlKey)) return;
    event.preventDefault();
    const from = body.selectionStart, words = body.value.slice(from, body.selectionEnd);
    type(`${mark}${words}${mark}`);
    body.setSelectionRange(from + mark.length, from + mark.length + words.length);
  });

  async function take(files) {
    problem.hidden = true;
    for (const file of files) {
      said.textContent = form.dataset.uploading;
      const data = new FormData();
      data.set("csrf", form.elements.csrf.value);
      data.set("image", file, file.name || "picture.png");
      try {
        const answer = await fetch(`${address}/images`, { method: "POST", body: data });
        const found = await answer.json();
        if (answer.ok) insert(found.markdown);
        else {
          problem.textContent = found.problem || found.sentence;
          problem.hidden = false;
          said.textContent = "";
        }
      } catch {
        said.textContent = form.dataset.lost;
      }
    }
  }

  for (const place of [body, drop]) {
    place.addEventListener("dragover", (event) => {
      if (event.dataTransfer.types.includes("Files")) {
        event.preventDefault();
        place.classList.add("over");
      }
    });
    place.addEventListener("dragleave", () => place.classList.remove("over"));
    place.addEventListener("drop", (event) => {
      place.classList.remove("over");
      if (event.dataTransfer.files.length) {
        event.preventDefault();
        take(event.dataTransfer.files);
      }
    });
  }
  body.addEventListener("paste", (event) => {
    if (event.clipboardData.files.length) {
      event.preventDefault();
      take(event.clipboardData.files);
    }
  });
  const input = document.getElementById("e-image");
  form.querySelector(".plain-image").hidden = true;
  const help = document.getElementById("image-help");
  help.textContent = help.dataset.scripted;
  input.addEventListener("change", async () => {
    await take(input.files);
    input.value = "";
  });
})();
