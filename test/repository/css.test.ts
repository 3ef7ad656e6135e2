import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { PROVIDER_NAMES, roleClass } from '@/components/format/words';
import { ROLES } from '@/lib/explainer/role';
import { PROVIDERS, VERDICTS } from '@/lib/words';

const root = path.resolve(import.meta.dirname, '../..');
const textsOf = (folders: string[], name: RegExp): string[] =>
  folders.flatMap((folder) =>
    (readdirSync(path.join(root, folder), { recursive: true }) as string[])
      .filter((file) => name.test(file))
      .map((file) => readFileSync(path.join(root, folder, file), 'utf8')),
  );
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1] ?? '');
/** Names that are wanted and not there. */
const lacking = (wanted: Iterable<string>, there: Iterable<string>) => {
  const known = new Set(there);
  return [...new Set(wanted)].filter((name) => !known.has(name)).sort();
};

const withoutComments = (css: string) => css.replace(/\/\*[\s\S]*?\*\//g, '');
const styles = withoutComments(textsOf(['app', 'components'], /\.css$/).join('\n'));
const sources = textsOf(['app', 'components'], /(?<!\.test)\.tsx?$/);
const tests = textsOf(['e2e'], /\.ts$/);

const CLASS = /\.([a-zA-Z][\w-]*)/g;

/** Classes that the selectors of a style sheet name. */
const classesOf = (css: string): string[] =>
  all(css, /([^{};]+)\{/g)
    .filter((selectors) => !selectors.trim().startsWith('@'))
    .flatMap((selectors) => all(selectors, CLASS));

const isComparison = (node: ts.Node): boolean =>
  ts.isBinaryExpression(node) && /^[!=]==$/.test(node.operatorToken.getText());

/** Classes that a module writes out: the words in a `className`, and in what `classNames` is given. */
function classesIn(source: string): string[] {
  const names: string[] = [];
  const words = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node))
      names.push(...node.text.split(/\s+/).filter(Boolean));
    else if (!isComparison(node)) ts.forEachChild(node, words);
  };
  const visit = (node: ts.Node): void => {
    if ((ts.isJsxAttribute(node) || ts.isPropertyAssignment(node)) && node.name.getText() === 'className')
      ts.forEachChild(node, words);
    else if (ts.isCallExpression(node) && node.expression.getText() === 'classNames')
      node.arguments.forEach(words);
    else ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('module.tsx', source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX));
  return names;
}

describe('class names', () => {
  const styled = classesOf(styles);
  const written = sources.flatMap(classesIn);
  /** Those that a page takes from a value: what the role, the verdict or the provider is. */
  const taken = [
    ...ROLES.map(roleClass),
    ...VERDICTS,
    ...PROVIDERS.map((provider) => PROVIDER_NAMES[provider]),
  ];

  it('are read from selectors and from components', () => {
    const css = '@media (width > 1.5em) { .a > .b:not(.c-d)::before, e { width: .5em; } }';
    expect(classesOf(css)).toEqual(['a', 'b', 'c-d']);
    const markup = "<a className={`a ${b} c`}><b className={x === 'no' ? 'd e' : f('g')}>no</b></a>";
    expect(classesIn(markup)).toEqual(['a', 'c', 'd', 'e', 'g']);
    expect(classesIn("const look = { className: 'a', label: 'no' }; classNames('b', c && 'd')")).toEqual([
      'a',
      'b',
      'd',
    ]);
  });

  it('have no rule that no element meets', () => {
    expect(lacking(styled, [...written, ...taken])).toEqual([]);
  });

  it('have a rule, or are not written', () => {
    expect(lacking(written, styled)).toEqual([]);
  });

  it('that end-to-end tests look for are on the pages', () => {
    const sought = tests
      .flatMap((text) => all(text, /(?:locator|querySelector(?:All)?)(?:<\w+>)?\(\s*('.*?'|`.*?`)/g))
      .flatMap((selector) => all(selector.replace(/\$\{.*?\}/g, ''), CLASS));
    expect(sought).toContain('counted');
    expect(lacking(sought, [...written, ...taken])).toEqual([]);
  });

  it('are made of whole words', () => {
    const SHORT = ['as', 'in', 'it', 'up'];
    const isWord = (word: string) => SHORT.includes(word) || /^(?=.*[aeiouy])[a-z]{3,}$/.test(word);
    const words = [...styled, ...written].flatMap((name) => name.split('-'));
    expect(words.filter((word) => !isWord(word))).toEqual([]);
    expect(['btn', 'ex', 'p2', 'button'].filter(isWord)).toEqual(['button']);
  });
});

describe('custom properties', () => {
  // By a rule, by a style, or by the loader of a typeface.
  const set = [...all(styles, /(--[\w-]+)\s*:/g), ...all(sources.join('\n'), /'(--[\w-]+)'/g)];
  const uses = all([styles, ...sources].join('\n'), /var\((--[\w-]+(?:\$\{)?)/g);
  const used = uses.filter((name) => !name.endsWith('${'));
  // `--seq-${step}` uses all that begin so.
  const begun = uses.filter((name) => name.endsWith('${')).map((name) => name.slice(0, -'${'.length));

  it('are set and used, each of them', () => {
    expect(lacking(used, set)).toEqual([]);
    expect(lacking(set, used).filter((name) => !begun.some((start) => name.startsWith(start)))).toEqual([]);
    expect(begun.filter((start) => !set.some((name) => name.startsWith(start)))).toEqual([]);
  });

  it('say each colour once, for both themes', () => {
    const colours = all(styles, /(--[\w-]+)\s*:[^;]*(?:#|light-dark\()/g);
    expect(colours).toContain('--paper');
    expect(colours.filter((name, index) => colours.indexOf(name) !== index)).toEqual([]);
    expect(styles).not.toContain('prefers-color-scheme');
  });

  it('hold every colour but those of the browser’s own bar, which are the paper’s', () => {
    expect(all(styles, /^\s*(?!--)([\w-]+:[^;{]*#[0-9a-f]{3,8}\b)/gm)).toEqual([]);
    const paper = /--paper: light-dark\((#\w+), (#\w+)\)/.exec(styles)?.slice(1);
    expect(sources.flatMap((text) => all(text, /['"](#[0-9a-f]{3,8})\b/g))).toEqual(paper);
  });
});
