import { fetchAnswer } from '@/lib/api/fetch-answer';
import type { Copyable } from './copyable';
import type { Paint } from './drawing';
import type { Figure } from './figure';
import type { CopyContext, CopyKind } from './kinds';

/** Pixels of a copied picture for each of the page. */
const DENSITY = 2;

/** Something that was made to be copied, and whether the clipboard took it. */
export interface Copied {
  kind: CopyKind;
  /** Of its file, without how it ends. */
  name: string;
  made: string | Blob;
  taken: boolean;
}

/**
 * Makes a form of a view and puts it into the clipboard. The clipboard is given a promise: some browsers let it be written only
 * while a click is being answered.
 */
export async function copyAs(kind: CopyKind, gathering: Promise<Copyable>): Promise<Copied> {
  const making = gathering.then((what) => kind.make(what, browserContext()));
  const blob = making.then((made) =>
    typeof made === 'string' ? new Blob([made], { type: kind.type }) : made,
  );
  // Where there is no clipboard nobody waits for it; a fault is told by `making`.
  blob.catch(() => undefined);
  const taken = await write({ [kind.type]: blob }).then(
    () => true,
    () => false,
  );
  return { kind, name: (await gathering).key, made: await making, taken };
}

/** Without permission, or where a page is not served securely, there is no clipboard. */
const write = async (item: Record<string, Promise<Blob>>): Promise<void> =>
  navigator.clipboard.write([new ClipboardItem(item)]);

const browserContext = (): CopyContext => ({
  site: location.origin,
  now: new Date(),
  paint: paintOf(document.body),
  ask: (path) => fetchAnswer<object>(path, new AbortController().signal),
  png,
});

/** Colours as they are where `place` stands: its theme has chosen one of each. */
function paintOf(place: HTMLElement): Paint {
  const known = new Map<string, string>();
  return (colour) => {
    const found = known.get(colour);
    if (found !== undefined) return found;
    const probe = document.createElement('i');
    probe.style.color = colour;
    place.append(probe);
    const resolved = getComputedStyle(probe).color;
    probe.remove();
    known.set(colour, resolved);
    return resolved;
  };
}

/** Draws a figure on a canvas. */
async function png({ svg, width, height }: Figure): Promise<Blob> {
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await picture.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width * DENSITY;
  canvas.height = height * DENSITY;
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('This browser could not draw the picture.'))),
      'image/png',
    ),
  );
}
