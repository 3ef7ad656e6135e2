import { existsSync } from 'node:fs';
import { Fault, say } from './progress.mjs';
import { root } from './prepare.mjs';
import { run } from './run.mjs';

const SYSTEM = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * Path of a Chromium: `CHROMIUM_PATH`, Playwright's own, one of the system; null where there is none.
 * @throws {Fault} when CHROMIUM_PATH leads nowhere
 */
export async function findChromium() {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (existsSync(given)) return given;
    throw new Fault(`CHROMIUM_PATH is ${given}, and there is nothing: correct or unset it.`);
  }
  const { chromium } = await import('@playwright/test');
  return [chromium.executablePath(), ...SYSTEM].find((place) => existsSync(place)) ?? null;
}

/**
 * Finds a Chromium or installs one: Playwright's, or as root on Debian the distribution's, unless
 * MIRRORSCOPE_NO_SYSTEM_CHANGES forbids that.
 * @throws {Fault} when neither can be had
 */
export async function ensureChromium(note) {
  const found = await findChromium();
  if (found) return found;
  note('installing with Playwright');
  try {
    await run('npx', ['playwright', 'install', 'chromium'], { cwd: root });
  } catch {
    const allowed = !process.env.MIRRORSCOPE_NO_SYSTEM_CHANGES;
    if (allowed && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
      say(
        'Chromium is installed into the system by apt-get. (MIRRORSCOPE_NO_SYSTEM_CHANGES=1 forbids this.)',
      );
      note('installing with apt-get');
      const env = { DEBIAN_FRONTEND: 'noninteractive' };
      const wait = ['-o', 'DPkg::Lock::Timeout=300'];
      await run('apt-get', ['update'], { cwd: root, env }).catch(() => undefined);
      await run('apt-get', [...wait, 'install', '-y', '--no-install-recommends', 'chromium'], {
        cwd: root,
        env,
      });
    }
  }
  const installed = await findChromium();
  if (installed) return installed;
  throw new Fault(
    'There is no Chromium, and none could be installed: install one, or name it with CHROMIUM_PATH.',
  );
}

/** What a Chromium is started with: no traffic of its own, and WebGPU on the processor where `webgpu` is wanted. */
export function chromiumArguments(webgpu) {
  return [
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    // Its sandbox does not work for root, nor in most containers.
    ...(process.getuid?.() === 0 || process.env.CI ? ['--no-sandbox'] : []),
    ...(webgpu ? ['--enable-unsafe-webgpu'] : []),
  ];
}
