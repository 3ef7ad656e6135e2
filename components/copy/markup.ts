const NAMES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

// Tokens of bytes may hold what no document of XML can.
const IMPOSSIBLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

/** Text as it may stand in HTML and XML, between tags and in attributes. */
export const escapeMarkup = (text: string): string =>
  text.replace(IMPOSSIBLE, '\ufffd').replace(/[&<>"']/g, (character) => NAMES[character]!);

type Attributes = Readonly<Record<string, string | number | undefined>>;

const figure = (value: string | number): string =>
  typeof value === 'number' ? String(Math.round(value * 100) / 100) : escapeMarkup(value);

/** An element of SVG. Attributes are escaped here; what stands within is markup, or text that was escaped. */
export function element(name: string, attributes: Attributes, ...within: string[]): string {
  const written = Object.entries(attributes)
    .map(([key, value]) => (value === undefined ? '' : ` ${key}="${figure(value)}"`))
    .join('');
  return within.length > 0 ? `<${name}${written}>${within.join('')}</${name}>` : `<${name}${written}/>`;
}
