import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { findChromium } from '../scripts/setup/chromium.mjs';
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
  categories: Record<string, { score: number | null }>;
  audits: Record<string, { numericValue?: number; details?: { items?: unknown[] } }>;
  environment: { benchmarkIndex: number };
}

/** Lighthouse on a page of the built app, as a phone (its default, throttled) and as a desktop; medians over runs. */
export async function benchLighthouse({ runs, page }: { runs: number; page: string }) {
  const chromium = await findChromium();
  if (!chromium) throw new Error('There is no Chromium: install one, or name it with CHROMIUM_PATH.');
  const scratch = await mkdtemp(path.join(os.tmpdir(), 'mirrorscope-lighthouse-'));
  const server = await startServer();
  try {
    const url = new URL(page, server.address).href;
    const look = async (preset: string[]) => {
      const reports: Report[] = [];
      // The first visit fills the caches of the server, as any reader before this one has.
      await fetch(url);
      while (reports.length < runs)
        reports.push(
          await patiently(() => lighthouse(url, chromium, path.join(scratch, 'report.json'), preset)),
        );
      return summary(reports);
    };
    return {
      benchmark: 'lighthouse',
      page,
      runs,
      loadAverage: round(os.loadavg()[0] ?? 0),
      phone: await look([]),
      desktop: await look(['--preset=desktop']),
    };
  } finally {
    await server.stop();
    await rm(scratch, { recursive: true, force: true });
  }
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
  };
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
