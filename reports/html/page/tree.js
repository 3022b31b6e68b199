'use strict';
// Draws the rows that are in sight and a few around them; there may be tens of thousands.

const AROUND = 15;
const PRINTED = 3000;

const tree = { rows: [], current: 0, body: null, drawn: new Map(), all: false };

// Where there is no room for columns each stack has a line.
function rowHeight() {
  return window.matchMedia('screen and (max-width: 700px)').matches ? 34 + 20 * stacks.length : 28;
}

function place(element, index) {
  element.style.top = `${index * tree.height}px`;
  element.setAttribute('tabindex', index === tree.current ? '0' : '-1');
}

function inSight() {
  if (tree.all) return [0, Math.min(tree.rows.length, PRINTED)];
  const top = -tree.body.getBoundingClientRect().top;
  const first = Math.max(0, Math.floor(top / tree.height) - AROUND);
  const count = Math.ceil(window.innerHeight / tree.height) + 2 * AROUND;
  return [Math.min(first, tree.rows.length), Math.min(first + count, tree.rows.length)];
}

function drawRows() {
  const [first, last] = inSight();
  for (const [index, element] of tree.drawn) {
    // The row that has the focus stays, however far it is.
    if ((index >= first && index < last) || index === tree.current) continue;
    element.remove();
    tree.drawn.delete(index);
  }
  const wanted = [];
  for (let index = first; index < last; ++index) wanted.push(index);
  if (tree.current < tree.rows.length) wanted.push(tree.current);
  for (const index of wanted) {
    if (tree.drawn.has(index)) continue;
    const element = rowElement(tree.rows[index], index);
    place(element, index);
    tree.drawn.set(index, element);
    tree.body.append(element);
  }
}

function focusRow(index) {
  const before = tree.drawn.get(tree.current);
  if (before) before.setAttribute('tabindex', '-1');
  tree.current = Math.max(0, Math.min(index, tree.rows.length - 1));
  drawRows();
  const element = tree.drawn.get(tree.current);
  if (!element) return;
  element.setAttribute('tabindex', '0');
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: 'nearest' });
}

function flip(row) {
  if (!shown.flip.delete(row.id)) shown.flip.add(row.id);
  replaceAddress();
  renderCases();
  focusRow(tree.rows.findIndex((each) => each.kind === row.kind && each.id === row.id));
}

function act(row, stack) {
  if (row.kind !== 'case') return flip(row);
  const result = stack === undefined ? worst(row.item) : row.item.results[stack];
  return result ? openCase(row.item, result.stack) : undefined;
}

function onTreeClick(event) {
  const element = event.target.closest('.row');
  if (!element || !element.dataset.index) return;
  const cell = event.target.closest('.cell');
  tree.current = Number(element.dataset.index);
  act(tree.rows[tree.current], cell ? Number(cell.dataset.stack) : undefined);
}

function parentOf(index) {
  let at = index;
  while (at > 0 && tree.rows[at].level >= tree.rows[index].level) at -= 1;
  return at;
}

// Within a case's row: from the row to its cells and back.
function sideways(cell, row, forward) {
  const cells = [...tree.drawn.get(tree.current).querySelectorAll('.cell[tabindex]')];
  const next = cells.indexOf(cell) + (forward ? 1 : -1);
  if (next >= 0 && next < cells.length) return cells[next].focus();
  if (next === -1) return focusRow(tree.current);
  if (next < -1) return focusRow(parentOf(tree.current));
  return undefined;
}

function onTreeKey(event) {
  const row = tree.rows[tree.current];
  if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
  const cell = event.target.closest('.cell');
  const page = Math.max(1, Math.floor(window.innerHeight / tree.height) - 3);
  const moves = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page };
  if (event.key in moves) focusRow(tree.current + moves[event.key]);
  else if (event.key === 'Home') focusRow(0);
  else if (event.key === 'End') focusRow(tree.rows.length - 1);
  else if (event.key === 'Enter') act(row, cell ? Number(cell.dataset.stack) : undefined);
  else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
    const forward = event.key === 'ArrowRight';
    if (row.kind === 'case') sideways(cell, row, forward);
    else if (row.open !== forward) flip(row);
    else focusRow(forward ? tree.current + 1 : parentOf(tree.current));
  } else return;
  event.preventDefault();
}

function renderTree(found) {
  tree.rows = treeRows(found);
  tree.height = rowHeight();
  tree.current = Math.min(tree.current, Math.max(0, tree.rows.length - 1));
  tree.drawn.clear();
  tree.body = el('div', { role: 'rowgroup', class: 'rows' });
  const printed = tree.all ? Math.min(tree.rows.length, PRINTED) : tree.rows.length;
  tree.body.style.height = `${printed * tree.height}px`;
  const grid = el('div', {
    role: 'treegrid', class: 'grid', 'aria-label': 'Cases by chapter and scenario',
    'aria-rowcount': tree.rows.length + 1, 'aria-colcount': stacks.length + 1,
    click: onTreeClick, keydown: onTreeKey,
  },
    el('div', { role: 'rowgroup' }, el('div', { role: 'row', class: 'row heads', 'aria-rowindex': 1 },
      el('div', { role: 'columnheader', class: 'name' }, 'chapter, scenario, case'),
      stackLabels.map((each) => el('div', { role: 'columnheader', class: 'cell' }, each)))),
    tree.body);
  grid.style.setProperty('--stacks', String(stacks.length));
  grid.style.setProperty('--row', `${tree.height}px`);
  byId('tree').replaceChildren(grid);
  if (tree.rows.length === 0) {
    byId('tree').replaceChildren(el('p', { class: 'note' }, 'No case fits these filters.'));
  }
  drawRows();
  if (tree.all && tree.rows.length > PRINTED) {
    byId('tree').append(el('p', {}, `${plural(tree.rows.length - PRINTED, 'row')} more not printed`));
  }
}
