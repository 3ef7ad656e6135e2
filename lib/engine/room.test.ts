import { expect, it } from 'vitest';
import { openSessions, roomFor } from './room';

const model = (weights: number) => ({ weights, largest: { name: 'embedding', weights: weights / 4 } });

it('the larger a model, the fewer of its sessions stay open, and one always does', () => {
  expect([5e6, 135e6, 500e6, 8e9].map((weights) => openSessions('wasm', weights))).toEqual([6, 4, 1, 1]);
  expect(openSessions('cpu', 8e9)).toBe(6);
});

it('a model of 135 million weights fits WebAssembly, and one of a billion is refused with the reason', () => {
  expect(roomFor(model(135e6), { provider: 'wasm' }).refusal).toBeNull();
  expect(roomFor(model(1.1e9), { provider: 'wasm' }).refusal).toContain(
    'a WebAssembly memory ends at 4.3 GB',
  );
});

it('a model of a billion weights fits a GPU unless one of its tensors is larger than a buffer', () => {
  expect(roomFor(model(1.1e9), { provider: 'webgpu', bindingBytes: 2 ** 31 }).refusal).toBeNull();
  expect(roomFor(model(1.1e9), { provider: 'webgpu', bindingBytes: 2 ** 27 }).refusal).toBe(
    'It is too large for this GPU: embedding takes 1.1 GB as float32, and a buffer here ends at 0.1 GB.',
  );
});
