import type { Verdict } from '@/lib/words';
import type { Drawing, Paint } from './drawing';
import type { Table } from './table';

/** What somebody claims, and how it was judged. */
export interface Claimed {
  who: string;
  text: string;
  verdict: Verdict;
}

/** What of a view can be taken elsewhere. A page says what it is; `CopyMenu` offers it, in forms that all pages share. */
export interface Copyable {
  /** Names it in citations and as a file. */
  key: string;
  title: string;
  /** What was measured, in a line. */
  measured: string;
  claims: readonly Claimed[];
  /** What the values come from, such as `truth 1f2e3d4`. */
  source: string;
  /** Address of the page, with what is chosen on it. */
  page: string;
  /** Height of its embed before it says how high it is, in pixels. */
  height: number;
  /** Address at which the API gives the same. */
  api: string;
  /** The map, strip or chart as it is drawn, in the colours that `paint` gives. */
  draw(paint: Paint): Drawing;
  /** What is drawn, as a table. */
  table(): Table;
}
