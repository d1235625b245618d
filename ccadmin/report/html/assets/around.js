// What all pages do: parts of a document made, something said aloud, figures explained, paper served.

const data = JSON.parse(document.getElementById("data").textContent);
const element = (name, properties = {}, children = []) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

function say(text) {
  document.getElementById("live").textContent = text;
}

/** Definitions: shown beside a figure that is pointed at or focused, until Escape. */
function listenToFigures() {
  const tip = document.getElementById("tip");
  let of = null;
  const hide = () => {
    of?.removeAttribute("aria-describedby");
    of = null;
    tip.hidden = true;
  };
  const show = (button) => {
    const known = data.definitions[button.dataset.figure];
    if (!known || of === button) return;
    hide();
    of = button;
    tip.replaceChildren(element("b", { textContent: known.title }), ` (${known.unit}) `, known.text);
    tip.hidden = false;
    button.setAttribute("aria-describedby", "tip");
    const box = button.getBoundingClientRect();
    const room = document.documentElement.clientWidth - tip.offsetWidth - 8;
    tip.style.left = `${Math.max(8, Math.min(box.left, room)) + scrollX}px`;
    const above = box.top - tip.offsetHeight - 6;
    const covered = document.querySelector(".filters")?.getBoundingClientRect().bottom ?? 0;
    tip.style.top = `${(above > covered ? above : box.bottom + 6) + scrollY}px`;
  };
  const figure = (event) => event.target.closest?.("[data-figure]");
  for (const name of ["pointerover", "focusin", "click"]) {
    document.addEventListener(name, (event) => (figure(event) ? show(figure(event)) : name !== "focusin" && !tip.contains(event.target) && hide()));
  }
  document.addEventListener("focusout", hide);
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
}

/** On paper everything is open, and charts of those records are in the colours of paper. */
function listenToPrinting(records) {
  const LONGEST_TABLE = 120;
  const STORIES = 5;
  let opened = [];
  addEventListener("beforeprint", () => {
    const stories = [...document.querySelectorAll(".stories")].flatMap((list) => [...list.querySelectorAll("details")].slice(STORIES));
    opened = [...document.querySelectorAll("details:not([open], .menu)")].filter(
      (each) => each.querySelectorAll("tr").length <= LONGEST_TABLE && !stories.includes(each),
    );
    for (const each of opened) each.open = true;
    recolour("light", records());
    resizeCharts(true);
  });
  addEventListener("afterprint", () => {
    for (const each of opened) each.open = false;
    recolour(dark.matches ? "dark" : "light", records());
    resizeCharts(false);
  });
}

/** Show what only a script fills. */
function showScripted() {
  for (const each of document.querySelectorAll(".scripted")) each.hidden = false;
}
