// A picture of one part of a served page, for the docs: node scripts/picture.mjs URL "accessible name" FILE.png
import { chromium } from '@playwright/test';
import { chromiumArguments, findChromium } from './setup/chromium.mjs';

const [url, name, file] = process.argv.slice(2);
if (!url || !name || !file) {
  console.error('usage: node scripts/picture.mjs URL "accessible name of a region" FILE.png');
  process.exit(2);
}
const browser = await chromium.launch({
  executablePath: await findChromium(),
  args: chromiumArguments(false),
});
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 1000 }, deviceScaleFactor: 2 });
  await page.goto(url, { waitUntil: 'networkidle' });
  await page.getByRole('region', { name, exact: true }).screenshot({ path: file });
  console.log(file);
} finally {
  await browser.close();
}
