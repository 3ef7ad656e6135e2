import type { Endpoint } from './endpoint';
import { API, withQuery } from './paths';

/** What is asked in an example; the code that asks it follows, in each language. */
export interface Example {
  params?: Readonly<Record<string, string>>;
  query?: readonly (readonly [name: string, value: string])[];
  body?: unknown;
}

export const LANGUAGES = ['curl', 'TypeScript', 'Python'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A part of a path that ends no text in single quotes. */
const part = (value: string): string => encodeURIComponent(value).replace(/'/g, '%27');

/** The address that an example asks, on a site. */
export function addressOf(
  { path }: Pick<Endpoint, 'path'>,
  { params = {}, query = [] }: Example,
  site: string,
) {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => part(params[name] ?? name));
  // Colons and commas mean themselves in a query, and are easier to read so.
  const text = new URLSearchParams(query.map((pair) => [...pair]))
    .toString()
    .replace(/%3A/g, ':')
    .replace(/%2C/g, ',');
  return withQuery(`${site}${API}${filled}`, text);
}

export function codeOf(language: Language, endpoint: Endpoint, example: Example, site: string): string {
  const address = addressOf(endpoint, example, site);
  const { body } = example;
  const code = CODE[language];
  if (body !== undefined) return code.post(address, body);
  if (endpoint.many) return code[endpoint.many](address);
  // A list is of use as a whole, whatever it takes to get it.
  if (endpoint.query && 'cursor' in endpoint.query.shape) return code.pages(address);
  return code.get(address);
}

interface Code {
  get(address: string): string;
  lines(address: string): string;
  events(address: string): string;
  pages(address: string): string;
  post(address: string, body: unknown): string;
}

const text = (lines: readonly string[]): string => lines.join('\n');

/** Within single quotes a shell changes nothing; a quote ends them and begins them again. */
const quoted = (argument: string): string => `'${argument.replace(/'/g, `'\\''`)}'`;

const curl = (address: string) => `curl ${quoted(address)}`;

const CHECK = 'if (!answer.ok) throw new Error((await answer.json()).detail);';

const PYTHON = ['import json', 'from urllib.request import urlopen', ''];

const CODE: Record<Language, Code> = {
  curl: {
    get: curl,
    lines: curl,
    events: (address) => `curl -N ${quoted(address)}`,
    pages: curl,
    post: (address, body) =>
      text([
        `curl ${quoted(address)} \\`,
        `  -H 'content-type: application/json' \\`,
        `  -d ${quoted(JSON.stringify(body))}`,
      ]),
  },
  TypeScript: {
    get: (address) =>
      text([`const answer = await fetch('${address}');`, CHECK, 'console.log(await answer.json());']),
    lines: (address) =>
      text([
        `const answer = await fetch('${address}');`,
        CHECK,
        `let rest = '';`,
        'for await (const part of answer.body!.pipeThrough(new TextDecoderStream())) {',
        `  const lines = (rest + part).split('\\n');`,
        `  rest = lines.pop() ?? '';`,
        '  for (const line of lines) console.log(JSON.parse(line));',
        '}',
      ]),
    events: (address) =>
      text([
        `const answer = await fetch('${address}');`,
        CHECK,
        `let rest = '';`,
        'for await (const part of answer.body!.pipeThrough(new TextDecoderStream())) {',
        `  const events = (rest + part).split('\\n\\n');`,
        `  rest = events.pop() ?? '';`,
        '  for (const event of events) console.log(JSON.parse(/^data: (.*)$/m.exec(event)![1]!));',
        '}',
      ]),
    pages: (address) =>
      text([
        `const address = '${address}';`,
        `for (let cursor: string | null = ''; cursor !== null; ) {`,
        `  const answer = await fetch(\`\${address}&cursor=\${encodeURIComponent(cursor)}\`);`,
        `  ${CHECK}`,
        '  const page = (await answer.json()) as { items: unknown[]; nextCursor: string | null };',
        '  for (const item of page.items) console.log(item);',
        '  cursor = page.nextCursor;',
        '}',
      ]),
    post: (address, body) =>
      text([
        `const answer = await fetch('${address}', {`,
        `  method: 'POST',`,
        `  headers: { 'content-type': 'application/json' },`,
        `  body: JSON.stringify(${JSON.stringify(body)}),`,
        '});',
        CHECK,
        'console.log(await answer.json());',
      ]),
  },
  Python: {
    get: (address) =>
      text([...PYTHON, `with urlopen('${address}') as answer:`, '    print(json.load(answer))']),
    lines: (address) =>
      text([
        ...PYTHON,
        `with urlopen('${address}') as lines:`,
        '    for line in lines:',
        '        print(json.loads(line))',
      ]),
    events: (address) =>
      text([
        ...PYTHON,
        `with urlopen('${address}') as lines:`,
        '    for line in lines:',
        `        if line.startswith(b'data: '):`,
        `            print(json.loads(line[len(b'data: '):]))`,
      ]),
    pages: (address) =>
      text([
        'import json',
        'from urllib.parse import quote',
        'from urllib.request import urlopen',
        '',
        `address = '${address}'`,
        `cursor = ''`,
        'while cursor is not None:',
        `    with urlopen(f'{address}&cursor={quote(cursor)}') as answer:`,
        '        page = json.load(answer)',
        `    for item in page['items']:`,
        '        print(item)',
        `    cursor = page['nextCursor']`,
      ]),
    post: (address, body) =>
      text([
        'import json',
        'from urllib.request import Request, urlopen',
        '',
        `body = ${literal(body)}`,
        `request = Request('${address}', json.dumps(body).encode(),`,
        `                  {'content-type': 'application/json'})`,
        'with urlopen(request) as answer:',
        '    print(json.load(answer))',
      ]),
  },
};

/** A value of JSON as Python writes it. */
function literal(value: unknown): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value === 'object')
    return `{${Object.entries(value)
      .map(([name, inner]) => `${JSON.stringify(name)}: ${literal(inner)}`)
      .join(', ')}}`;
  return JSON.stringify(value);
}
