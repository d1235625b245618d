// Charts by Chart.js, each with an HTML legend, keys to walk along it, and the colours of the scheme.
// Which there are is said by CHARTS, of which each page has its own.

const SCHEMES = {
  light: { text: "#3d4654", line: "#dde2ea", good: "#2563a8", bad: "#c2571a", other: "#8a93a3", deep: "#14694a", target: "#6b4fa0" },
  dark: { text: "#b7c0ce", line: "#2f3846", good: "#6ea8e8", bad: "#f0955c", other: "#8b95a6", deep: "#55c79b", target: "#b79cf0" },
};
const dark = matchMedia("(prefers-color-scheme: dark)");
let scheme = SCHEMES[dark.matches ? "dark" : "light"];
const still = matchMedia("(prefers-reduced-motion: reduce)");
const MOST_BARS = 20;
const charts = new Map();
Chart.defaults.font.family = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';

/** How a chart takes a number from a record. */
const share = (name) => (row) => (row[name] === null ? null : row[name] * 100);
const count = (name) => (row) => row[name];

/** The rows with the most first. */
const inOrderOf = (rows, name) => [...rows].sort((one, other) => (other[name] ?? -1) - (one[name] ?? -1));

function rowsOf(chart, records) {
  const rows = records[chart.of];
  return chart.across ? (chart.order?.(rows) ?? rows).slice(0, MOST_BARS) : rows;
}

function writeCharts(records) {
  for (const figure of document.querySelectorAll("[data-chart]")) {
    const name = figure.dataset.chart;
    const chart = CHARTS[name];
    const rows = rowsOf(chart, records);
    const labels = labelsOf(chart, rows);
    const series = chart.series.map((each) => ({ ...each, values: rows.map(each.at) }));
    const known = series.filter((each) => each.values.some((value) => value !== null));
    figure.hidden = !rows.length || !known.length;
    if (figure.hidden) continue;
    if (chart.across) figure.querySelector(".canvas").style.height = `${rows.length * 24 + 60}px`;
    if (!charts.has(name)) charts.set(name, draw(figure, name));
    const drawn = charts.get(name);
    drawn.rows = rows;
    const hidden = new Set(drawn.data.datasets.filter((_, index) => !drawn.isDatasetVisible(index)).map((each) => each.label));
    drawn.data = { labels, datasets: known.map((each) => ({ ...dataset(each, chart), hidden: hidden.has(each.label) })) };
    drawn.options = options(chart, known, figure);
    drawn.update(still.matches ? "none" : undefined);
    legend(figure, drawn);
    describe(figure, chart, known, labels);
  }
}

function labelsOf(chart, rows) {
  return chart.across ? rows.map((row) => row.name) : stepNames(rows.map((row) => row.start));
}

function draw(figure, name) {
  const drawn = new Chart(figure.querySelector("canvas"), { type: "bar", data: { labels: [], datasets: [] } });
  walk(figure, drawn, name);
  return drawn;
}

function dataset(each, chart) {
  const color = scheme[each.color];
  return {
    label: each.label,
    type: each.line ? "line" : "bar",
    data: each.values,
    borderColor: color,
    backgroundColor: color,
    borderWidth: each.line ? 2 : 0,
    borderDash: each.dashed ? [6, 4] : [],
    borderRadius: each.line ? 0 : 2,
    pointRadius: each.line && !each.dashed && each.values.length < 60 ? 2.5 : 0,
    pointHitRadius: 12,
    cubicInterpolationMode: "monotone",
    clip: 8,
    spanGaps: false,
    maxBarThickness: 38,
    categoryPercentage: 0.86,
    barPercentage: 0.94,
    order: each.line ? 0 : 1,
    ...(each.axis === "right" ? { yAxisID: "right" } : {}),
    stack: chart.stacked ? "all" : undefined,
  };
}

function options(chart, known, figure) {
  const ticks = { color: scheme.text };
  const grid = { color: scheme.line, drawTicks: false };
  const value = { beginAtZero: true, max: chart.max, stacked: chart.stacked, ticks: { ...ticks, precision: 0, padding: 6, maxTicksLimit: 6 }, grid, border: { display: false } };
  const names = {
    stacked: chart.stacked, border: { color: scheme.line }, grid: { display: false },
    ticks: { ...ticks, autoSkip: !chart.across, maxRotation: 0, autoSkipPadding: 14 },
  };
  const right = known.some((each) => each.axis === "right");
  const scales = chart.across ? { x: value, y: names } : { x: names, y: value };
  if (right) scales.right = { position: "right", min: 0, max: 100, ticks: { ...ticks, maxTicksLimit: 6 }, grid: { display: false }, border: { display: false } };
  return {
    indexAxis: chart.across ? "y" : "x",
    responsive: true,
    maintainAspectRatio: false,
    animation: still.matches ? false : { duration: 250 },
    interaction: { mode: "index", intersect: false, axis: chart.across ? "y" : "x" },
    scales,
    onClick: (_, active) => choose(chart, figure, active),
    plugins: {
      legend: { display: false },
      tooltip: { callbacks: { label: (item) => `${item.dataset.label}: ${spoken(item.raw, item.dataset.label, chart.unit)}` } },
    },
  };
}

const spoken = (value, label, unit) =>
  value === null ? NOTHING : `${Number.isInteger(value) ? value : fixed(value, 1)}${label.endsWith("%") ? " %" : unit}`;

/** A click on a bar that stands for a group or an agent filters by it, and once more lets go. */
function choose(chart, figure, active) {
  if (!chart.filters || !active.length) return;
  toggle(chart.filters, charts.get(figure.dataset.chart).rows[active[0].index].index);
}

/** A legend of buttons: each hides and shows its line or bars. */
function legend(figure, drawn) {
  const buttons = drawn.data.datasets.map((each, index) => {
    const mark = element("span", { className: each.type === "line" ? "mark line" : "mark" });
    mark.style.color = each.borderColor;
    const button = element("button", { type: "button" }, [mark, each.label]);
    button.setAttribute("aria-pressed", String(drawn.isDatasetVisible(index)));
    button.addEventListener("click", () => {
      drawn.setDatasetVisibility(index, !drawn.isDatasetVisible(index));
      button.setAttribute("aria-pressed", String(drawn.isDatasetVisible(index)));
      drawn.update();
    });
    return button;
  });
  figure.querySelector(".legend").replaceChildren(...buttons);
}

/** The arrow keys walk along a chart and say aloud what its tip shows; Enter is a click. */
function walk(figure, drawn, name) {
  const canvas = figure.querySelector("canvas");
  let place = -1;
  const show = (index) => {
    place = index;
    const active = drawn.data.datasets
      .map((_, datasetIndex) => ({ datasetIndex, index }))
      .filter((each) => drawn.isDatasetVisible(each.datasetIndex) && drawn.data.datasets[each.datasetIndex].data[index] !== null);
    const at = active.length ? drawn.getDatasetMeta(active[0].datasetIndex).data[index] : { x: 0, y: 0 };
    drawn.setActiveElements(active);
    drawn.tooltip.setActiveElements(active, { x: at.x, y: at.y });
    drawn.update("none");
    const said = active.map(({ datasetIndex }) => {
      const { label, data: values } = drawn.data.datasets[datasetIndex];
      return `${label} ${spoken(values[index], label, CHARTS[name].unit)}`;
    });
    say(`${drawn.data.labels[index]}: ${said.join(", ") || "nothing"}`);
  };
  canvas.addEventListener("keydown", (event) => {
    const last = drawn.data.labels.length - 1;
    const moves = { ArrowRight: place + 1, ArrowDown: place + 1, ArrowLeft: place - 1, ArrowUp: place - 1, Home: 0, End: last };
    if (event.key in moves) show(Math.min(Math.max(moves[event.key], 0), last));
    else if (event.key === "Enter" && place >= 0) choose(CHARTS[name], figure, [{ index: place }]);
    else if (event.key === "Escape") leave(drawn);
    else return;
    event.preventDefault();
  });
  canvas.addEventListener("blur", () => leave(drawn));
}

function leave(drawn) {
  drawn.setActiveElements([]);
  drawn.tooltip.setActiveElements([], { x: 0, y: 0 });
  drawn.update("none");
}

/** What a chart shows, in a sentence for those who hear it. */
function describe(figure, chart, known, labels) {
  const told = known.map(({ label, values }) => {
    const numbers = values.filter((value) => value !== null);
    const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
    return `${label} from ${spoken(least, label, chart.unit)} to ${spoken(most, label, chart.unit)}`;
  });
  const range = chart.across ? `${labels.length} bars` : `${labels[0]} to ${labels.at(-1)}`;
  const title = figure.querySelector("h3").textContent;
  figure.querySelector("canvas").setAttribute(
    "aria-label", `${title}, ${range}: ${told.join("; ")}. Arrow keys walk along it; the table has all numbers.`,
  );
}

/** Draw everything anew in the colours of a scheme. */
function recolour(name, records) {
  scheme = SCHEMES[name];
  writeCharts(records);
}

/** The size of paper for all charts, or that of their place on the screen. */
function resizeCharts(paper) {
  for (const [name, chart] of charts) {
    chart.options.devicePixelRatio = paper ? 3 : undefined;
    if (!paper) chart.resize();
    else if (CHARTS[name].across) chart.resize(430, Math.max(chart.rows.length * 20 + 40, 90));
    else chart.resize(430, 180);
  }
}
