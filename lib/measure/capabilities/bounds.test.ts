import { describe, expect, it } from 'vitest';
import { capabilityName, outside } from './bounds';

describe('the bounds of a capability', () => {
  it('say how far it is outside of them, and nothing where it is within or none are set', () => {
    expect(outside({ right: 90, n: 100, floor: 0.95 })).toBe('90%, below 95%');
    expect(outside({ right: 80, n: 100, floor: 0.2, ceiling: 0.7 })).toBe('80%, above 70%');
    expect(outside({ right: 95, n: 100, floor: 0.95, ceiling: 0.95 })).toBeNull();
    expect(outside({ right: 0, n: 100 })).toBeNull();
  });

  it('name it with the facts it is about', () => {
    expect(capabilityName({ label: 'in quotation marks', exposure: 'rare' })).toBe(
      'rare facts, in quotation marks',
    );
    expect(capabilityName({ label: 'two words' })).toBe('two words');
  });
});
