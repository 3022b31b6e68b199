'use strict';
// The page as axe-core sees it: wide, on a telephone and in the dark.

const assert = require('node:assert');
const fs = require('node:fs');
const { test } = require('node:test');
const { assertNoTrouble, open } = require('./browser.js');

const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const OPENED = 'unread_data/close_with_unread_data_sends_rst[unread=1,family=ipv4,opener=sut]';
const VIEWS = ['#q=close_wait', '#view=states', `#case=${encodeURIComponent(OPENED)}&on=bad`];

async function openWithAxe(options) {
  const page = await open('two', '', options);
  // By the debugger: the page's own policy lets no script in.
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.evaluate', { expression: axe });
  return page;
}

async function violations(page, options) {
  const found = await page.evaluate((given) => window.axe.run(given), options);
  return found.violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(' ')}`);
}

// Until the page has followed its address.
async function goTo(page, hash) {
  await page.evaluate((to) => new Promise((followed) => {
    window.addEventListener('hashchange', followed, { once: true });
    location.hash = to;
  }), hash);
}

test('axe finds nothing', async () => {
  const page = await openWithAxe({});
  for (const hash of VIEWS) {
    await goTo(page, hash);
    assert.deepStrictEqual(await violations(page, {}), [], hash);
  }
  assertNoTrouble();
});

test('the dark has enough contrast', async () => {
  const page = await openWithAxe({ colorScheme: 'dark' });
  for (const hash of VIEWS) {
    await goTo(page, hash);
    assert.deepStrictEqual(await violations(page, { runOnly: ['color-contrast'] }), [], hash);
  }
});

// Colours are those of the wide page.
test('a telephone shows it without scrolling sideways, and axe finds nothing', async () => {
  const page = await openWithAxe({ width: 320 });
  for (const hash of VIEWS) {
    await goTo(page, hash);
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(beyond <= 0, `${hash}: ${beyond}`);
    const rules = { 'color-contrast': { enabled: false } };
    assert.deepStrictEqual(await violations(page, { rules }), [], hash);
  }
});
