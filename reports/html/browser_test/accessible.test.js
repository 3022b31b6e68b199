'use strict';
// The page as axe-core sees it: wide, on a telephone and in the dark.

const assert = require('node:assert');
const { test } = require('node:test');
const { beyondEdge, openWithAxe, violations } = require('./axe.js');
const { assertNoTrouble } = require('./browser.js');

const OPENED = 'unread_data/close_with_unread_data_sends_rst[unread=1,family=ipv4,opener=sut]';
const VIEWS = ['#q=close_wait', '#view=states', `#case=${encodeURIComponent(OPENED)}&on=bad`];

// Until the page has followed its address.
async function goTo(page, hash) {
  await page.evaluate((to) => new Promise((followed) => {
    window.addEventListener('hashchange', followed, { once: true });
    location.hash = to;
  }), hash);
}

test('axe finds nothing', async () => {
  const page = await openWithAxe('two', {});
  for (const hash of VIEWS) {
    await goTo(page, hash);
    assert.deepStrictEqual(await violations(page, {}), [], hash);
  }
  assertNoTrouble();
});

test('the dark has enough contrast', async () => {
  const page = await openWithAxe('two', { colorScheme: 'dark' });
  for (const hash of VIEWS) {
    await goTo(page, hash);
    assert.deepStrictEqual(await violations(page, { runOnly: ['color-contrast'] }), [], hash);
  }
});

// Colours are those of the wide page.
test('a telephone shows it without scrolling sideways, and axe finds nothing', async () => {
  const page = await openWithAxe('two', { width: 320 });
  for (const hash of VIEWS) {
    await goTo(page, hash);
    assert.ok(await beyondEdge(page) <= 0, hash);
    const rules = { 'color-contrast': { enabled: false } };
    assert.deepStrictEqual(await violations(page, { rules }), [], hash);
  }
});
