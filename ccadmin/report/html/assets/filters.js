// The filter: what is chosen, the controls to choose it, and the address and command line that say it.

const KINDS = {
  groups: { title: "Group", option: "--group", names: data.groups.map((each) => each.name) },
  agents: { title: "Agent", option: "--agent", names: data.agents },
  channels: { title: "Channel", option: "--channel", names: data.channels },
};
const current = everything();

function everything() {
  return { groups: new Set(), agents: new Set(), channels: new Set(), since: 0, until: data.steps.bounds.length - 1 };
}
const isFiltered = () =>
  Object.keys(KINDS).some((kind) => current[kind].size) || current.since > 0 || current.until < data.steps.bounds.length - 1;

/** Which choices there are of a kind: those that a contact has. */
function choices(kind) {
  const name = kind.slice(0, -1);
  const seen = new Set([data.contacts, visits()].flatMap((table) => table[name]));
  return KINDS[kind].names.flatMap((label, index) => (label && seen.has(index) ? [{ index, label }] : []));
}

function makeFilters(changed) {
  const row = document.getElementById("filters");
  for (const kind of Object.keys(KINDS)) {
    const some = choices(kind);
    if (some.length > 1) row.append(menu(kind, some, changed));
  }
  if (data.steps.bounds.length > 2) row.append(timeSelect("since", "From", changed), timeSelect("until", "Until", changed));
  const form = row.closest("form");
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    Object.assign(current, everything());
    changed();
    form.querySelector("summary, select")?.focus();
  });
  form.hidden = !row.children.length;
}

/** A list of boxes to tick that opens below its button. */
function menu(kind, some, changed) {
  const { title } = KINDS[kind];
  const boxes = some.map(({ index, label }) => {
    const box = element("input", { type: "checkbox", value: String(index) });
    box.addEventListener("change", () => toggle(kind, index));
    return element("li", {}, [element("label", {}, [box, element("span", { textContent: label })])]);
  });
  const list = element("ul", {}, boxes);
  const panel = element("div", { className: "panel" }, [list]);
  if (some.length > 8) panel.prepend(finder(title, boxes));
  const summary = element("summary", {}, [element("span", { className: "kind", textContent: title }), element("span", { className: "chosen" })]);
  const details = element("details", { className: "menu" }, [summary, panel]);
  details.dataset.kind = kind;
  details.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !details.open) return;
    details.open = false;
    summary.focus();
  });
  document.addEventListener("click", (event) => {
    if (!details.contains(event.target)) details.open = false;
  });
  details.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !details.contains(event.relatedTarget)) details.open = false;
  });
  toggles.set(kind, changed);
  return details;
}
const toggles = new Map();

function finder(title, boxes) {
  const search = element("input", { type: "search", placeholder: "find" });
  search.setAttribute("aria-label", `Find ${title.toLowerCase()}`);
  search.addEventListener("input", () => {
    const wanted = search.value.trim().toLocaleLowerCase();
    for (const box of boxes) box.hidden = !box.textContent.toLocaleLowerCase().includes(wanted);
  });
  return search;
}

/** Choose one of a kind, or let go of it. */
function toggle(kind, index) {
  if (!toggles.has(kind)) return;
  if (!current[kind].delete(index)) current[kind].add(index);
  toggles.get(kind)();
}

function timeSelect(edge, title, changed) {
  const { starts } = data.steps;
  const select = element("select", {}, stepNames(starts).map((name, index) => element("option", { value: String(index), textContent: name })));
  select.dataset.edge = edge;
  select.addEventListener("change", () => {
    current[edge] = Number(select.value);
    if (current.since >= current.until) {
      if (edge === "since") current.until = Math.min(current.since + 1, starts.length - 1);
      else current.since = Math.max(current.until - 1, 0);
    }
    changed();
  });
  return element("label", { className: "time" }, [element("span", { className: "kind", textContent: title }), select]);
}

/** Bring the controls, the address and the command line into line with what is chosen. */
function showFilter(record) {
  for (const details of document.querySelectorAll(".menu")) {
    const { kind } = details.dataset;
    const names = [...current[kind]].map((index) => KINDS[kind].names[index]);
    details.querySelector(".chosen").textContent = names.length ? names.join(", ") : "all";
    details.classList.toggle("active", names.length > 0);
    for (const box of details.querySelectorAll("input[type=checkbox]")) box.checked = current[kind].has(Number(box.value));
  }
  const last = data.steps.bounds.length - 1;
  for (const select of document.querySelectorAll("[data-edge]")) {
    select.value = String(current[select.dataset.edge]);
    for (const option of select.options) {
      option.disabled = select.dataset.edge === "since" ? Number(option.value) === last : option.value === "0";
    }
  }
  document.getElementById("reset").hidden = !isFiltered();
  const { offered: some } = record;
  const all = data.about.contacts.toLocaleString("en");
  const status = isFiltered() ? `${some.toLocaleString("en")} of ${all} contacts` : `all ${all} contacts`;
  document.getElementById("status").textContent = `${status}${unknown()}`;
  const command = document.getElementById("command");
  if (command) command.textContent = commandLine();
  history.replaceState(null, "", isFiltered() ? `#${address()}` : location.pathname + location.search);
}

/** What a filter hides, because it cannot be added up. */
function unknown() {
  const hidden = [];
  if (data.work && !wholeCentre(current)) hidden.push("the time of people, who work for all groups and channels at once");
  if (data.queue && (current.agents.size || current.channels.size)) hidden.push("the queue, in which everybody waits together");
  return hidden.length ? `; not under this filter: ${hidden.join(", and ")}` : "";
}

function commandLine() {
  const words = [data.about.command];
  const given = { ...data.about.given };
  for (const { option, names, kind } of Object.entries(KINDS).map(([kind, each]) => ({ kind, ...each }))) {
    if (current[kind].size) given[option] = [...current[kind]].map((index) => names[index]);
  }
  if (current.since > 0) given["--from"] = [data.steps.starts[current.since]];
  if (current.until < data.steps.bounds.length - 1) given["--until"] = [data.steps.starts[current.until]];
  for (const [option, values] of Object.entries(given)) {
    for (const value of values) words.push(option, quoted(value));
  }
  return words.join(" ");
}

function address() {
  const wanted = new URLSearchParams();
  for (const [kind, { names }] of Object.entries(KINDS)) {
    for (const index of current[kind]) wanted.append(kind, names[index]);
  }
  if (current.since > 0) wanted.set("from", data.steps.starts[current.since]);
  if (current.until < data.steps.bounds.length - 1) wanted.set("until", data.steps.starts[current.until]);
  return String(wanted);
}

/** Choose what the address says, as far as it says anything that is there. */
function readAddress() {
  const wanted = new URLSearchParams(location.hash.slice(1));
  for (const [kind, { names }] of Object.entries(KINDS)) {
    for (const name of wanted.getAll(kind)) {
      const index = names.indexOf(name);
      if (index >= 0) current[kind].add(index);
    }
  }
  const [since, until] = ["from", "until"].map((edge) => data.steps.starts.indexOf(wanted.get(edge)));
  if (since >= 0) current.since = since;
  if (until > current.since) current.until = until;
}
