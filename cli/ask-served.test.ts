import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openMemory, servedExplainers } from './ask-served';

async function folder(): Promise<string> {
  const made = await mkdtemp(path.join(os.tmpdir(), 'mirrorscope-served-'));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  return made;
}

const entry = { id: 'big', url: 'http://127.0.0.1:1/v1', api: 'chat', model: 'm', tasks: ['patch'] };

it('no server is asked unless a file says so, and of which tasks', async () => {
  const home = await folder();
  const environment = { MIRRORSCOPE_IMPORTS_IN: home } as unknown as NodeJS.ProcessEnv;
  expect(await servedExplainers('patch', environment)).toEqual([]);
  const file = path.join(home, 'http-explainers.json');
  await writeFile(file, JSON.stringify({ format: 1, explainers: [entry] }));
  expect(await servedExplainers('patch', environment)).toMatchObject([{ id: 'big', model: 'm' }]);
  expect(await servedExplainers('feature', environment)).toEqual([]);
  await writeFile(file, JSON.stringify({ format: 1, explainers: [{ ...entry, api: 'grpc' }] }));
  await expect(servedExplainers('patch', environment)).rejects.toThrow(`${file}: explainers: 0: api: `);
  const named = { MIRRORSCOPE_HTTP_EXPLAINERS: path.join(home, 'gone.json') } as unknown as NodeJS.ProcessEnv;
  await expect(servedExplainers('patch', named)).rejects.toThrow(
    'there is no such file: correct or unset it',
  );
});

it('answers are kept as they come, and a line that was left half-written costs that answer alone', async () => {
  const file = path.join(await folder(), 'answers', 'a.jsonl');
  const first = await openMemory(file);
  await first.set('one?', 'yes\nand no');
  await first.set('two?', 'no');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.slice(0, -5));
  const second = await openMemory(file);
  expect([second.get('one?'), second.get('two?')]).toEqual(['yes\nand no', undefined]);
  await second.set('three?', 'maybe');
  const third = await openMemory(file);
  expect([third.get('one?'), third.get('two?'), third.get('three?')]).toEqual([
    'yes\nand no',
    undefined,
    'maybe',
  ]);
});
