// Adds to package-lock.json what npm leaves out where the registry at hand does not carry the packages of other
// platforms: `npm ci` refuses a lock file that names them as optional and does not list them. They are listed with the
// version that their package pins, and are installed on their own platform alone. What has no checksum gets the
// registry's.
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { pathToFileURL } from 'node:url';

const run = promisify(execFile);

const SYSTEMS = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'sunos',
  'win32',
  'openharmony',
];
const PROCESSORS = [
  'arm64',
  'arm',
  'ia32',
  'x64',
  'wasm32',
  'riscv64',
  'ppc64',
  's390x',
  'loong64',
  'mips64el',
];

/**
 * Optional packages that a lock file names and does not list.
 * @param {Record<string, {version?: string, dev?: boolean, license?: string, engines?: object, optionalDependencies?: Record<string, string>}>} packages
 */
export function missingFrom(packages) {
  const missing = [];
  for (const [holder, { optionalDependencies = {}, dev, license, engines }] of Object.entries(packages))
    for (const [name, version] of Object.entries(optionalDependencies)) {
      const places = [`${holder}/node_modules/${name}`, `node_modules/${name}`];
      if (!places.some((place) => packages[place]?.version))
        missing.push({ name, version, dev, license, engines });
    }
  return missing;
}

/**
 * Names in a lock file of packages without a checksum, which npm would install whatever their contents.
 * @param {Record<string, {version?: string, link?: boolean, integrity?: string}>} packages
 */
export function unchecked(packages) {
  return Object.keys(packages).filter((name) => {
    const { link, integrity } = packages[name];
    return name !== '' && !link && !integrity;
  });
}

/** The checksum that the registry tells of a package; undefined where it does not know it. */
async function integrityOf(name, version) {
  const { stdout } = await run('npm', ['view', `${name}@${version}`, 'dist.integrity']);
  return stdout.trim() || undefined;
}

/** The entry of a package that runs on one platform, which its name tells: `@next/swc-darwin-arm64`. */
function entryOf({ name, version, dev, license, engines }) {
  const words = name.split(/[-/]/);
  const cpu = PROCESSORS.filter((processor) => words.includes(processor));
  const os = SYSTEMS.filter((system) => words.includes(system));
  if (cpu.length === 0 || !/^\d+\.\d+\.\d+/.test(version))
    throw new Error(`${name}@${version}: neither platform nor version are plain`);
  return { version, cpu, ...(dev && { dev }), license, optional: true, ...(os.length && { os }), engines };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const file = path.resolve(import.meta.dirname, '../package-lock.json');
  const lock = JSON.parse(await readFile(file, 'utf8'));
  const missing = missingFrom(lock.packages);
  for (const one of missing) lock.packages[`node_modules/${one.name}`] = entryOf(one);
  const bare = unchecked(lock.packages);
  for (const place of bare) {
    const { version, ...rest } = lock.packages[place];
    const integrity = await integrityOf(place.slice(place.lastIndexOf('node_modules/') + 13), version);
    lock.packages[place] = { version, ...(integrity && { integrity }), ...rest };
  }
  const entries = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
  await writeFile(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(entries) }, null, 2)}\n`);
  console.log(`${missing.length} packages of other platforms and ${bare.length} checksums added`);
}
