'use strict';
// The table of the chapter segment_in_state: which segment meets which state, and what came of it.

function cellItems(found) {
  const cells = new Map();
  for (const item of found) {
    if (!item.of.cell) continue;
    const key = item.of.cell.join(' ');
    if (!cells.has(key)) cells.set(key, []);
    cells.get(key).push(item);
  }
  return cells;
}

// Of the stack that is chosen, else of all together.
function sumOf(found) {
  const chosen = stackLabels.indexOf(shown.stack);
  const sum = { by: VERDICTS.map(() => 0), known: 0 };
  countsOf(found).forEach((counts, stack) => {
    if (chosen >= 0 && stack !== chosen) return;
    counts.by.forEach((count, verdict) => { sum.by[verdict] += count; });
    sum.known += counts.known;
  });
  return sum;
}

function emptyCell(key, notes) {
  const why = report.table.empty[key];
  if (!why) return el('td', { class: 'none' }, '·', el('span', { class: 'heard' }, 'no case here'));
  if (!notes.includes(why)) notes.push(why);
  return el('td', { class: 'none' }, '–', el('sup', {}, String(notes.indexOf(why) + 1)));
}

function filledCell(key, found) {
  const counts = sumOf(found);
  const words = countWords(counts);
  return el('td', {}, el('button', {
    type: 'button', class: 'cellbutton',
    'aria-label': `${key.replace(' ', ' in ')}: ${words}`, title: words,
    click: () => {
      shown.cell = key;
      shown.view = 'chapters';
      pushAddress();
      renderAll();
      byId('cases-title').focus();
    },
  }, countMarks(counts)));
}

function renderTable(found) {
  const cells = cellItems(found);
  const notes = [];
  const rows = report.table.states.map((state) => el('tr', {},
    el('th', { scope: 'row' }, state.toUpperCase()),
    report.table.segments.map((segment) => {
      const key = `${segment} ${state}`;
      return cells.has(key) ? filledCell(key, cells.get(key)) : emptyCell(key, notes);
    })));
  const whose = shown.stack || (stacks.length > 1 ? 'all stacks together' : stackLabels[0]);
  byId('table').replaceChildren(
    // Not its caption, which would be as wide as the table.
    el('p', { class: 'faint', id: 'states-are' },
      `A segment (column) meets a connection in a state (row): ${whose}`),
    el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'States and segments' },
      el('table', { class: 'states', 'aria-labelledby': 'states-are' },
        el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, 'state'),
          report.table.segments.map((each) => el('th', { scope: 'col' }, each)))),
        el('tbody', {}, rows))),
    el('ol', { class: 'faint' }, notes.map((each) => el('li', {}, `No scenario: ${each}.`))));
}
