import { describe, expect, it } from 'vitest';
import { refuse } from './refuse';

const status = (url: string, method = 'GET') => refuse({ method, url })?.status ?? null;

describe('what is refused before any work is done', () => {
  it.each([
    ['TRACE', '/', 501],
    ['BREW', '/', 501],
    ['DELETE', '/models/house-a/config.json', 501],
    ['POST', '/house-a/patching', 405],
    ['OPTIONS', '*', 405],
    ['POST', '/api/v1/models', 405],
    ['POST', '/api/health', 405],
    ['POST', '/api/v1/nothing', 405],
    ['GET', '/api/v1/permalinks', 405],
    ['DELETE', '/api/v1/permalinks/2222222222', 501],
  ])('%s %s', (method, url, wanted) => {
    expect(status(url, method)).toBe(wanted);
  });

  it.each([
    ['an address of another site', 'http://elsewhere.example/'],
    ['a path that browsers take for another site', '//elsewhere.example/patching'],
    ['a backslash', '/\\elsewhere.example'],
    ['an encoded backslash', '/%5Celsewhere.example/patching/random'],
    ['a byte that is no UTF-8', '/house-a/%ff'],
    ['a lone surrogate', '/%ED%A0%80'],
    ['a percent sign that begins nothing', '/%zz'],
    ['NUL', '/house-a%00'],
    ['NUL in the query', '/house-a/patching?q=%00'],
    ['a lone surrogate in the query', '/house-a/patching?q=a%ED%B0%80'],
  ])('%s', (_, url) => {
    expect(status(url)).toBe(400);
  });

  it.each([
    '/',
    '/house-a/patching?q=100%&at=2',
    '/house-a/patching?q=a%5Cb',
    '/p/..%2f..%2fetc',
    '/Z%C3%BCrich?q=%F0%9F%99%82',
    '/%25',
  ])('not %s', (url) => {
    expect(status(url)).toBeNull();
  });

  it.each([
    ['POST', '/api/v1/permalinks'],
    ['OPTIONS', '/api/v1/permalinks'],
    ['HEAD', '/api/v1/export/questions?target=a'],
    ['GET', '/api/v1/nothing'],
    ['GET', '/api/v1/openapi.json'],
  ])('not %s %s', (method, url) => {
    expect(status(url, method)).toBeNull();
  });

  it('with the methods that the address answers', () => {
    const allow = (method: string, url: string) => refuse({ method, url })?.headers?.Allow;
    expect(allow('POST', '/api/v1/questions/x/neighbours')).toBe('GET, HEAD, OPTIONS');
    expect(allow('GET', '/api/v1/permalinks')).toBe('POST, OPTIONS');
    expect(allow('POST', '/')).toBe('GET, HEAD');
  });
});
