'use strict';
// One Chromium and one page for all tests. What is missing makes them fail and never be left out.

const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const { after, before } = require('node:test');
const { pathToFileURL } = require('node:url');

const CHROMIUM = '/usr/bin/chromium-headless-shell';

function required(name) {
  try {
    return require(name);
  } catch (error) {
    throw new Error(`${name} is not installed; "./bootstrap test" installs it`, { cause: error });
  }
}

const { chromium } = required('playwright-core');
required('axe-core');

let browser;
let page;
let troubles = [];

before(async () => {
  if (!fs.existsSync(CHROMIUM)) {
    throw new Error('chromium-headless-shell is not installed; "./bootstrap test" installs it');
  }
  // A sandbox of its own is what root and many containers do not give it.
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  page = await browser.newPage();
  page.setDefaultTimeout(60000);
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('console', (message) => troubles.push(message.text()));
  page.on('dialog', (dialog) => {
    troubles.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on('request', (request) => {
    if (!/^(file|data|about):/.test(request.url())) troubles.push(`request: ${request.url()}`);
  });
});
after(() => browser?.close());

// Reads the page of that name anew: await open('two', '#q=rst', { width: 360 }).
async function open(name, hash = '', { width = 1280, colorScheme = 'light' } = {}) {
  troubles = [];
  await page.emulateMedia({ media: null, colorScheme });
  await page.setViewportSize({ width, height: 800 });
  await page.goto('about:blank');
  await page.goto(pathToFileURL(path.join(process.env.SAMPLES, `${name}.html`)).href + hash);
  return page;
}

// Errors, messages, dialogs, and requests to anything but the page.
function assertNoTrouble() {
  assert.deepStrictEqual(troubles, []);
}

// What of a hostile text would have become an element.
async function injected(page) {
  return page.evaluate(() => ({
    elements: document.querySelectorAll('img, iframe, object, embed, base, form[action]').length,
    running: [...document.scripts].filter((each) => each.type !== 'application/json').length,
    handlers: [...document.querySelectorAll('*')].filter((each) =>
      each.getAttributeNames().some((name) => name.startsWith('on'))).length,
    links: [...document.querySelectorAll('a')].filter((each) =>
      !/^(file:|data:application\/vnd\.tcpdump)/.test(each.href)).length,
  }));
}

module.exports = { assertNoTrouble, injected, open };
