'use strict';
// The filtered items as rows of a tree: chapters, below them scenarios, below them cases.

// Few enough to be all open when somebody searches.
const FEW = 60;

function isOpen(id, byDefault) {
  return shown.flip.has(id) !== byDefault;
}

function countsOf(found) {
  const counts = stacks.map(() => ({ by: VERDICTS.map(() => 0), known: 0 }));
  for (const item of found) {
    for (const each of item.results) {
      if (!each) continue;
      counts[each.stack].by[each.verdict] += 1;
      if (each.verdict === FAIL && each.known) counts[each.stack].known += 1;
    }
  }
  return counts;
}

function groupBy(found, keyOf) {
  const groups = new Map();
  for (const item of found) {
    const key = keyOf(item);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(item);
  }
  return groups;
}

function treeRows(found) {
  const rows = [];
  const byDefault = isFiltered();
  for (const [chapter, ofChapter] of groupBy(found, (item) => item.of.chapter)) {
    const open = isOpen(chapter, byDefault);
    rows.push({ kind: 'chapter', level: 1, id: chapter, name: chapter, open,
      counts: countsOf(ofChapter), items: ofChapter });
    if (!open) continue;
    for (const [scenario, ofScenario] of groupBy(ofChapter, (item) => item.of)) {
      const opened = isOpen(scenario.id, byDefault && found.length <= FEW);
      rows.push({ kind: 'scenario', level: 2, id: scenario.id, open: opened,
        name: scenario.id.slice(chapter.length + 1), title: scenario.title,
        counts: countsOf(ofScenario), items: ofScenario });
      if (!opened) continue;
      for (const item of ofScenario) {
        rows.push({ kind: 'case', level: 3, id: item.key, item, items: [item],
          name: item.name.replace(/^\[|\]$/g, '') || '(one case)', title: worst(item).headline });
      }
    }
  }
  return rows;
}

// "✓ 6 ✗ 2": what the cases of a group came to on one stack.
function countMarks(counts) {
  const parts = [];
  counts.by.forEach((count, verdict) => {
    if (count === 0) return;
    const known = verdict === FAIL && counts.known === count ? ' known' : '';
    parts.push(el('span', { class: `tally v-${VERDICTS[verdict]}${known}` },
      el('span', { class: 'mark' }, MARKS[verdict]), String(count)));
  });
  return parts.length > 0 ? parts : ['·'];
}

function countWords(counts) {
  const words = [];
  counts.by.forEach((count, verdict) => {
    if (count > 0) words.push(`${count} ${VERDICTS[verdict]}`);
  });
  if (counts.known > 0) words.push(`${counts.known} of the failures known`);
  return words.join(', ') || 'did not run';
}

function stackCell(row, stack) {
  const cell = { role: 'gridcell', class: 'cell', 'data-stack': stack };
  if (row.kind !== 'case') {
    const words = countWords(row.counts[stack]);
    return el('div', { ...cell, title: `${stackLabels[stack]}: ${words}` },
      el('span', { 'aria-hidden': 'true', class: 'stackname' }, stackLabels[stack]),
      el('span', { 'aria-hidden': 'true' }, countMarks(row.counts[stack])),
      el('span', { class: 'heard' }, words));
  }
  const result = row.item.results[stack];
  return el('div', { ...cell, tabindex: result ? '-1' : null },
    el('span', { 'aria-hidden': 'true', class: 'stackname' }, stackLabels[stack]),
    result ? badge(result) : el('span', { class: 'faint' }, 'did not run'));
}

function rowElement(row, index) {
  const folds = row.kind !== 'case';
  return el('div', {
    role: 'row', class: `row ${row.kind}`, tabindex: '-1', 'data-index': index,
    'aria-level': row.level, 'aria-rowindex': index + 2,
    'aria-expanded': folds ? String(row.open) : null,
  },
    el('div', { role: 'rowheader', class: 'name' },
      folds ? el('span', { class: 'caret', 'aria-hidden': 'true' }, row.open ? '▾' : '▸') : '',
      el('span', { class: 'id' }, row.name), ' ',
      row.title ? el('span', { class: 'title' }, row.title) : ''),
    stacks.map((_, stack) => stackCell(row, stack)));
}
