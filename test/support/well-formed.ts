const NAME = '[A-Za-z][\\w:-]*';
const TAG = new RegExp(`^<(/?)(${NAME})((?:\\s+${NAME}="[^"<]*")*)\\s*(/?)>`);
const REFERENCE = /&(?:amp|lt|gt|quot|#\d+);/g;

/** Texts and attributes of a document, by the names of their elements, in order. @throws Error where it is no XML */
export function readMarkup(markup: string): { name: string; attributes: string; text: string }[] {
  const open: { name: string; attributes: string; text: string }[] = [];
  const elements: typeof open = [];
  let rest = markup;
  while (rest !== '') {
    const tag = TAG.exec(rest);
    if (!tag) {
      const text = /^[^<]+/.exec(rest)?.[0];
      const within = open.at(-1);
      if (text === undefined || !within) throw new Error(`no markup: ${rest.slice(0, 60)}`);
      within.text += text;
      rest = rest.slice(text.length);
      continue;
    }
    const [whole, ends, name = '', attributes = '', isEmpty] = tag;
    rest = rest.slice(whole.length);
    if (ends) {
      const last = open.pop();
      if (last?.name !== name) throw new Error(`${name} ends where ${last?.name ?? 'nothing'} began`);
    } else {
      const element = { name, attributes, text: '' };
      elements.push(element);
      if (!isEmpty) open.push(element);
    }
  }
  if (open.length > 0) throw new Error(`${open.at(-1)!.name} does not end`);
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(markup))
    throw new Error('a character that XML cannot hold');
  if (markup.replace(REFERENCE, '').includes('&')) throw new Error('an ampersand that begins nothing');
  return elements;
}
