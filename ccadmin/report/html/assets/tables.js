// Tables, tiles and contacts: written anew under each filter, in the columns that the page came with.

const LISTED = 10;
/** The order of each table that somebody sorted: part -> { field, down }. */
const sorted = new Map();

function writeTables(records) {
  for (const table of document.querySelectorAll("table[data-part]")) {
    const part = table.dataset.part;
    if (part === "totals") writeTotals(table, records.totals);
    else writeRows(table, inOrder(part, records[part]));
  }
}

function writeRows(table, rows) {
  const heads = [...table.tHead.rows[0].cells];
  const made = rows.map((row) =>
    element("tr", {}, heads.map((head, index) => {
      const value = row[head.dataset.field];
      const text = typeof value === "string" && head.dataset.field !== "start" ? value : shown(head.dataset.field, value);
      const cell = element(index ? "td" : "th", { textContent: text, className: head.className });
      if (!index) cell.scope = "row";
      return cell;
    })),
  );
  if (!made.length) {
    made.push(element("tr", { className: "none" }, [element("td", { colSpan: heads.length, textContent: "nothing" })]));
  }
  table.tBodies[0].replaceChildren(...made);
}

function writeTotals(table, record) {
  for (const row of table.tBodies[0].rows) {
    const name = row.dataset.name;
    row.cells[1].textContent = inWords(name, record[name]);
  }
}

function writeTiles(record) {
  for (const tile of document.querySelectorAll("[data-tile]")) {
    tile.querySelector("dd").textContent = inWords(tile.dataset.tile, record[tile.dataset.tile]);
  }
}

/** The rows as somebody sorted them; what is undefined comes last. */
function inOrder(part, rows) {
  const order = sorted.get(part);
  if (!order) return rows;
  const { field, down } = order;
  const empty = (value) => value === null || value === undefined;
  return [...rows].sort((one, other) => {
    const [a, b] = [one[field], other[field]];
    if (empty(a) || empty(b)) return Number(empty(a)) - Number(empty(b));
    const apart = typeof a === "string" ? a.localeCompare(b) : a - b;
    return down ? -apart : apart;
  });
}

/** Let the headings sort: up, down, and as it was. */
function listenToHeadings(rewrite) {
  for (const table of document.querySelectorAll("table[data-part]")) {
    const part = table.dataset.part;
    if (["totals", "endings"].includes(part)) continue;
    for (const head of table.tHead.rows[0].cells) {
      const button = head.querySelector("button") ?? plainButton(head);
      button.classList.add("sorts");
      button.addEventListener("click", () => {
        const before = sorted.get(part);
        const same = before?.field === head.dataset.field;
        const down = !same ? head.classList.contains("number") : !before.down;
        if (same && before.turned) sorted.delete(part);
        else sorted.set(part, { field: head.dataset.field, down, turned: same });
        for (const each of table.tHead.rows[0].cells) each.removeAttribute("aria-sort");
        if (sorted.has(part)) head.setAttribute("aria-sort", down ? "descending" : "ascending");
        rewrite();
      });
    }
  }
}

function plainButton(head) {
  const button = element("button", { type: "button", textContent: head.textContent });
  head.replaceChildren(button);
  return button;
}

/** The slow and the lost contacts that pass, each with what became of it. */
function writeContacts(filter, record) {
  for (const card of document.querySelectorAll("[data-contacts]")) {
    const lost = card.dataset.contacts === "lost";
    const found = data.notable.filter((each) => each.lost === lost && passes(each, filter));
    const all = lost ? record.abandoned + record.refused + record.unanswered : record.answered;
    const list = card.querySelector(".stories");
    const open = new Set([...list.querySelectorAll("details[open]")].map((each) => each.dataset.id));
    const items = found.slice(0, LISTED).map((each) => contactItem(each, open.has(each.id)));
    if (found.length > LISTED) items.push(restOf(found.slice(LISTED), list));
    if (!items.length) items.push(element("li", { className: "none", textContent: "none" }));
    list.replaceChildren(...items);
    card.querySelector(".count").textContent = `${found.length} of ${all.toLocaleString("en")} in the page`;
  }
}

const passes = (each, filter) =>
  each.step >= filter.since && each.step < filter.until
  && (!filter.groups.size || filter.groups.has(each.group))
  && (!filter.channels.size || filter.channels.has(each.channel))
  && (!filter.agents.size || filter.agents.has(each.agent));

function restOf(rest, list) {
  const button = element("button", { type: "button", textContent: `${rest.length} more` });
  const item = element("li", { className: "more" }, [button]);
  button.addEventListener("click", () => {
    const items = rest.map((each) => contactItem(each, false));
    item.replaceWith(...items);
    items[0].querySelector("summary").focus();
  });
  return item;
}

function contactItem(each, open) {
  const where = [
    data.groups[each.group]?.name,
    each.lost ? data.outcomes[each.outcome] : data.agents[each.agent],
    data.channels[each.channel] === "call" ? "" : data.channels[each.channel],
  ].filter(Boolean);
  const summary = element("summary", {}, [
    element("b", { textContent: each.id }), " ",
    element("span", { className: "wait", textContent: inWords("longest_wait", each.wait) }), " ",
    element("span", { textContent: each.at }), " ",
    element("span", { textContent: where.join(" · ") }),
  ]);
  const details = element("details", { open }, [summary, story(each)]);
  details.dataset.id = each.id;
  return element("li", {}, [details]);
}

function story(each) {
  const items = each.told.map(([clock, text, candidates, more]) => {
    const item = element("li", {}, [element("time", { textContent: clock }), " ", text]);
    if (candidates) item.append(candidateList(candidates, more));
    return item;
  });
  const parts = [element("ol", { className: "story" }, items)];
  if (!each.decided && data.about.explain) {
    const command = `${data.about.explain} ${quoted(each.id)}`;
    parts.push(element("p", { className: "quiet" }, ["Each decision: ", element("code", { textContent: command })]));
  }
  return element("div", {}, parts);
}

function candidateList(candidates, more) {
  const items = candidates.map(([name, why], index) =>
    element("li", { className: why ? "out" : "able" }, [
      element("b", { textContent: name }), why ? ` ${why}` : ` can take it, place ${index + 1}`,
    ]),
  );
  if (more) items.push(element("li", { textContent: `and ${more} more` }));
  return element("ul", { className: "candidates" }, items);
}
