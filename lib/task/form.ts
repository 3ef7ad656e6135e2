import type { z } from 'zod';
import type { Importing } from './importing';
import type { Given, Place, PublishedAnswer } from './task';

/**
 * The forms in which questions of a task are kept, written into addresses and exchanged: its schemas at every boundary, and the
 * files of others. They stand beside the task (`Task`) and not in it, so that pages, which get what the server has read, load none
 * of them.
 */
export interface TaskForms<Body, Truth, Detail = null> {
  /** What is asked, with what lists and pages say about it. */
  readonly body: z.ZodType<Body>;
  /** What was measured. */
  readonly truth: z.ZodType<Truth>;
  /** What a page draws beside it and lists never read: a map, exemplars. */
  readonly detail: z.ZodType<Detail>;
  /** The smaller question of an item that an address chooses, a cell of its map; from the strings of a query. */
  readonly place: z.ZodType<Place>;
  /** A reader's own input (`Task.own`), from the strings of a query; absent where there is none. */
  readonly own?: z.ZodType<Record<string, string>>;
  /**
   * A question in the form in which the paper's data are published (docs/METHOD.md); null for one that they have no form for.
   *
   * @param answerOf what the fact table holds
   */
  published?(
    body: Body,
    truth: Truth,
    given: Given,
    answerOf: (relation: string, subject: string) => string | null,
  ): object | null;
  /** What the paper calls the task in its files of predictions, and what it tells of a question there; null as above. */
  publishedAnswer?(body: Body, truth: Truth): PublishedAnswer | null;
  /** How files in that form are read; absent where there is none. */
  readonly importing?: Importing<Body, Truth, Detail>;
  /** Live results of a link (`lib/permalink/snapshot.ts`) in an earlier form, in today's; null when they are not of this task. */
  earlierSnapshot?(live: unknown): unknown;
}

export type AnyForms = TaskForms<unknown, unknown, unknown>;
