'use strict';
// The page of closespec history: as report.html it is read by everybody, and what runs say is text.

const assert = require('node:assert');
const { test } = require('node:test');
const { beyondEdge, openWithAxe, violations } = require('./axe.js');
const { assertNoTrouble, injected, open } = require('./browser.js');

test('axe finds nothing, and a failing case is told', async () => {
  const page = await openWithAxe('history', {});
  assert.deepStrictEqual(await violations(page, {}), []);
  const row = page.locator('tr', { hasText: 'unread_data/close_with_unread_data_sends_rst' });
  assert.match(await row.innerText(), /fail[^]*run 16/);
  assert.strictEqual(await row.locator('.fails').getAttribute('title'), 'run 16 to 20: fails');
  assertNoTrouble();
});

test('the dark has enough contrast, and is dark', async () => {
  const page = await openWithAxe('history', { colorScheme: 'dark' });
  assert.deepStrictEqual(await violations(page, { runOnly: ['color-contrast'] }), []);
  assert.strictEqual(await page.evaluate(() => getComputedStyle(document.body).backgroundColor),
    'rgb(20, 23, 27)');
});

test('a telephone shows it without scrolling sideways, and axe finds nothing', async () => {
  const page = await openWithAxe('history', { width: 320 });
  assert.ok(await beyondEdge(page) <= 0);
  assert.deepStrictEqual(await violations(page, { rules: { 'color-contrast': { enabled: false } } }), []);
  // Nor in a table of its own.
  assert.deepStrictEqual(await page.locator('.scroll').evaluateAll(
    (all) => all.filter((each) => each.scrollWidth > each.clientWidth).length), 0);
  const row = page.locator('tr', { hasText: 'unread_data/close_with_unread_data_sends_rst' });
  assert.match(await row.locator('[data-label=since]').evaluate(
    (cell) => getComputedStyle(cell, '::before').content), /since/);
});

test('each letter of the strips stands by itself in the key', async () => {
  const page = await open('history');
  assert.deepStrictEqual(await page.locator('.key li').allInnerTexts(), ['. met', 'd deviates',
    'F fails', 'u unsupported', '? nothing shown', 'blank: not in that run']);
});

test('an attack is shown as text, and no script runs', async () => {
  const page = await open('history');
  assert.deepStrictEqual(await injected(page),
    { elements: 0, running: 0, handlers: 0, links: 0 });
  const text = await page.locator('body').textContent();
  assert.match(text, /<script>alert\(1\)<\/script><!--<img src=x onerror=alert\(2\)>/);
  assert.match(text, /⟨U\+2028⟩⟨U\+202E⟩gnp⟨U\+200B⟩'"& \\xFF\\xC0\\x80/);
  assertNoTrouble();
  assert.strictEqual(await page.evaluate(() => {
    const style = document.createElement('style');
    style.textContent = 'body { display: none; }';
    document.head.append(style);
    return getComputedStyle(document.body).display;
  }), 'block');
});
