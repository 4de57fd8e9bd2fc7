// Adds to the editor of a draft what a form alone cannot: a live preview, saving while one writes,
// and pictures by drop. Without it everything still works by its buttons.
"use strict";

(() => {
  const form = document.getElementById("editor");
  if (!form || form.dataset.stale) return;
  const said = document.getElementById("saved");
  const conflict = document.getElementById("conflict");
  const address = form.getAttribute("action");
  const PREVIEW_AFTER = 300;
  const SAVE_AFTER = 1200;
  const AGAIN_AFTER = 5000;
  let previewTimer, saveTimer, asked = 0, dirty = false, saving = false, stopped = false;

  function typed(extra = {}) {
    const data = new FormData(form);
    data.delete("image");
    for (const [name, value] of Object.entries(extra)) data.set(name, value);
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
    if (saving || stopped || !dirty) return;
    saving = true;
    dirty = false;
    said.textContent = form.dataset.saving;
    try {
      const answer = await fetch(`${address}/autosave`, { method: "POST", body: typed() });
      const found = await answer.json();
      if (answer.status === 409) stop(found.conflict || found.sentence);
      else if (!answer.ok) said.textContent = found.problem || found.sentence || form.dataset.unsaved;
      else {
        form.elements.version.value = found.version;
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

  function stop(sentence) {
    stopped = true;
    said.textContent = form.dataset.unsaved;
    conflict.querySelector("p").textContent = sentence;
    conflict.hidden = false;
    conflict.scrollIntoView({ block: "center" });
  }

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
    dirty = false;
    stopped = true;
  });
  window.addEventListener("beforeunload", (event) => {
    if (dirty || saving) event.preventDefault();
  });

  const body = document.getElementById("e-body");
  const drop = document.getElementById("drop");
  if (!body || !drop) return;
  const problem = document.getElementById("image-problem");

  function insert(markdown) {
    const at = body.selectionEnd;
    const before = body.value.slice(0, at), after = body.value.slice(at);
    const gap = before && !before.endsWith("\n\n") ? (before.endsWith("\n") ? "\n" : "\n\n") : "";
    body.setRangeText(`${gap}${markdown}\n${after.startsWith("\n") ? "" : "\n"}`, at, at, "end");
    changed();
  }

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
  input.addEventListener("change", async () => {
    await take(input.files);
    input.value = "";
  });
})();
