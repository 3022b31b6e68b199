'use strict';
// Pages as axe-core sees them.

const fs = require('node:fs');
const { open } = require('./browser.js');

const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

async function openWithAxe(name, options) {
  const page = await open(name, '', options);
  // By the debugger: the page's own policy lets no script in.
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.evaluate', { expression: axe });
  return page;
}

async function violations(page, options) {
  const found = await page.evaluate((given) => window.axe.run(given), options);
  return found.violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(' ')}`);
}

// How far the page is wider than its window.
async function beyondEdge(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}

module.exports = { beyondEdge, openWithAxe, violations };
