// Figures from sums: the twin of report/tallies.py. Times are ms, shares 0 to 1, null is undefined.

const LONGEST = "longest";
const SUMS = [
  "contacts", "timed", "wait", "queued", "within", "short", "handled", "handling", "reached",
  "firsts", "first", "resolved", "resolution", "direct", "offers", "misses", "answers", "ring",
  "talk", "wrapped", "wrap_up", "asked", "rated", "rating", "satisfied",
];
const outcome = (name) => data.outcomes.indexOf(name);
const ABANDONED = [outcome("abandoned")];
const TALKED_TO = [outcome("answered"), outcome("closed-by-timeout"), outcome("escalated")];
const MOVED = [outcome("overflowed"), outcome("escalated")];

const ratio = (above, below) => (below ? above / below : null);
const total = (tallies, name) => tallies.reduce((sum, each) => sum + each[name], 0);
const ofOutcome = (tallies, outcomes) => tallies.filter((each) => outcomes.includes(each.outcome));

/** A column of a table of sums; one that was left out holds zeros. */
function column(table, name) {
  return table[name] ?? new Array(table.step.length).fill(0);
}

/**
 * The rows of a table that a filter lets pass.
 * A filter has sets `groups`, `agents` and `channels`, empty for all, and steps `[since, until)`.
 */
function passing(table, filter, { time = true } = {}) {
  const { step, group, channel, agent } = table;
  const rows = [];
  for (let row = 0; row < step.length; row += 1) {
    if (time && (step[row] < filter.since || step[row] >= filter.until)) continue;
    if (filter.groups.size && !filter.groups.has(group[row])) continue;
    if (filter.channels.size && !filter.channels.has(channel[row])) continue;
    if (filter.agents.size && !filter.agents.has(agent[row])) continue;
    rows.push(row);
  }
  return rows;
}

/**
 * The rows of a table added up by key, outcome and reason: key -> list of tallies.
 * Rows are dealt to their tallies first and then added up column by column, which is what an engine is fast at.
 */
function tallied(table, rows, key) {
  const outcomes = column(table, "outcome");
  const reasons = column(table, "reason");
  const found = new Map();
  const tallies = [];
  const dealt = new Int32Array(rows.length);
  for (let index = 0; index < rows.length; index += 1) {
    const row = rows[index];
    const of = key(row);
    let alike = found.get(of);
    if (!alike) found.set(of, (alike = new Map()));
    const name = outcomes[row] * 100 + reasons[row];
    let tally = alike.get(name);
    if (tally === undefined) {
      tally = tallies.length;
      alike.set(name, tally);
      tallies.push({ outcome: outcomes[row], reason: reasons[row], longest: null });
    }
    dealt[index] = tally;
  }
  for (const name of SUMS) {
    const sums = new Float64Array(tallies.length);
    const values = table[name];
    if (values) for (let index = 0; index < rows.length; index += 1) sums[dealt[index]] += values[rows[index]];
    for (const [index, tally] of tallies.entries()) tally[name] = sums[index];
  }
  const longest = column(table, LONGEST);
  for (let index = 0; index < rows.length; index += 1) {
    const value = longest[rows[index]];
    const tally = tallies[dealt[index]];
    if (value !== null) tally.longest = Math.max(tally.longest ?? 0, value);
  }
  return new Map([...found].map(([of, alike]) => [of, [...alike.values()].map((index) => tallies[index])]));
}

/** All figures of some tallies, under the names that report/definitions.py gives them. */
function figuresOf(tallies) {
  const answered = ofOutcome(tallies, TALKED_TO);
  const abandoned = ofOutcome(tallies, ABANDONED);
  const [offered, served, lost] = [tallies, answered, abandoned].map((some) => total(some, "contacts"));
  const inside = total(answered, "within");
  const wait = total(tallies, "wait");
  const queued = total(tallies, "queued");
  const known = total(answered, "handled");
  const waits = tallies.map((each) => each.longest).filter((each) => each !== null);
  const counts = {};
  for (const [index, name] of data.outcomes.entries()) {
    counts[name.replaceAll("-", "_")] = total(ofOutcome(tallies, [index]), "contacts");
  }
  return {
    ...counts,
    offered,
    answered: served,
    service_level: ratio(inside, served),
    service_level_of_offered: ratio(inside, offered),
    service_level_with_abandoned: ratio(inside, served + lost),
    service_level_abandoned_inside: ratio(inside + total(abandoned, "within"), served + lost),
    service_level_without_short_abandons: ratio(inside, served + lost - total(abandoned, "short")),
    average_speed_of_answer: ratio(total(answered, "wait"), served),
    mean_wait: ratio(wait, total(tallies, "timed")),
    mean_wait_of_queued: ratio(wait, queued),
    longest_wait: waits.length ? waits.reduce((one, other) => Math.max(one, other)) : null,
    average_handling_time: ratio(total(answered, "handling"), known === served ? known : 0),
    queued_share: ratio(queued, offered),
    abandonment_rate: ratio(lost, offered),
    ...qualityOf(tallies),
  };
}

/** How soon and how well those were helped whom somebody talked to. */
function qualityOf(tallies) {
  const of = (name) => total(tallies, name);
  return {
    first_response_time: of("firsts") === of("reached") ? ratio(of("first"), of("firsts")) : null,
    resolved: of("resolved"),
    resolution_time: ratio(of("resolution"), of("resolved")),
    first_contact_resolution: ratio(of("direct"), of("reached")),
    csat: ratio(of("rating"), of("rated")),
    satisfied: ratio(of("satisfied"), of("rated")),
    response_rate: ratio(of("rated"), of("asked")),
  };
}

/** What became of some offers; null where that is unknown. */
function offering(offers, misses, answered) {
  if (offers === null) return { offers: null, misses: null, cut_short: null, miss_rate: null };
  const all = offers;
  return { offers: all, misses, cut_short: all - misses - answered, miss_rate: ratio(misses, all) };
}
