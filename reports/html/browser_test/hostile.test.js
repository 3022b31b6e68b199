'use strict';
// Whatever peers and files say, nothing of it becomes an element or runs.

const assert = require('node:assert');
const { test } = require('node:test');
const { assertNoTrouble, injected, open } = require('./browser.js');

const CLEAN = { elements: 0, running: 1, handlers: 0, links: 0 };

test('the list shows an attack as text', async () => {
  const page = await open('hostile', '#verdict=fail');
  assert.deepStrictEqual(await injected(page), CLEAN);
  const text = await page.locator('body').innerText();
  assert.match(text, /<\/script><script>alert\(1\)<\/script><!--<img src=x onerror=alert\(2\)>/);
  assert.match(text, /⟨U\+2028⟩⟨U\+202E⟩gnp⟨U\+200B⟩/);
  assertNoTrouble();
});

test('opened cases show an attack as text, octets that are no UTF-8 included', async () => {
  const page = await open('hostile', '#verdict=fail');
  const rows = page.locator('.row.case');
  assert.strictEqual(await rows.count(), 2);
  const texts = [];
  for (const index of [0, 1]) {
    await rows.nth(index).click();
    await page.locator('.ladder').waitFor();
    assert.deepStrictEqual(await injected(page), CLEAN);
    texts.push(await page.locator('#case').textContent());
    await page.keyboard.press('Escape');
  }
  for (const text of texts) {
    assert.match(text, /<script>alert\(1\)<\/script>/);
    assert.match(text, /\\xFF\\xC0\\x80/);
    assert.doesNotMatch(text, /[\u200b-\u200f\u2028-\u202e\u2066-\u2069]/);
  }
  assertNoTrouble();
});

test('an address is no way in either', async () => {
  const attack = encodeURIComponent('"><img src=x onerror=alert(3)>');
  const page = await open('hostile', `#q=${attack}&case=${attack}&stack=${attack}&cell=${attack}`);
  assert.deepStrictEqual(await injected(page), CLEAN);
  assert.match(await page.locator('#count').innerText(), /^0 of 2 cases/);
  assertNoTrouble();
});

test('a script that got in would not run', async () => {
  const page = await open('hostile');
  const ran = await page.evaluate(() => {
    const script = document.createElement('script');
    try {
      script.textContent = 'window.ran = true';
    } catch (error) {
      return 'refused';
    }
    document.body.append(script);
    return String(window.ran);
  });
  assert.strictEqual(ran, 'refused');
});
