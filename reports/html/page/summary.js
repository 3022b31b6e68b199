'use strict';
// What somebody reads who has one minute: for each stack whether it fell short, and what broke.

const SHOWN_SIGNATURES = 12;

function countVerdicts(stack) {
  const counts = { all: 0, known: 0, by: VERDICTS.map(() => 0) };
  for (const line of report.cases[stack]) {
    counts.all += 1;
    counts.by[line[2]] += 1;
    if (line[2] === FAIL && line[3] & 1) counts.known += 1;
  }
  return counts;
}

function conclusion(stack, counts) {
  const run = stacks[stack];
  const fresh = counts.by[FAIL] - counts.known;
  const parts = [];
  if (fresh > 0) parts.push(`fell short: ${plural(fresh, 'case')} broke a MUST`);
  if (counts.by[ERROR] > 0) parts.push(`${plural(counts.by[ERROR], 'case')} met an error of harness or peer`);
  if (counts.by[INCONCLUSIVE] > 0) {
    parts.push(`${plural(counts.by[INCONCLUSIVE], 'case')} stayed inconclusive`);
  }
  if (run.interrupted || !run.finished) parts.push('the run was cut short');
  if (parts.length === 0) parts.push('as expected');
  if (counts.known > 0) {
    parts.push(`${plural(counts.known, 'failure')} ${counts.known === 1 ? 'is' : 'are'} known`);
  }
  return parts.join('; ');
}

function bar(counts) {
  const strip = el('div', { class: 'bar', 'aria-hidden': 'true' });
  counts.by.forEach((count, verdict) => {
    if (count === 0) return;
    const part = el('span', { class: `v-${VERDICTS[verdict]}` });
    part.style.flexGrow = String(count);
    strip.append(part);
  });
  return strip;
}

function filterLink(text, change) {
  return el('button', {
    type: 'button', class: 'link',
    click: () => {
      clearShown();
      change();
      pushAddress();
      renderAll();
      byId('cases-title').focus();
      byId('cases-title').scrollIntoView();
    },
  }, text);
}

function countCell(stack, verdict, count) {
  if (count === 0) return el('td', { class: 'number none', 'data-label': VERDICTS[verdict] }, '0');
  const name = `${count.toLocaleString('en')}`;
  const link = filterLink(name, () => {
    shown.verdict = new Set([VERDICTS[verdict]]);
    shown.stack = stackLabels[stack];
  });
  link.setAttribute('aria-label', `${name} ${VERDICTS[verdict]} on ${stackLabels[stack]}`);
  return el('td', { class: `number v-${VERDICTS[verdict]}`, 'data-label': VERDICTS[verdict] }, link);
}

function stackRow(stack) {
  const counts = countVerdicts(stack);
  return el('tr', {},
    el('th', { scope: 'row' }, stackLabels[stack],
      el('span', { class: 'faint' }, ` ${stacks[stack].stack}`)),
    el('td', { class: 'says' }, conclusion(stack, counts), bar(counts)),
    el('td', { class: 'number', 'data-label': 'cases' }, counts.all.toLocaleString('en')),
    counts.by.map((count, verdict) => countCell(stack, verdict, count)));
}

function stacksTable() {
  return el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Stacks' },
    el('table', { class: 'stacks' },
      el('thead', {}, el('tr', {},
        el('th', { scope: 'col' }, 'stack'), el('th', { scope: 'col' }, 'result'),
        el('th', { scope: 'col', class: 'number' }, 'cases'),
        VERDICTS.map((word, verdict) => el('th', { scope: 'col', class: 'number' },
          el('span', { 'aria-hidden': 'true' }, `${MARKS[verdict]} `), word)))),
      el('tbody', {}, stacks.map((_, stack) => stackRow(stack)))));
}

// The same signature in a hundred cases is one thing to mend.
function groupSignatures() {
  const groups = new Map();
  for (const item of items.values()) {
    for (const each of item.results) {
      if (!each || isMet(each.verdict) || each.verdict === UNSUPPORTED || each.known) continue;
      const signature = each.headline || VERDICTS[each.verdict];
      const key = `${each.verdict} ${signature}`;
      const group = groups.get(key) || { first: each, item, signature, count: 0, on: new Set() };
      group.count += 1;
      group.on.add(stackLabels[each.stack]);
      groups.set(key, group);
    }
  }
  return [...groups.values()].sort((a, b) =>
    gravity(b.first) - gravity(a.first) || b.count - a.count);
}

function signatures(groups, most = SHOWN_SIGNATURES) {
  const rest = groups.length - most;
  const all = el('div', {}, signaturesTable(groups.slice(0, most)));
  if (rest > 0) {
    all.append(el('button', {
      type: 'button', class: 'link',
      click: () => {
        const whole = signatures(groups, groups.length);
        all.replaceWith(whole);
        whole.querySelectorAll('button')[most].focus();
      },
    }, `${plural(rest, 'signature')} more`));
  }
  return all;
}

function signaturesTable(groups) {
  return el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'What broke' },
    el('table', { class: 'signatures' },
      el('thead', {}, el('tr', {},
        ['verdict', 'cases', 'on', 'what was seen'].map((each) =>
          el('th', { scope: 'col', class: each === 'cases' ? 'number' : null }, each)))),
      el('tbody', {}, groups.map((group) => el('tr', {},
        el('td', {}, badge(group.first)),
        el('td', { class: 'number' }, group.count.toLocaleString('en')),
        el('td', {}, [...group.on].join(', ')),
        el('td', { class: 'wide' }, el('button', {
          type: 'button', class: 'link',
          click: () => openCase(group.item, group.first.stack),
        }, group.signature)))))));
}

function remarks() {
  const notes = [];
  stacks.forEach((run, stack) => {
    const name = stackLabels[stack];
    for (const lost of run.limitations) notes.push(`${name}: ${lost}`);
    if (!run.finished) notes.push(`${name}: the run did not come to its end`);
    if (run.suite !== stacks[0].suite) notes.push(`${name}: ran another revision of the suite`);
  });
  return notes.map((each) => el('p', { class: 'note' }, each));
}

function renderSummary() {
  const groups = groupSignatures();
  byId('about').replaceChildren(
    stacks.map((run) => `${run.started.slice(0, 16).replace('T', ' ')} UTC`)[0] || '',
    ` · closespec ${stacks[0].closespec} · suite ${stacks[0].suite.slice(0, 12)}`,
    ` · conducted on ${stacks[0].kernel}`);
  const parts = [...remarks(), stacksTable()];
  if (groups.length > 0) {
    parts.push(el('h3', {}, 'What broke and is not known, most serious first'),
      signatures(groups));
  }
  byId('summary').replaceChildren(...parts);
}
