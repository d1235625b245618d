// The rows of each table under a filter: the twin of report/figures.py, crew.py and tables.py.

const WORK = ["scheduled", "staffed", "busy", "load"];
const BY_CONTACT = data.about.counted === "contacts";
const visits = () => data.visits ?? data.contacts;

/** Whether nothing is filtered but time: only then are work and queue of everybody known. */
const wholeCentre = (filter) => !filter.groups.size && !filter.channels.size;
const stepsOf = (filter) => (filter.fine ? data.fine : data.steps);

/** The same filter by fine steps, where the sums by fine steps can answer it. */
function finely(filter) {
  if (!data.by_time || filter.agents.size) return { ...filter, fine: !data.by_time };
  const place = (step) => data.fine.bounds.indexOf(data.steps.bounds[step]);
  return { ...filter, since: place(filter.since), until: place(filter.until), fine: true };
}

/** Every figure of all contacts that pass. */
function totals(filter) {
  const rows = passing(data.contacts, filter);
  const tallies = tallied(data.contacts, rows, () => 0).get(0) ?? [];
  const of = (name) => total(tallies, name);
  return {
    ...figuresOf(tallies),
    ...queueOf(filter),
    ...offering(of("offers"), of("misses"), of("answers")),
    ...workOf(filter),
  };
}

function endings(filter) {
  const tallies = tallied(data.contacts, passing(data.contacts, filter), () => 0).get(0) ?? [];
  return tallies
    .filter((each) => !MOVED.includes(each.outcome))
    .sort((one, other) => one.outcome - other.outcome || one.reason - other.reason)
    .map((each) => ({
      outcome: data.outcomes[each.outcome],
      reason: data.reasons[each.reason],
      contacts: each.contacts,
    }));
}

function channels(filter) {
  const { channel } = data.contacts;
  const found = tallied(data.contacts, passing(data.contacts, filter), (row) => channel[row]);
  return [...found]
    .sort(([one], [other]) => one - other)
    .map(([index, tallies]) => ({ name: data.channels[index], ...figuresOf(tallies) }));
}

function centers(filter) {
  const { group } = data.contacts;
  const of = new Map(data.centers.flatMap((each, index) => each.groups.map((g) => [g, index])));
  const rows = passing(data.contacts, filter);
  const found = tallied(data.contacts, rows, (row) => of.get(group[row]) ?? -1);
  return data.centers.map((each, index) => ({ name: each.name, ...figuresOf(found.get(index) ?? []) }));
}

function groups(filter) {
  const table = visits();
  const found = tallied(table, passing(table, filter), (row) => table.group[row]);
  const rung = rungBy("group", filter);
  return data.groups.flatMap((each, index) => {
    if (!each.name || (filter.groups.size && !filter.groups.has(index))) return [];
    const tallies = found.get(index) ?? [];
    const answered = total(ofOutcome(tallies, TALKED_TO), "contacts");
    const figures = figuresOf(tallies);
    const moved = BY_CONTACT ? { overflowed: null, escalated: null } : {};
    return [{ index, name: each.name, ...figures, ...moved, ...offered(rung, index, answered) }];
  });
}

function agents(filter) {
  const table = visits();
  const answering = passing(table, filter, { time: false }).filter((row) => table.agent[row] >= 0);
  const rows = passing(table, filter).filter((row) => table.agent[row] >= 0);
  const found = tallied(table, rows, (row) => table.agent[row]);
  const rung = rungBy("agent", filter);
  const there = new Set([
    ...onTheFloor(filter),
    ...answering.map((row) => table.agent[row]),
    ...rungBefore(filter),
  ]);
  return data.agents.flatMap((name, index) => {
    if (name === null || !there.has(index)) return [];
    return [{ index, name, ...agentFigures(ofOutcome(found.get(index) ?? [], TALKED_TO), rung, index, filter) }];
  });
}

function agentFigures(tallies, rung, index, filter) {
  const of = (name) => total(tallies, name);
  const answered = of("contacts");
  const wrapUp = of("wrapped") === answered ? of("wrap_up") : null;
  return {
    answered,
    ring: rung === null ? null : of("ring") + (rung.get(index)?.ring ?? 0),
    talk: of("talk"),
    wrap_up: wrapUp,
    average_handling_time: wrapUp === null ? null : ratio(of("talk") + wrapUp, answered),
    ...qualityOf(tallies),
    ...offered(rung, index, answered),
    ...workOf({ ...filter, agents: new Set([index]) }),
  };
}

/** Who could be offered a contact, as far as the centre is known. */
function onTheFloor(filter) {
  const chosen = [...filter.groups].map((group) => data.groups[group].members);
  const some = filter.groups.size ? chosen.flatMap((members) => members ?? []) : allOnTheFloor;
  return some.filter((agent) => !filter.agents.size || filter.agents.has(agent));
}
const allOnTheFloor = data.groups.some((each) => each.members) ? data.agents.map((_, index) => index) : [];

/** The steps of time under a filter, those without a contact too. */
function intervals(wanted) {
  const filter = finely(wanted);
  const steps = stepsOf(filter);
  const table = filter.fine && data.by_time ? data.by_time : data.contacts;
  const found = tallied(table, passing(table, filter), (row) => table.step[row]);
  const rows = [];
  for (let step = filter.since; step < filter.until; step += 1) {
    const one = { ...wanted, ...inSteps(steps, step) };
    rows.push({
      start: steps.starts[step],
      ...figuresOf(found.get(step) ?? []),
      ...queueOf(one),
      ...workOf(one),
    });
  }
  return rows;
}

/** The instants of one step, which stand in a filter for its own steps. */
const inSteps = (steps, step) => ({ from: steps.bounds[step], to: steps.bounds[step + 1] });

/** The instants between which a filter lies. */
function span(filter) {
  return [filter.from ?? data.steps.bounds[filter.since], filter.to ?? data.steps.bounds[filter.until]];
}

/** The queue under a filter: known for all groups, and for some of them; not by agent or channel. */
function queueOf(filter) {
  const unknown = { mean_queue: null, longest_queue: null };
  if (!data.queue || filter.agents.size || filter.channels.size) return unknown;
  const [from, to] = span(filter);
  const table = filter.groups.size ? data.queue.groups : data.queue.total;
  let waited = 0;
  let longest = 0;
  for (let row = 0; row < table.step.length; row += 1) {
    const at = data.fine.bounds[table.step[row]];
    if (at < from || at >= to || (filter.groups.size && !filter.groups.has(table.group[row]))) continue;
    waited += table.waited[row];
    longest = Math.max(longest, table.longest[row]);
  }
  const whole = filter.from === undefined;
  const time = whole ? Math.min(to, data.span[1]) - Math.max(from, data.span[0]) : to - from;
  return { mean_queue: ratio(waited, time), longest_queue: filter.groups.size > 1 ? null : longest };
}

const workRows = new Map();
for (const [row, agent] of (data.work?.agents.agent ?? []).entries()) {
  if (!workRows.has(agent)) workRows.set(agent, []);
  workRows.get(agent).push(row);
}

/** The work under a filter: people work for all groups and channels at once. */
function workOf(filter) {
  const sums = Object.fromEntries(WORK.map((kind) => [kind, null]));
  if (!data.work || !wholeCentre(filter)) return { ...sums, occupancy: null, utilisation: null };
  const [from, to] = span(filter);
  const table = filter.agents.size ? data.work.agents : data.work.total;
  const bounds = (filter.agents.size ? data.steps : data.fine).bounds;
  for (const kind of WORK) sums[kind] = 0;
  const rows = filter.agents.size ? [...filter.agents].flatMap((agent) => workRows.get(agent) ?? []) : table.busy.keys();
  for (const row of rows) {
    const at = bounds[table.step ? table.step[row] : row];
    if (at < from || at >= to) continue;
    for (const kind of WORK) sums[kind] += table[kind][row];
  }
  const { scheduled, staffed, busy, load } = sums;
  return { ...sums, occupancy: ratio(busy, staffed), utilisation: ratio(load, scheduled) };
}

/** Offers that rang in vain, by group or agent; null where they are unknown. */
function rungBy(key, filter) {
  if (!data.rings) return null;
  const table = data.rings;
  const found = new Map();
  for (const row of passing(table, filter)) {
    const one = found.get(table[key][row]) ?? { offers: 0, misses: 0, ring: 0 };
    for (const name of Object.keys(one)) one[name] += column(table, name)[row];
    found.set(table[key][row], one);
  }
  return found;
}

function rungBefore(filter) {
  if (!data.rings) return [];
  return passing(data.rings, filter, { time: false }).map((row) => data.rings.agent[row]);
}

function offered(rung, index, answered) {
  if (rung === null) return offering(null);
  const vain = rung.get(index) ?? { offers: 0, misses: 0 };
  return offering(vain.offers + answered, vain.misses, answered);
}

const PARTS = { endings, channels, centers, groups, agents, intervals };

/** Everything that tables and charts show under a filter. */
function reckon(filter) {
  const found = { totals: totals(filter) };
  for (const [part, records] of Object.entries(PARTS)) found[part] = records(filter);
  const both = [
    ...found.groups.map((row) => ({ ...row, of: "group" })),
    ...found.agents.map((row) => ({ ...row, of: "agent" })),
  ];
  return { ...found, service: both, offers: both };
}
