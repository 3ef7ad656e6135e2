import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { findChromium } from '../scripts/setup/chromium.mjs';
import { MAIN_PAGES, placeOf } from './main-pages';
import { round, timingOf } from './measure';
import { startServer } from './server';

// Fetched when asked for: nobody who starts or tests the app should wait for its 200 packages. 13 needs Node 22.
const LIGHTHOUSE = 'lighthouse@12.8.2';
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const;
/** Lighthouse now and then asks to be run again itself: the browser did not record the start of the page. */
const ATTEMPTS = 4;
const run = promisify(execFile);

/** The part of a Lighthouse result that is read here. */
interface Report {
  categories: Record<string, { score: number | null; auditRefs: { id: string; weight: number }[] }>;
  audits: Record<string, { score: number | null; numericValue?: number; details?: { items?: unknown[] } }>;
  environment: { benchmarkIndex: number };
}

/**
 * Lighthouse on pages of the built app, as a phone (its default, throttled) and as a desktop; medians over runs, a result
 * for each page.
 *
 * @param pages addresses or names of main pages; all of these unless given
 */
export async function* benchLighthouse({ runs, pages = MAIN_PAGES, target }: Settings) {
  const chromium = await findChromium();
  if (!chromium) throw new Error('There is no Chromium: install one, or name it with CHROMIUM_PATH.');
  const scratch = await mkdtemp(path.join(os.tmpdir(), 'mirrorscope-lighthouse-'));
  const server = await startServer();
  try {
    for (const page of pages) {
      const place = await placeOf(page, server.address, target);
      const url = new URL(place, server.address).href;
      const look = async (preset: string[]) => {
        const reports: Report[] = [];
        // The first visit fills the caches of the server, as any reader before this one has.
        const { status } = await fetch(url);
        if (status !== 200) throw new Error(`${place} answers ${status}`);
        while (reports.length < runs)
          reports.push(
            await patiently(() => lighthouse(url, chromium, path.join(scratch, 'report.json'), preset)),
          );
        return summary(reports);
      };
      yield {
        benchmark: 'lighthouse',
        page: place,
        runs,
        loadAverage: round(os.loadavg()[0] ?? 0),
        phone: await look([]),
        desktop: await look(['--preset=desktop']),
      };
    }
  } finally {
    await server.stop();
    await rm(scratch, { recursive: true, force: true });
  }
}

interface Settings {
  runs: number;
  pages?: readonly string[];
  target: string;
}

async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++)
    try {
      return await work();
    } catch (error) {
      if (attempt === ATTEMPTS || !String(error).includes('NO_NAVSTART')) throw error;
    }
}

async function lighthouse(url: string, chromium: string, file: string, preset: string[]): Promise<Report> {
  // Lighthouse brings the switches it measures with; as root, Chromium needs one more.
  const flags = ['--headless=new', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])].join(' ');
  await run(
    'npm',
    [
      'exec',
      '--yes',
      `--package=${LIGHTHOUSE}`,
      '--',
      'lighthouse',
      url,
      '--quiet',
      '--output=json',
      `--output-path=${file}`,
      `--only-categories=${CATEGORIES.join(',')}`,
      `--chrome-flags=${flags}`,
      ...preset,
    ],
    { env: { ...process.env, CHROME_PATH: chromium, npm_config_ignore_scripts: 'true' } },
  );
  return JSON.parse(await readFile(file, 'utf8')) as Report;
}

function summary(reports: Report[]) {
  const median = (read: (report: Report) => number) => round(timingOf(reports.map(read)).median);
  const audit = (name: string) => median(({ audits }) => audits[name]?.numericValue ?? Number.NaN);
  const scores = CATEGORIES.map((name) => [
    name,
    median(({ categories }) => categories[name]?.score ?? Number.NaN),
  ]);
  return {
    ...(Object.fromEntries(scores) as Record<(typeof CATEGORIES)[number], number>),
    firstContentfulPaintMs: audit('first-contentful-paint'),
    largestContentfulPaintMs: audit('largest-contentful-paint'),
    totalBlockingTimeMs: audit('total-blocking-time'),
    layoutShift: audit('cumulative-layout-shift'),
    // How fast Lighthouse found this machine, which it slows down fourfold for the phone.
    benchmarkIndex: median(({ environment }) => environment.benchmarkIndex),
    scriptKB: median((report) => scriptBytes(report) / 1024),
    failed: [...new Set(reports.flatMap(failedAudits))],
  };
}

/** What counts towards a score and is simply missing; how fast a page is is said by its figures. */
function failedAudits({ categories, audits }: Report): string[] {
  return CATEGORIES.filter((name) => name !== 'performance').flatMap((name) =>
    (categories[name]?.auditRefs ?? [])
      .filter(({ id, weight }) => weight > 0 && audits[id]?.score === 0)
      .map(({ id }) => id),
  );
}

/** Bytes of script on the wire, compressed. */
function scriptBytes({ audits }: Report): number {
  const items = (audits['network-requests']?.details?.items ?? []) as {
    resourceType: string;
    transferSize: number;
  }[];
  return items
    .filter(({ resourceType }) => resourceType === 'Script')
    .reduce((sum, { transferSize }) => sum + transferSize, 0);
}
