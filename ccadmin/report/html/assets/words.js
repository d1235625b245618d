// Values as people read them: the twin of report/tables.py.

const HOURS = new Set(["scheduled", "staffed", "busy", "load", "ring", "talk", "wrap_up"]);
const NOTHING = "–";

/** A number with so many decimals; halves go to the even neighbour, as Python has it. */
function fixed(value, decimals) {
  const scaled = value * 10 ** decimals;
  const floor = Math.floor(scaled);
  if (scaled - floor === 0.5 && floor % 2 === 0) return (floor / 10 ** decimals).toFixed(decimals);
  return value.toFixed(decimals);
}

/** Rounded as programs read it: seconds to a thousandth, shares to a millionth. */
const rounded = (value, decimals) => Number(value.toFixed(decimals));

/** The value of a figure; ms where it is a time. */
function shown(name, value) {
  if (value === null || value === undefined) return NOTHING;
  if (name === "start") return value.slice(5, 16).replace("T", " ");
  const unit = data.definitions[name]?.unit;
  if (unit === "share") return `${fixed(rounded(value, 6) * 100, 1)} %`;
  if (unit === "seconds") {
    const seconds = rounded(value / 1000, 3);
    return HOURS.has(name) ? clock(seconds) : fixed(seconds, 1);
  }
  if (unit === "1 to 5") return fixed(rounded(value, 6), 2);
  if (name === "mean_queue") return fixed(rounded(value, 6), 2);
  return String(value);
}

/** The value of a figure with its unit. */
function inWords(name, value) {
  const text = shown(name, value);
  const seconds = data.definitions[name]?.unit === "seconds" && !HOURS.has(name);
  return seconds && text !== NOTHING ? `${text} s` : text;
}

function clock(seconds) {
  const minutes = Number(fixed(seconds / 60, 0));
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}

/** How steps are called: as short as they can be, with the offset where a clock reads the same twice. */
function stepNames(starts) {
  const dates = new Set(starts.map((each) => each.slice(0, 10)));
  const days = starts.every((each) => each.slice(11, 16) === "00:00");
  const names = starts.map((each) => {
    const [date, time] = [each.slice(0, 10), each.slice(11, 16)];
    if (dates.size === 1) return time;
    return days ? date : `${date.slice(5)} ${time}`;
  });
  const twice = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  return names.map((name, index) => (twice.has(name) ? `${name} ${starts[index].slice(19)}` : name));
}

/** A word as a shell takes it. */
function quoted(word) {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'"'"'`)}'`;
}
