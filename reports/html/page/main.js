'use strict';
// What is on screen follows the address: all cases, or one of them.

let scrolled = 0;

function renderCases() {
  const found = filteredItems();
  const states = shown.view === 'states';
  byId('tree').hidden = states;
  byId('table').hidden = !states;
  const cell = shown.cell ? ` of ${shown.cell.replace(' ', ' in ').toUpperCase()}` : '';
  byId('count').textContent = found.length === items.size ? plural(items.size, 'case')
    : `${found.length.toLocaleString('en')} of ${plural(items.size, 'case')}${cell}`;
  if (states) renderTable(found);
  else renderTree(found);
}

function show(one) {
  byId('overview').hidden = one;
  byId('case').hidden = !one;
}

function renderAll() {
  const item = items.get(shown.case);
  const result = item?.results[stackLabels.indexOf(shown.on)] || (item && worst(item));
  document.title = item ? `${item.key}: closespec report` : 'closespec report';
  show(Boolean(item));
  // What stands behind the cases comes last in the file.
  if (item && document.readyState === 'loading') {
    byId('case').replaceChildren(el('h1', { id: 'case-title', tabindex: '-1' }, item.key),
      el('p', {}, 'Reading …'));
    document.addEventListener('DOMContentLoaded', renderAll, { once: true });
    return;
  }
  if (item) {
    renderCase(item, result);
    return;
  }
  renderFilters();
  renderCases();
}

function openCase(item, stack) {
  if (!shown.case) scrolled = window.scrollY;
  shown.case = item.key;
  shown.on = stackLabels[stack];
  pushAddress();
  renderAll();
  window.scrollTo(0, 0);
  byId('case-title').focus({ preventScroll: true });
}

function closeCase() {
  const key = shown.case;
  shown.case = '';
  shown.on = '';
  pushAddress();
  renderAll();
  window.scrollTo(0, scrolled);
  const row = tree.rows.findIndex((each) => each.kind === 'case' && each.id === key);
  if (shown.view === 'chapters' && row >= 0) focusRow(row);
  else byId('cases-title').focus({ preventScroll: true });
}

function onEscape(event) {
  if (event.key === 'Escape' && shown.case) closeCase();
}

function onMoved() {
  readAddress();
  renderAll();
}

// On paper there is no scrolling: all rows are drawn.
function onPrint(printing) {
  tree.all = printing;
  if (!shown.case) renderCases();
}

let waiting = false;
function onScroll() {
  if (waiting || tree.all || byId('overview').hidden || shown.view === 'states') return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    drawRows();
  });
}

byId('skip').addEventListener('click', (event) => {
  event.preventDefault();
  const title = byId(shown.case ? 'case-title' : 'cases-title');
  title.focus();
  title.scrollIntoView();
});
byId('filters').addEventListener('submit', (event) => event.preventDefault());
document.addEventListener('keydown', onEscape);
window.addEventListener('scroll', onScroll, { passive: true });
window.addEventListener('resize', () => {
  if (!shown.case) renderCases();
});
window.addEventListener('popstate', onMoved);
window.addEventListener('hashchange', onMoved);
window.matchMedia('print').addEventListener('change', (event) => onPrint(event.matches));

renderSummary();
onMoved();
