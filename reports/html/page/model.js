'use strict';
// The report as the page works with it: stacks, and chapters of scenarios of items. An item is a
// case with what each stack made of it.

const PASS = 0;
const PERMITTED = 1;
const DEVIATES = 2;
const INCONCLUSIVE = 3;
const ERROR = 4;
const FAIL = 5;
const UNSUPPORTED = 6;
const MARKS = ['✓', '≈', '△', '?', '‼', '✗', '–'];
const LEVELS = ['MUST', 'SHOULD', 'MAY', 'record'];
const BLOCK = 64;

const report = jsonOf('report');
const VERDICTS = report.words.verdicts;

// By target; where that does not tell them apart, by folder, too.
function labelStacks(stacks) {
  const labels = stacks.map((each) => {
    const alike = stacks.filter((other) => other.target === each.target).length > 1;
    return alike ? `${each.target} (${each.folder})` : each.target || each.folder;
  });
  return labels.map((each, index) =>
    labels.indexOf(each) === index ? each : `${each} #${index + 1}`);
}

const stacks = report.stacks;
const stackLabels = labelStacks(stacks);

function resultOf(line, stack, number) {
  return {
    stack,
    number,
    verdict: line[2],
    known: (line[3] & 1) !== 0,
    again: (line[3] & 2) !== 0,
    levels: line[4],
    headline: line[5] || '',
  };
}

function buildItems() {
  const items = new Map();
  report.cases.forEach((lines, stack) => {
    lines.forEach((line, number) => {
      const scenario = report.scenarios[line[0]];
      let key = scenario[0] + line[1];
      // With --repeat a case is there more than once.
      for (let n = 2; items.get(key)?.results[stack]; ++n) key = `${scenario[0]}${line[1]} #${n}`;
      let item = items.get(key);
      if (!item) {
        item = { key, scenario: line[0], name: key.slice(scenario[0].length), results: [] };
        items.set(key, item);
      }
      item.results[stack] = resultOf(line, stack, number);
    });
  });
  return items;
}

const items = buildItems();

function buildChapters() {
  const scenarios = new Map();
  for (const item of items.values()) {
    if (!scenarios.has(item.scenario)) {
      const [id, chapter, title, clauses, cell] = report.scenarios[item.scenario];
      scenarios.set(item.scenario, { id, chapter, title, clauses, cell, items: [] });
    }
    const scenario = scenarios.get(item.scenario);
    item.of = scenario;
    scenario.items.push(item);
  }
  for (const each of scenarios.values()) each.items.sort((a, b) => (a.key < b.key ? -1 : 1));
  const chapters = new Map();
  for (const each of [...scenarios.values()].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    if (!chapters.has(each.chapter)) chapters.set(each.chapter, { id: each.chapter, scenarios: [] });
    chapters.get(each.chapter).scenarios.push(each);
  }
  return [...chapters.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

const chapters = buildChapters();

function isMet(verdict) {
  return verdict === PASS || verdict === PERMITTED;
}

// Who has to act sorts: what is known comes before what is new, what could not run comes first.
function gravity(result) {
  if (result.verdict === UNSUPPORTED) return -1;
  return 2 * result.verdict + (result.verdict === FAIL && !result.known ? 1 : 0);
}

function worst(item) {
  let found = null;
  for (const each of item.results) {
    if (each && (!found || gravity(each) > gravity(found))) found = each;
  }
  return found;
}

// Some stack does not do what another does; an alternative that the text leaves open is none.
function differs(item) {
  const seen = new Set();
  for (const each of item.results) {
    if (each && each.verdict !== UNSUPPORTED) seen.add(isMet(each.verdict) ? PASS : each.verdict);
  }
  return seen.size > 1;
}

function verdictWord(result) {
  return VERDICTS[result.verdict] + (result.verdict === FAIL && result.known ? ', known' : '');
}

// Sign and word: colour alone says nothing.
function badge(result) {
  const known = result.verdict === FAIL && result.known ? ' known' : '';
  return el('span', { class: `verdict v-${VERDICTS[result.verdict]}${known}` },
    el('span', { class: 'mark', 'aria-hidden': 'true' }, MARKS[result.verdict]), ' ',
    verdictWord(result));
}
