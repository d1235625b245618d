// The page of a report: everything is written once when it opens, and again when the filter changes.

const seconds = (name) => (row) => (row[name] === null ? null : row[name] / 1000);
const OTHERS = ["voicemail", "callback", "refused", "unanswered", "waiting", "overflowed"];
const others = (row) => OTHERS.reduce((sum, name) => sum + (row[name] ?? 0), 0);
const BECAME = [
  { label: "answered", color: "good", at: count("answered") },
  { label: "gave up", color: "bad", at: count("abandoned") },
  { label: "others", color: "other", at: others },
];
/** What a chart shows: one entry for each line or kind of bar. `at` turns a record into a number. */
const CHARTS = {
  contacts: { of: "intervals", unit: "", stacked: true, series: BECAME },
  level: {
    of: "intervals", unit: " %", max: 100,
    series: [
      { label: "service level", color: "good", line: true, at: share("service_level") },
      { label: "target", color: "target", line: true, dashed: true, at: target },
    ],
  },
  waits: {
    of: "intervals", unit: " s",
    series: [
      { label: "average speed of answer", color: "good", line: true, at: seconds("average_speed_of_answer") },
      { label: "longest wait", color: "bad", line: true, at: seconds("longest_wait") },
    ],
  },
  queue: {
    of: "intervals", unit: "",
    series: [
      { label: "longest queue", color: "bad", at: count("longest_queue") },
      { label: "occupancy, %", color: "deep", line: true, axis: "right", at: share("occupancy") },
    ],
  },
  groups: { of: "groups", unit: "", stacked: true, across: true, series: BECAME, filters: "groups" },
  agents: {
    of: "agents", unit: "", across: true, filters: "agents",
    order: (rows) => inOrderOf(rows, "answered"),
    series: [{ label: "answered", color: "good", at: count("answered") }],
  },
  busy: {
    of: "agents", unit: " %", across: true, filters: "agents", max: 100,
    order: (rows) => inOrderOf(rows, "occupancy"),
    series: [{ label: "occupancy", color: "deep", at: share("occupancy") }],
  },
};

/** The target of the groups that are shown, where it is the same for all. */
function target() {
  const shownGroups = data.groups.filter((each, index) => each.name && (!current.groups.size || current.groups.has(index)));
  const targets = new Set(shownGroups.map((each) => each.target));
  return targets.size === 1 ? [...targets][0] * 100 : null;
}

let records = {};

/** Write everything under the filter; tables that stand as they came are left alone. */
function rewrite({ opening = false } = {}) {
  records = reckon(current);
  if (!opening || isFiltered()) {
    writeTiles(records.totals);
    writeTables(records);
  }
  writeContacts(current, records.totals);
  showFilter(records.totals);
  writeCharts(records);
  document.getElementById("step-name").textContent = data[finely(current).fine ? "fine" : "steps"].name;
}

/** Let the names of figures in the table of totals be asked what they mean. */
function explainTotals() {
  for (const table of document.querySelectorAll('table[data-part="totals"]')) {
    const names = Object.entries(data.definitions);
    for (const row of table.tBodies[0].rows) {
      const [name] = names.find(([, each]) => each.title === row.cells[0].textContent);
      row.dataset.name = name;
      const button = element("button", { type: "button", className: "figure", textContent: row.cells[0].textContent });
      button.dataset.figure = name;
      row.cells[0].replaceChildren(button);
    }
  }
}

explainTotals();
showScripted();
readAddress();
makeFilters(() => rewrite());
listenToHeadings(() => writeTables(records));
listenToFigures();
listenToPrinting(() => records);
dark.addEventListener("change", () => recolour(dark.matches ? "dark" : "light", records));
addEventListener("hashchange", () => {
  Object.assign(current, everything());
  readAddress();
  rewrite();
});
rewrite({ opening: true });
