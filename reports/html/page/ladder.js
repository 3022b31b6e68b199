'use strict';
// Draws a case as a ladder: the SUT's calls on the left, the other peer's on the right, segments as
// arrows between them, and where a check broke what was expected beside what was seen.

const LADDER = { width: 880, time: 66, sut: 300, peer: 580, line: 15, letter: 6.65, pause: 1000 };

function wrapText(text, columns) {
  const lines = [''];
  for (const word of String(text).split(' ')) {
    for (let rest = word; rest; rest = rest.slice(columns)) {
      const piece = rest.slice(0, columns);
      const last = lines[lines.length - 1];
      if (last && last.length + 1 + piece.length > columns) lines.push(piece);
      else lines[lines.length - 1] = last ? `${last} ${piece}` : piece;
    }
  }
  return lines;
}

function columnsIn(pixels) {
  return Math.floor(pixels / LADDER.letter);
}

function textLines(lines, x, y, attributes) {
  return lines.map((each, index) =>
    svg('text', { x, y: y + index * LADDER.line, ...attributes }, each));
}

function arrow(y, toRight, absent) {
  const from = toRight ? LADDER.sut + 4 : LADDER.peer - 4;
  const to = toRight ? LADDER.peer - 4 : LADDER.sut + 4;
  const back = toRight ? -9 : 9;
  const head = absent
    ? svg('path', { class: 'cross', d: `M${to + back} ${y - 5}l${-back} 10m0 -10l${back} 10` })
    : svg('path', { class: 'head', d: `M${to} ${y}l${back} -4.5v9z` });
  return [svg('line', { class: absent ? 'wire absent' : 'wire', x1: from, x2: to + back / 2, y1: y, y2: y }), head];
}

function drawWire(row, y) {
  const { kind, text } = row;
  const toRight = kind.startsWith('sends');
  const middle = (LADDER.sut + LADDER.peer) / 2;
  const lines = wrapText(text, columnsIn(LADDER.peer - LADDER.sut - 16));
  const below = y + (lines.length - 1) * LADDER.line;
  return {
    nodes: [...textLines(lines, middle, y, { 'text-anchor': 'middle' }),
      ...arrow(below + 6, toRight, kind.endsWith('_not'))],
    height: lines.length * LADDER.line + 10,
  };
}

function drawText(row, y) {
  const { kind, text } = row;
  const side = kind === 'sut' || kind === 'peer';
  const room = kind === 'sut' ? LADDER.sut - LADDER.time - 18
    : kind === 'peer' ? LADDER.width - LADDER.peer - 10 : LADDER.peer - LADDER.sut - 16;
  const lines = wrapText(text, columnsIn(room));
  const x = kind === 'sut' ? LADDER.sut - 8 : kind === 'peer' ? LADDER.peer + 8
    : (LADDER.sut + LADDER.peer) / 2;
  const anchor = kind === 'sut' ? 'end' : kind === 'peer' ? 'start' : 'middle';
  return {
    nodes: textLines(lines, x, y, { 'text-anchor': anchor, class: side ? null : 'remark' }),
    height: lines.length * LADDER.line + 4,
  };
}

function drawMark(check, number, y) {
  const columns = columnsIn(LADDER.width - LADDER.time - 130);
  const expected = wrapText(check.expected, columns);
  const observed = wrapText(check.observed, columns);
  const x = LADDER.time + 10;
  const second = y + expected.length * LADDER.line;
  return {
    nodes: [
      svg('text', { x, y, class: 'bad' }, `✗${number} expected`),
      ...textLines(expected, x + 92, y, { class: 'good' }),
      svg('text', { x: x + 85, y: second, class: 'bad', 'text-anchor': 'end' }, 'observed'),
      ...textLines(observed, x + 92, second, { class: 'bad' }),
    ],
    height: (expected.length + observed.length) * LADDER.line + 6,
  };
}

function pauseText(milliseconds) {
  return `⋮ ${(milliseconds / 1000).toFixed(1)} s ⋮`;
}

class LadderDrawing {
  constructor(ladder, checks, numbers) {
    this.y = 46;
    this.nodes = [];
    this.last = null;
    this.head('SUT', ladder.sut, LADDER.sut - 8, 'end');
    this.head('peer', ladder.peer, LADDER.peer + 8, 'start');
    this.put(svg('text', { x: LADDER.time, y: 14, 'text-anchor': 'end', class: 'remark' }, 'ms'));
    for (const row of ladder.rows) this.row(row, checks, numbers);
  }

  put(...nodes) {
    this.nodes.push(...nodes);
  }

  head(name, who, x, anchor) {
    this.put(svg('text', { x, y: 14, 'text-anchor': anchor, class: 'strong' }, name),
      svg('text', { x, y: 30, 'text-anchor': anchor, class: 'remark' },
        who.slice(0, 42)));
  }

  row(row, checks, numbers) {
    const { time, kind, alarming, marks } = row;
    if (time !== null && this.last !== null && time - this.last >= LADDER.pause) {
      this.put(svg('text', { x: (LADDER.sut + LADDER.peer) / 2, y: this.y + 12,
        'text-anchor': 'middle', class: 'remark' }, pauseText(time - this.last)));
      this.y += LADDER.line + 4;
    }
    if (time !== null) this.last = time;
    const wire = kind.startsWith('sends') || kind.startsWith('gets');
    const drawn = wire ? drawWire(row, this.y + 12) : drawText(row, this.y + 12);
    const look = marks.length > 0 ? 'broken' : alarming ? 'alarming' : null;
    const group = svg('g', { class: look }, drawn.nodes);
    if (time !== null) {
      group.append(svg('text', { x: LADDER.time, y: this.y + 12, 'text-anchor': 'end',
        class: 'time' }, time.toFixed(3)));
    }
    if (marks.length > 0) group.append(svg('text', { x: 2, y: this.y + 12, class: 'bad' }, '✗'));
    this.put(group);
    this.y += drawn.height;
    this.explain(marks, checks, numbers);
  }

  // Behind the explanation the lifelines would make it hard to read.
  explain(marks, checks, numbers) {
    for (const index of marks) {
      const mark = drawMark(checks[index], numbers.get(index) || '', this.y + 14);
      this.put(svg('rect', { x: LADDER.time + 4, y: this.y + 1, rx: 3,
        width: LADDER.width - LADDER.time - 8, height: mark.height, class: 'mark' }), ...mark.nodes);
      this.y += mark.height + 4;
    }
  }

  finish(label) {
    const height = this.y + 8;
    const life = [LADDER.sut, LADDER.peer].map((x) =>
      svg('line', { class: 'life', x1: x, x2: x, y1: 38, y2: height }));
    return svg('svg', { class: 'ladder', viewBox: `0 0 ${LADDER.width} ${height}`,
      role: 'img', 'aria-label': label }, life, this.nodes);
  }
}

function ladderPicture(ladder, checks, numbers) {
  const label = `Ladder of ${plural(ladder.rows.length, 'row')}; the list below it says the same`;
  return new LadderDrawing(ladder, checks, numbers).finish(label);
}

const LADDER_WHO = {
  sut: 'SUT', peer: 'peer', remark: '', sends: 'SUT sends', gets: 'SUT gets',
  sends_not: 'SUT should send', gets_not: 'SUT should get',
};

function ladderList(ladder) {
  return el('details', { class: 'listed ladderlist' }, el('summary', {}, 'The ladder as a list'),
    el('table', {},
      el('thead', {}, el('tr', {}, ['ms', 'who', 'what'].map((each) =>
        el('th', { scope: 'col' }, each)))),
      el('tbody', {}, ladder.rows.map((row) => el('tr', {},
        el('td', { class: 'number' }, row.time === null ? '' : row.time.toFixed(3)),
        el('td', {}, LADDER_WHO[row.kind]),
        el('td', {}, row.text, row.marks.length > 0 ? ' ✗ a check broke here' : ''))))));
}
