'use strict';
// What stands behind a result, read when it is opened; the fields that the report has by position
// get their names here.

const LADDER_KINDS = ['remark', 'sut', 'peer', 'sends', 'gets', 'sends_not', 'gets_not'];

let texts = null;

function textAt(number) {
  texts ||= jsonOf('texts');
  return typeof number === 'number' ? texts[number] : number;
}

function checkFrom([step, expected, observed, clause, level, verdict, signature, blame, reason, known]) {
  return {
    step,
    expected: textAt(expected),
    observed: textAt(observed),
    clause: textAt(clause),
    level: LEVELS[level],
    verdict,
    signature: textAt(signature) || '',
    blame: textAt(blame) || '',
    reason: textAt(reason) || '',
    known: textAt(known) || '',
  };
}

function rowFrom([time, kind, text, cameTo, flags, marks]) {
  return {
    time: time === null ? null : time / 1000,
    kind: LADDER_KINDS[kind],
    text: textAt(text) + (flags & 1 ? ' …' : '') + (textAt(cameTo) ? ` → ${textAt(cameTo)}` : ''),
    alarming: (flags & 2) !== 0,
    marks: marks || [],
  };
}

function detailsOf(result) {
  const block = byId(`d${result.stack}-${Math.floor(result.number / BLOCK)}`);
  const details = JSON.parse(block.textContent.split('\n')[result.number % BLOCK]);
  details.checks = details.checks.map(checkFrom);
  if (details.ladder) {
    const [sut, peer, rows] = details.ladder;
    details.ladder = { sut: textAt(sut), peer: textAt(peer), rows: rows.map(rowFrom) };
  }
  return details;
}
