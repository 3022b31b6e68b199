'use strict';
// What is shown, and the same as the part of the address behind '#', so that it can be sent on.

const shown = {};

function clearShown() {
  Object.assign(shown, {
    q: '', verdict: new Set(), chapter: '', clause: '', level: '', stack: '', cell: '',
    differ: false, view: 'chapters', flip: new Set(), case: '', on: '',
  });
}
clearShown();

function readAddress() {
  clearShown();
  const given = new URLSearchParams(location.hash.slice(1));
  for (const name of ['q', 'chapter', 'clause', 'level', 'stack', 'cell', 'case', 'on']) {
    shown[name] = given.get(name) || '';
  }
  shown.verdict = new Set((given.get('verdict') || '').split(',').filter((v) => VERDICTS.includes(v)));
  shown.flip = new Set((given.get('flip') || '').split(',').filter(Boolean));
  shown.differ = given.get('differ') === '1';
  if (given.get('view') === 'states') shown.view = 'states';
}

function addressOf(state) {
  const out = new URLSearchParams();
  for (const name of ['q', 'chapter', 'clause', 'level', 'stack', 'cell', 'case', 'on']) {
    if (state[name]) out.set(name, state[name]);
  }
  if (state.verdict.size > 0) out.set('verdict', [...state.verdict].join(','));
  if (state.flip.size > 0) out.set('flip', [...state.flip].join(','));
  if (state.differ) out.set('differ', '1');
  if (state.view === 'states') out.set('view', 'states');
  return `#${out}`;
}

function replaceAddress() {
  history.replaceState(null, '', addressOf(shown));
}

function pushAddress() {
  history.pushState(null, '', addressOf(shown));
}
