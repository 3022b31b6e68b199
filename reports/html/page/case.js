'use strict';
// One case on one stack, opened: what broke, the ladder, the clauses, the steps, the evidence.

function clauseLink(id) {
  return el('button', {
    type: 'button', class: 'link small', title: 'every case that cites this clause',
    click: () => {
      clearShown();
      shown.clause = id;
      pushAddress();
      renderAll();
      byId('cases-title').focus();
    },
  }, report.clauses[id] ? report.clauses[id][0] : id);
}

function pair(term, ...value) {
  return [el('dt', {}, term), el('dd', {}, ...value)];
}

// By index, the number that ladder and list show; what could not be judged after it has none.
function brokenOf(details, verdict) {
  const own = (check) => !isMet(check.verdict) &&
    !(check.verdict === INCONCLUSIVE && verdict !== INCONCLUSIVE);
  const broken = details.checks.map((check, index) => (own(check) ? index : -1)).filter((i) => i >= 0);
  return new Map(broken.map((index, i) => [index, broken.length > 1 ? ` ${i + 1}` : '']));
}

function clauseSection(details, scenario, numbers) {
  const broken = details.checks.filter((check, index) => numbers.has(index) && check.clause);
  const told = new Map(broken.map((check) => [check.clause, check.level]));
  for (const id of scenario?.requirements || []) if (!told.has(id)) told.set(id, '');
  const levelOf = (id) => told.get(id) || details.checks.find((check) => check.clause === id)?.level || '';
  return [...told.keys()].map((id) => el('figure', { class: 'clause' },
    el('figcaption', {}, clauseLink(id), el('span', { class: 'faint' }, ` ${id}`),
      levelOf(id) ? `, binds as ${levelOf(id)}` : '',
      broken.some((check) => check.clause === id) ? el('strong', { class: 'bad' }, ' ✗ broken here') : ''),
    el('blockquote', {}, report.clauses[id] ? report.clauses[id][1] : 'The suite has no words of it.')));
}

function brokenSection(details, numbers) {
  const unjudged = details.checks.filter((check, index) =>
    !isMet(check.verdict) && !numbers.has(index)).length;
  const sections = [...numbers].map(([index, number]) => {
    const check = details.checks[index];
    return el('section', { class: 'brokencheck' },
      el('h2', {}, el('span', { class: 'mark bad', 'aria-hidden': 'true' }, `${MARKS[check.verdict]}${number}`),
        check.signature || `${check.observed}, expected ${check.expected}`),
      el('dl', {},
        pair('expected', el('code', {}, check.expected)), pair('observed', el('code', {}, check.observed)),
        check.clause ? pair('clause', clauseLink(check.clause), `, binds as ${check.level}`) : '',
        pair('blame', check.blame || 'nobody'),
        check.reason ? pair('because', check.reason) : '', check.known ? pair('known', check.known) : ''));
  });
  if (unjudged > 0) {
    sections.push(el('p', { class: 'faint' },
      `${plural(unjudged, 'check')} could not be judged after that; the steps below say which.`));
  }
  return sections;
}

function stepCells(check) {
  if (!check) return [el('td', {}), el('td', {}), el('td', {})];
  return [
    el('td', { 'data-label': 'expected' }, el('code', {}, check.expected), ' ',
      check.clause ? el('span', { class: 'cited' }, clauseLink(check.clause), ` ${check.level}`) : ''),
    el('td', { 'data-label': 'observed' }, el('code', {}, check.observed)),
    el('td', { 'data-label': 'verdict' }, check.level === 'record' && check.reason
      ? el('span', { class: 'faint' }, `none: ${check.reason}`)
      : badge({ verdict: check.verdict, known: Boolean(check.known) })),
  ];
}

// A step that is judged more than once has a row for each check.
function stepRows(step, index, checks) {
  const [who, action, purpose, why] = step;
  const own = checks.filter((check) => check.step === index);
  const first = el('tr', {},
    el('td', { class: 'number' }, String(index + 1)), el('td', {}, who),
    el('td', {}, el('code', {}, action.replace('-->', '→').replace('<--', '←')),
      own.length === 0 && purpose ? el('span', { class: 'faint' }, ` ${purpose}`) : '',
      why ? el('span', { class: 'why' }, why) : ''),
    stepCells(own[0]));
  return [first, ...own.slice(1).map((check) => el('tr', {},
    el('td', {}), el('td', {}), el('td', { class: 'faint' }, 'the same step'), stepCells(check)))];
}

function stepsTable(label, body) {
  return el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': label },
    el('table', { class: 'steps' },
      el('thead', {}, el('tr', {}, ['#', 'who', 'step', 'expected', 'observed', 'verdict'].map(
        (each) => el('th', { scope: 'col' }, each)))),
      el('tbody', {}, body)));
}

function stepsSection(details, scenario, item) {
  const name = item.name.replace(/ #\d+$/, '');
  const [before, order] = scenario?.cases[name] || [0, []];
  // A SUT that is but an open port has only some of the steps.
  const preamble = details.preamble ?? before;
  const steps = details.steps || order.map((each) => scenario.steps[each]);
  const rows = (from, to) => steps.slice(from, to).flatMap((step, i) =>
    stepRows(step, from + i, details.checks));
  const others = details.checks.filter((check) => check.step === null || check.step >= steps.length);
  const parts = [el('h2', {}, 'Steps')];
  if (steps.length === 0) {
    parts.push(el('p', { class: 'note' },
      'The suite that made this page does not have this case: its steps are not known.'));
  }
  if (preamble > 0) {
    const broke = details.checks.some((check) => check.step < preamble && !isMet(check.verdict));
    parts.push(el('details', { class: 'listed', open: broke },
      el('summary', {}, `Preamble ${scenario.preamble}: ${plural(preamble, 'step')}`),
      stepsTable('Steps of the preamble', rows(0, preamble))));
  }
  parts.push(stepsTable('Steps', [...rows(preamble, steps.length),
    ...others.map((check) => el('tr', {}, el('td', {}), el('td', {}, 'case'),
      el('td', {}, check.step === null ? 'the case as a whole' : `step ${check.step + 1}`),
      stepCells(check)))]));
  return parts;
}

function othersSection(item, result) {
  if (stacks.length < 2) return [];
  return [el('h2', {}, 'On the other stacks'),
    el('table', { class: 'others' },
      el('thead', {}, el('tr', {}, ['stack', 'verdict', 'what was seen'].map((each) =>
        el('th', { scope: 'col' }, each)))),
      el('tbody', {}, stacks.map((_, stack) => {
        const other = item.results[stack];
        const name = stack === result.stack ? el('strong', {}, `${stackLabels[stack]} (this one)`)
          : other ? el('button', { type: 'button', class: 'link',
            click: () => openCase(item, stack) }, stackLabels[stack]) : stackLabels[stack];
        return el('tr', {}, el('th', { scope: 'row' }, name),
          el('td', {}, other ? badge(other) : 'did not run'),
          el('td', { class: 'wide' }, other?.headline || ''));
      })))];
}

function recordsSection(details) {
  if (!details.records) return [];
  return [el('h2', {}, 'Recorded, not judged'),
    el('dl', {}, details.records.map(([what, observed]) => pair(what, el('code', {}, observed))))];
}

// As one word of a shell.
function shellWord(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function evidenceLinks(details, run, item) {
  const [stem, journal, capture] = details.evidence || ['', false, false];
  const below = (ending) => `${run.link}/${stem.slice(2)}${ending}`;
  const links = [];
  if (details.pcap) {
    links.push(el('a', {
      href: `data:application/vnd.tcpdump.pcap;base64,${details.pcap}`,
      download: `${item.key.replace(/[^\w.-]+/g, '_')}.pcap`,
    }, 'capture, from this page'));
  }
  if (capture) links.push(el('a', { href: below('.pcap') }, 'capture'));
  if (journal) links.push(el('a', { href: below('.journal') }, 'journal'));
  return links;
}

function evidenceSection(details, run, item) {
  const seed = run.seed === '0' ? '' : ` --seed ${run.seed}`;
  const id = item.of.id + item.name.replace(/ #\d+$/, '');
  const links = evidenceLinks(details, run, item);
  return [el('h2', {}, 'Repeat it'),
    el('pre', { class: 'command', tabindex: '0' }, `${run.repeat} ${shellWord(id)}${seed}`),
    links.length === 0 ? el('p', {}, 'The run kept no evidence of this case.')
      : el('ul', { class: 'links' }, links.map((each) => el('li', {}, each)))];
}

function ladderSection(details, numbers) {
  if (!details.ladder) return [];
  return [el('h2', {}, 'Ladder'),
    details.changed ? el('p', { class: 'note' },
      'The scenario has changed since this run: steps and ladder are of different versions.') : '',
    el('div', { class: 'scroll picture', tabindex: '0', role: 'region', 'aria-label': 'Ladder' },
      ladderPicture(details.ladder, details.checks, numbers)),
    ladderList(details.ladder)];
}

function factsOf(details, result, run) {
  return [
    el('span', {}, run.stack), el('span', {}, `against ${run.peer}`),
    el('span', {}, `${(details.us / 1000).toFixed(1)} ms`),
    details.attempts ? el('span', {}, `run ${details.attempts} times`) : '',
    details.late ? el('span', {}, `harness late by ${details.late} ms at most`) : '',
    details.blame ? el('span', {}, `blame: ${details.blame}`) : '',
  ];
}

function caseButtons(item) {
  const found = filteredItems();
  const at = found.indexOf(item);
  const step = (text, other) => el('button', { type: 'button', class: 'plain', disabled: !other,
    click: () => openCase(other, stackFor(other)) }, text);
  return el('nav', { class: 'casenav', 'aria-label': 'Cases' },
    el('button', { type: 'button', class: 'plain', click: closeCase }, '← All cases (Esc)'),
    step('Previous', at > 0 ? found[at - 1] : null),
    step('Next', at >= 0 ? found[at + 1] : null),
    el('span', { class: 'faint' }, at < 0 ? '' : `${at + 1} of ${found.length}`));
}

// The chosen stack if the case ran there, else the one it did worst on.
function stackFor(item) {
  const chosen = stackLabels.indexOf(shown.stack);
  return item.results[chosen] ? chosen : worst(item).stack;
}

function renderCase(item, result) {
  const details = detailsOf(result);
  const scenario = jsonOf(`s${item.scenario}`);
  const run = stacks[result.stack];
  const numbers = brokenOf(details, result.verdict);
  byId('case').replaceChildren(
    caseButtons(item),
    el('h1', { id: 'case-title', tabindex: '-1' }, item.of.id, el('span', {}, item.name)),
    el('p', { class: 'headline' }, badge(result), ' on ', el('strong', {}, stackLabels[result.stack]),
      result.headline ? `: ${result.headline}` : ''),
    el('p', {}, report.words.to_act[result.verdict],
      details.reason && details.reason !== result.headline ? ` ${details.reason}` : ''),
    el('p', { class: 'facts' }, factsOf(details, result, run)),
    el('div', { class: 'purpose' }, el('p', {}, el('strong', {}, item.of.title)),
      el('p', {}, scenario?.purpose || '')),
    ...brokenSection(details, numbers), ...ladderSection(details, numbers),
    el('h2', {}, 'Clauses'), ...clauseSection(details, scenario, numbers),
    ...stepsSection(details, scenario, item), ...othersSection(item, result),
    ...recordsSection(details), ...evidenceSection(details, run, item));
}
