/**
 * Whether a `Range` header asks for bytes that a file of `size` has none of; such a request is answered with 416.
 * Ranges of another unit are no concern of ours and get the whole file.
 */
export function isUnsatisfiable(range: string | undefined, size: number): boolean {
  const parts = /^\s*bytes\s*=(.*)$/i.exec(range ?? '')?.[1]?.split(',');
  return parts !== undefined && !parts.some((part) => overlaps(part.trim(), size));
}

function overlaps(part: string, size: number): boolean {
  const [, first = '', last = ''] = /^(\d*)-(\d*)$/.exec(part) ?? [];
  if (first === '') return last !== '' && Number(last) > 0 && size > 0;
  return Number(first) < size && (last === '' || Number(last) >= Number(first));
}
