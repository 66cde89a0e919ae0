// Opens a page that leadloom wrote in a headless Chromium and looks at it as a reader would.
//
//   npm install --no-save playwright-core@1      # in a folder of your own, or here: node_modules is not committed
//   node tests/browser/report.mjs PAGE.html [SHOTS]
//
// For each language, light and dark, on a phone and a desktop: no request but for the page, no message on the console, every
// chart has visible shapes, nothing is wider than the page, no label leaves its chart or lies on another, no German page
// holds English. Writes pictures to the folder SHOTS. CHROMIUM names another browser. Exits 1 and says what is wrong.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import path from 'node:path';

const { chromium } = createRequire(path.join(process.cwd(), 'x.js'))('playwright-core');
const [file, shots] = process.argv.slice(2);
const address = pathToFileURL(path.resolve(file)).href;
const ENGLISH = /\b(the|of|and|with|records|rejected|holds|orders|customers|contacts|values|missing|valid|duplicates|which|from)\b/i;
const wrong = [];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
});

function look(english) {
  const problems = [];
  const part = [...document.querySelectorAll('body > div[lang]')].find(part => !part.hidden);
  const about = element => element.closest('section')?.id ?? element.id ?? element.tagName;
  if (document.scrollingElement.scrollWidth > innerWidth) problems.push(`page is ${document.scrollingElement.scrollWidth} wide`);
  for (const chart of part.querySelectorAll('svg[role=img]')) {
    const box = chart.getBoundingClientRect();
    const shapes = [...chart.querySelectorAll('rect, path, line, circle')].map(shape => shape.getBoundingClientRect());
    if (!shapes.some(shape => shape.width > 1 && shape.height > 1)) problems.push(`${about(chart)}: nothing is drawn`);
    for (const id of [chart.getAttribute('aria-labelledby'), chart.getAttribute('aria-describedby')])
      if (!document.getElementById(id)?.textContent) problems.push(`${about(chart)}: no ${id}`);
    const texts = [...chart.querySelectorAll('text')].map(text => [text.textContent, text.getBoundingClientRect()]);
    for (const [text, at] of texts)
      if (at.left < box.left - 1 || at.right > box.right + 1 || at.bottom > box.bottom + 1) problems.push(`${about(chart)}: "${text}" leaves its chart`);
    for (const [one, a] of texts) for (const [other, b] of texts)
      if (one < other && Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3)
        problems.push(`${about(chart)}: "${one}" lies on "${other}"`);
  }
  const ids = new Set();
  for (const { id } of document.querySelectorAll('[id]')) { if (ids.has(id)) problems.push(`id ${id} twice`); ids.add(id); }
  if (part.textContent.includes('⟦')) problems.push('a message is missing');
  if (part.lang === 'de') {
    const texts = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const node = texts.currentNode;
      if (!node.parentElement.closest('code, samp, pre, .names') && new RegExp(english, 'i').test(node.textContent))
        problems.push(`${about(node.parentElement)}: English in German: ${node.textContent.trim().slice(0, 60)}`);
    }
  }
  // text against its background, WCAG AA
  const light = color => {
    const [r, g, b] = color.match(/[\d.]+/g).slice(0, 3).map(v => v / 255).map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const paper = light(getComputedStyle(document.body).backgroundColor);
  for (const element of part.querySelectorAll('p, dt, dd, th, td, a, summary, button, figcaption, h1, h2')) {
    const ink = light(getComputedStyle(element).color);
    if ((Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05) < 4.5) { problems.push(`${about(element)}: pale ${element.tagName}`); break; }
  }
  return problems;
}

for (const [width, height] of [[390, 844], [1280, 900]]) for (const locale of ['de-DE', 'en-GB']) for (const colorScheme of ['light', 'dark']) {
  const context = await browser.newContext({ viewport: { width, height }, locale, colorScheme });
  const page = await context.newPage();
  const where = `${width} ${locale} ${colorScheme}`;
  page.on('console', message => wrong.push(`${where}: console: ${message.text()}`));
  page.on('pageerror', error => wrong.push(`${where}: ${error.message}`));
  page.on('request', request => { if (request.url().split('#')[0] !== address) wrong.push(`${where}: asks for ${request.url()}`); });
  await page.goto(address);
  const language = await page.evaluate(() => document.documentElement.dataset.language ?? '');
  if ((language || locale.slice(0, 2)) !== await page.evaluate(() => document.documentElement.lang)) wrong.push(`${where}: opens in another language`);
  for (const problem of await page.evaluate(look, ENGLISH.source)) wrong.push(`${where}: ${problem}`);
  const name = `${locale.slice(0, 2)}-${colorScheme}-${width}`;
  if (shots) await page.screenshot({ path: path.join(shots, `${name}.png`), fullPage: true, clip: { x: 0, y: 0, width, height: 1400 } });
  // folded parts open, other language, other theme
  await page.evaluate(() => document.querySelectorAll('details').forEach(details => { details.open = true; }));
  for (const problem of await page.evaluate(look, ENGLISH.source)) wrong.push(`${where}, unfolded: ${problem}`);
  const before = await page.evaluate(() => document.documentElement.lang + getComputedStyle(document.body).backgroundColor);
  await page.locator('[data-switch=theme]:visible').click();
  await page.locator('[data-switch=language]:visible').click();
  const after = await page.evaluate(() => document.documentElement.lang + getComputedStyle(document.body).backgroundColor);
  if (before.slice(0, 2) === after.slice(0, 2) || before.slice(2) === after.slice(2)) wrong.push(`${where}: switches do nothing`);
  await context.close();
}
await browser.close();
const found = [...new Set(wrong)];
console.log(found.length ? found.slice(0, 60).join('\n') : 'the page is fine');
process.exit(found.length ? 1 : 0);
