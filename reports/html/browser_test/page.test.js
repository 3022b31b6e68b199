'use strict';
// The page as its readers use it: by mouse, by keyboard and on paper.

const assert = require('node:assert');
const fs = require('node:fs');
const { test } = require('node:test');
const { assertNoTrouble, open } = require('./browser.js');

const FAILED = 'unread_data/close_with_unread_data_sends_rst[unread=1,family=ipv4,opener=sut]';

test('the summary says for each stack whether it fell short', async () => {
  const page = await open('two');
  const rows = page.locator('.stacks tbody tr');
  assert.match(await rows.nth(0).innerText(), /good-1\.0[^]*as expected/);
  assert.match(await rows.nth(1).innerText(), /bad-1\.0[^]*fell short: 1 case broke a MUST; 1 failure is known/);
  assert.match(await page.locator('.note').innerText(), /bad: no capture on Sundays/);
  assert.match(await page.locator('.signatures').innerText(), /peer\.recv#1: returned 0, expected ECONNRESET/);
});

test('a cell opens the case: all that there is to know of it', async () => {
  const page = await open('two', `#q=${encodeURIComponent(FAILED)}`);
  await page.locator('.row.case .cell[data-stack="1"]').click();
  const text = await page.locator('#case').innerText();
  for (const said of [/fail on bad/, /Data that nobody will read is thrown away/, /binds as MUST/,
    /blame\s+the SUT/, /wait_readable bytes=1/, /good\s+✓ pass/,
    /closespec run --target 'bad' 'unread_data\/close_with_unread_data_sends_rst\[unread=1,/]) {
    assert.match(text, said);
  }
  const ladder = await page.locator('.ladder').textContent();
  assert.match(ladder, /FIN\|ACK seq 1 ack 6/);
  assert.match(ladder, /✗ 2 expectedECONNRESETobservedreturned 0/);
  const capture = page.waitForEvent('download');
  await page.getByText('capture, from this page').click();
  assert.strictEqual(fs.readFileSync(await (await capture).path(), 'utf8'), 'a capture');
  assertNoTrouble();
});

test('what was not judged has no verdict beside it', async () => {
  const page = await open('two', `#q=${encodeURIComponent(FAILED)}`);
  await page.locator('.row.case .cell[data-stack="1"]').click();
  const row = page.locator('.steps tr', { hasText: 'byte_ledger' });
  assert.match(await row.innerText(), /not judged[^]*none: waived/);
  assert.doesNotMatch(await row.innerText(), /pass/);
});

test('the signatures that the summary leaves out can be shown', async () => {
  const page = await open('many');
  assert.strictEqual(await page.locator('.signatures tbody tr').count(), 12);
  await page.getByRole('button', { name: '8 signatures more' }).click();
  assert.strictEqual(await page.locator('.signatures tbody tr').count(), 20);
  assert.match(await page.evaluate(() => document.activeElement.closest('tr').textContent), /signature/);
});

test('on a telephone what the table of states shows is said in full', async () => {
  const page = await open('two', '#view=states', { width: 380 });
  const box = await page.getByText('A segment (column) meets a connection').boundingBox();
  assert.ok(box.x >= 0 && box.x + box.width <= 380, JSON.stringify(box));
});

test('filters narrow the cases, and the address keeps them', async () => {
  const page = await open('two');
  const all = await page.locator('#count').innerText();
  await page.getByRole('button', { name: 'fail', exact: true }).click();
  assert.match(await page.locator('#count').innerText(), /^2 of /);
  await page.locator('#f-clause').fill('rfc9293-3.6.1-p4');
  assert.match(await page.locator('#count').innerText(), /^1 of /);
  await page.locator('#f-level').selectOption('SHOULD');
  assert.match(await page.locator('#count').innerText(), /^1 of /);
  await page.reload();
  assert.match(await page.locator('#count').innerText(), /^1 of /);
  await page.getByRole('button', { name: 'Clear' }).click();
  assert.strictEqual(await page.locator('#count').innerText(), all);
  await page.getByLabel('only where stacks differ').check();
  assert.match(await page.locator('#count').innerText(), /^2 of /);
  await page.locator('#f-chapter').selectOption('unread_data');
  assert.match(await page.locator('#count').innerText(), /^1 of /);
});

test('the keyboard is enough', async () => {
  const page = await open('two');
  await page.keyboard.press('Tab');
  assert.match(await page.evaluate(() => document.activeElement.textContent), /Skip to the cases/);
  await page.keyboard.press('Enter');
  assert.strictEqual(await page.evaluate(() => document.activeElement.id), 'cases-title');
  await page.locator('.row[tabindex="0"]').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  const row = await page.evaluate(() => document.activeElement.className);
  assert.strictEqual(row, 'row case');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  assert.match(await page.locator('.headline').innerText(), /on bad/);
  await page.keyboard.press('Escape');
  assert.strictEqual(await page.evaluate(() => document.activeElement.className), 'row case');
  await page.keyboard.press('End');
  await page.keyboard.press('Home');
  assert.strictEqual(await page.evaluate(() => document.activeElement.dataset.index), '0');
});

test('the table of states leads to the cases of a cell', async () => {
  const page = await open('two', '#view=states');
  await page.getByRole('button', { name: /^rst in close_wait:/ }).click();
  assert.match(await page.locator('#count').innerText(), /RST IN CLOSE_WAIT/);
  const names = await page.locator('.row.scenario .id').allInnerTexts();
  assert.ok(names.length > 0 && names.every((each) => each.startsWith('rst_in_close_wait')), names.join());
  await page.goBack();
  assert.match(await page.locator('#table').innerText(), /No scenario: the URG bit/);
});

test('on paper every row is there and whole, and no control', async () => {
  const page = await open('two', '#chapter=segment_in_state', { width: 688 });
  const shown = await page.locator('.rows .row').count();
  await page.emulateMedia({ media: 'print' });
  await page.waitForFunction((before) => document.querySelectorAll('.rows .row').length > before, shown);
  assert.strictEqual(await page.locator('#filters').isVisible(), false);
  const cut = await page.evaluate(() => [...document.querySelectorAll('.name, .cell')].filter(
    (each) => each.scrollWidth > each.clientWidth).map((each) => each.textContent));
  assert.deepStrictEqual(cut, []);
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(beyond <= 0, String(beyond));
});

test('of 20,000 cases those in sight are drawn, and the last can be reached', async (context) => {
  const page = await open('many', '#q=round');
  const took = await page.evaluate(() => performance.getEntriesByType('paint').at(-1).startTime);
  context.diagnostic(`drawn after ${Math.round(took)} ms, read after ` +
    `${Math.round(await page.evaluate(() => performance.timing.loadEventEnd - performance.timing.navigationStart))} ms`);
  assert.match(await page.locator('#count').innerText(), /20,000 cases/);
  assert.ok(await page.locator('.rows .row').count() < 120);
  await page.locator('.row[tabindex="0"]').focus();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('End');
  assert.match(await page.evaluate(() => document.activeElement.textContent), /round=\d+/);
  assert.ok(await page.locator('.rows .row').count() < 120);
});
