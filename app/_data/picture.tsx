import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ImageResponse } from 'next/og';
import { lightColours } from '@/components/picture/colours';
import { Picture, PICTURE } from '@/components/picture/picture';
import type { Pictured } from '@/components/picture/pictured';

const FONTS = [
  { name: 'Source Sans 3', file: 'source-sans-3-latin-400-normal', weight: 400 },
  { name: 'Source Sans 3', file: 'source-sans-3-latin-600-normal', weight: 600 },
  { name: 'Source Sans 3 ext', file: 'source-sans-3-latin-ext-400-normal', weight: 400 },
  { name: 'Source Sans 3 ext', file: 'source-sans-3-latin-ext-600-normal', weight: 600 },
  { name: 'Source Serif 4', file: 'source-serif-4-latin-400-normal', weight: 400 },
  { name: 'Source Serif 4 ext', file: 'source-serif-4-latin-ext-400-normal', weight: 400 },
] as const;

const inApp = (...names: string[]) => path.join(process.cwd(), 'app', ...names);

/** Typefaces and colours, read when the first picture is drawn: faces that browsers have are of a form that cannot be drawn here. */
let material: Promise<{ fonts: { name: string; weight: 400 | 600; data: Buffer }[]; css: string }> | null =
  null;

const readMaterial = async () => ({
  fonts: await Promise.all(
    FONTS.map(async ({ name, file, weight }) => ({
      ...{ name, weight },
      data: await readFile(inApp('fonts', 'picture', `${file}.woff`)),
    })),
  ),
  css: await readFile(inApp('tokens.css'), 'utf8'),
});

/** Seconds for which others may keep a picture: what is on record changes with the bundle, live values of a link have an end. */
const KEPT_S = 300;

/** The preview picture as PNG. */
export async function drawPicture(of: Pictured): Promise<Response> {
  material ??= readMaterial();
  material.catch(() => (material = null));
  const { fonts, css } = await material;
  const drawn = new ImageResponse(<Picture of={of} colour={lightColours(css)} />, { ...PICTURE, fonts });
  // Whole before it is answered with, so that one that cannot be drawn is an error and not half a picture.
  return new Response(await drawn.arrayBuffer(), {
    headers: { 'Content-Type': 'image/png', 'Cache-Control': `public, max-age=${KEPT_S}` },
  });
}
