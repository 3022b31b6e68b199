'use strict';
// The form above the cases, and which items pass it.

function option(value, text, chosen) {
  return el('option', { value, selected: value === chosen }, text);
}

function field(label, control) {
  return el('label', { class: 'field' }, el('span', {}, label), control);
}

function changed(change) {
  change();
  shown.flip.clear();
  replaceAddress();
  renderCases();
}

function select(name, values, all) {
  return el('select', {
    id: `f-${name}`,
    change: (event) => changed(() => { shown[name] = event.target.value; }),
  }, option('', all, shown[name]), values.map((each) => option(each, each, shown[name])));
}

function textField(name, placeholder, list) {
  const input = el('input', {
    id: `f-${name}`, type: 'search', placeholder, list, autocomplete: 'off', spellcheck: 'false',
    input: (event) => changed(() => { shown[name] = event.target.value.trim(); }),
  });
  input.value = shown[name];
  return input;
}

function verdictButtons() {
  const counts = VERDICTS.map(() => 0);
  for (const lines of report.cases) for (const line of lines) counts[line[2]] += 1;
  return el('div', { class: 'verdicts', role: 'group', 'aria-label': 'Verdicts' },
    VERDICTS.map((word, verdict) => el('button', {
      type: 'button', class: `toggle v-${word}`, disabled: counts[verdict] === 0,
      'aria-pressed': String(shown.verdict.has(word)),
      click: (event) => {
        changed(() => {
          if (!shown.verdict.delete(word)) shown.verdict.add(word);
        });
        event.currentTarget.setAttribute('aria-pressed', String(shown.verdict.has(word)));
      },
    }, el('span', { class: 'mark', 'aria-hidden': 'true' }, MARKS[verdict]), ` ${word}`)));
}

function viewButtons() {
  const views = [['chapters', 'Chapters and scenarios'], ['states', 'States and segments']];
  return el('div', { class: 'verdicts', role: 'group', 'aria-label': 'View' },
    views.map(([view, text]) => el('button', {
      type: 'button', class: 'toggle', 'aria-pressed': String(shown.view === view),
      click: () => {
        shown.view = view;
        pushAddress();
        renderAll();
        byId('filters').querySelector('[aria-pressed="true"]').focus();
      },
    }, text)));
}

function clauseList() {
  const cited = new Set();
  for (const chapter of chapters) {
    for (const each of chapter.scenarios) each.clauses.forEach((clause) => cited.add(clause));
  }
  return el('datalist', { id: 'clauses' }, [...cited].sort().map((each) =>
    el('option', { value: each }, report.clauses[each] ? report.clauses[each][0] : each)));
}

function differBox() {
  const box = el('input', {
    type: 'checkbox', id: 'f-differ',
    change: (event) => changed(() => { shown.differ = event.target.checked; }),
  });
  box.checked = shown.differ;
  return el('label', { class: 'field inline' }, box, el('span', {}, 'only where stacks differ'));
}

function isFiltered() {
  return Boolean(shown.q || shown.verdict.size || shown.chapter || shown.clause || shown.level ||
    shown.stack || shown.cell || shown.differ);
}

function renderFilters() {
  const clear = el('button', {
    type: 'button', class: 'plain',
    click: () => {
      const view = shown.view;
      clearShown();
      shown.view = view;
      pushAddress();
      renderAll();
    },
  }, 'Clear');
  byId('filters').replaceChildren(
    viewButtons(),
    verdictButtons(),
    field('Search', textField('q', 'id, title, what was seen')),
    field('Chapter', select('chapter', chapters.map((each) => each.id), 'all')),
    field('Clause', textField('clause', 'rfc9293-3.6', 'clauses')),
    field('Level', select('level', LEVELS.slice(0, 3), 'any')),
    stacks.length > 1 ? field('Stack', select('stack', stackLabels, 'any')) : '',
    stacks.length > 1 ? differBox() : '',
    clear, clauseList());
}

function textOf(item) {
  item.text ||= [item.key, item.of.title, ...item.results.map((each) => each?.headline || '')]
    .join('\n').toLowerCase();
  return item.text;
}

function fitsClause(clauses) {
  const wanted = shown.clause.toLowerCase();
  return clauses.some((each) => each.toLowerCase().includes(wanted) ||
    (report.clauses[each]?.[0] || '').toLowerCase().includes(wanted));
}

// The items that are shown; verdict and level must hold of one stack together.
function filteredItems() {
  const words = shown.q.toLowerCase().split(/\s+/).filter(Boolean);
  const stack = stackLabels.indexOf(shown.stack);
  const level = shown.level ? 1 << LEVELS.indexOf(shown.level) : 0;
  const fitsResult = (result) => result && (stack < 0 || result.stack === stack) &&
    (shown.verdict.size === 0 || shown.verdict.has(VERDICTS[result.verdict])) &&
    (level === 0 || (result.levels & level) !== 0);
  const found = [];
  for (const chapter of chapters) {
    if (shown.chapter && chapter.id !== shown.chapter) continue;
    for (const scenario of chapter.scenarios) {
      if (shown.clause && !fitsClause(scenario.clauses)) continue;
      if (shown.cell && scenario.cell?.join(' ') !== shown.cell) continue;
      for (const item of scenario.items) {
        if (!item.results.some(fitsResult)) continue;
        if (shown.differ && !differs(item)) continue;
        if (words.length > 0 && !words.every((each) => textOf(item).includes(each))) continue;
        found.push(item);
      }
    }
  }
  return found;
}
