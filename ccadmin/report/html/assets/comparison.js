// The page of two reports: charts in which both stand side by side.

/** A line or kind of bar for each of the two; what only one of them has stands beside nothing. */
const both = (at, look = {}) =>
  [["first", "other"], ["second", "good"]].map(([side, color]) => (
    { label: side, color, ...look, at: (row) => (row[side] ? at(row[side]) : null) }
  ));
const LINE = { line: true };
const CHARTS = {
  level: { of: "intervals", unit: " %", max: 100, series: both(share(data.level), LINE) },
  waits: { of: "intervals", unit: " s", series: both(count("average_speed_of_answer"), LINE) },
  lost: { of: "intervals", unit: "", series: both(count("abandoned")) },
  queue: { of: "intervals", unit: "", series: both(count("longest_queue")) },
  groups: { of: "groups", unit: " %", max: 100, across: true, series: both(share(data.level)) },
  busy: { of: "agents", unit: " %", max: 100, across: true, series: both(share("occupancy")) },
};

showScripted();
listenToFigures();
listenToPrinting(() => data);
dark.addEventListener("change", () => recolour(dark.matches ? "dark" : "light", data));
writeCharts(data);
