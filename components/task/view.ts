import type { ReactNode } from 'react';
import type { VerdictRules } from '@/components/format/words';
import type { TargetResult } from '@/components/home/result';
import type { LiveSetup } from '@/components/live/setup';
import type { TourStep } from '@/components/tour/step';
import type { Snapshot } from '@/lib/permalink/snapshot';
import type { Answered, ExplainerRecord, Item, ItemWithDetail, ModelHead } from '@/lib/store/records';
import type { Guess } from '@/lib/task/guess';
import type { OpenQuestion, Place, Task } from '@/lib/task/task';

/**
 * What pages draw of a task: its words, the cells of its rows, its door on the home page, and the pages of one question.
 * Lists, home, navigation, search and links know tasks through this alone. The pages of one question are kept apart
 * (`pages.tsx`), since whoever imports them carries their script.
 *
 * Members are methods, so that a view of certain bodies is an `AnyView` (as in `lib/task/task.ts`).
 */
export interface TaskView<Body, Truth, Detail> {
  readonly task: Task<Body, Truth, Detail>;
  /** In navigation and titles, for example `Patching`. */
  readonly name: string;
  /** What is asked, as a question: the heading of its list and the line at its door. */
  readonly asks: string;
  /** The same at more length under the heading of its list, in plain words and exactly, with its terms explained. */
  Lead?(): ReactNode;
  /** What its items are called in a sentence, for example `patches`. */
  readonly items: string;
  /** Where in the text search looks, in the empty field of a list. */
  readonly searches: string;
  /** What makes each verdict. */
  readonly verdicts: VerdictRules;

  /** Keys of its pages, beside those that every page has. */
  readonly keys: readonly KeyMeaning[];

  /** The rows of its list. */
  readonly rows: TaskRows<Body, Truth>;
  /** At the right of a line of the palette. */
  brief(item: Item<Body, Truth>): string;
  /** What was measured, in a few words beside a title. */
  outcome(item: Item<Body, Truth>): string;
  /** Where it was measured. */
  Where(props: { item: Item<Body, Truth> }): ReactNode;

  /** Metrics with a chart on the home page, in order, under the names they have there. */
  readonly scores: readonly { metric: string; name: string }[];
  /** What stands between the comparison and the controls in the finding; empty when nothing is known. */
  parts?(result: TargetResult): string;
  /** How far the finding reaches, where questions are not about vectors. */
  limits?: string;
  /** How much an item shows at a glance; what the text alone gives away shows least. */
  telling(item: Item<Body, Truth>): number;
  /** How much there is to see on the page of an item. */
  richness(detail: Detail): number;
  /** The way in on the home page, with one item as its picture. */
  Door(props: DoorProps<Body, Truth, Detail>): ReactNode;

  /** What a reader's own question may begin with; `kind` keeps examples apart. Null for an item that is none. */
  example?(item: Item<Body, Truth>): (Omit<Example, 'question'> & { kind: string }) | null;
  /** Facet of the items that its page of a reader's own begins with, as in `answer:fact`. */
  readonly opensWith?: string;
  /** A way through its pages for a newcomer, who ends with a question of their own. */
  readonly tour?: readonly TourStep[];
  /** Its pages read autoencoders of the target. */
  readonly readsAutoencoders?: boolean;
  /** Facets by the names that their filters had in addresses before all of them were `facet=name:value`. */
  readonly earlierFilters?: Readonly<Record<string, string>>;
}

/** The rows of a list, of which its page carries the script. */
export interface TaskRows<Body, Truth> {
  /** Columns between the title and the verdicts; on a phone they stand under the title. */
  readonly columns: readonly Column<Body, Truth>[];
  /** Beside the title. */
  caption(item: Answered<Body, Truth>): string;
}

/** The pages of one question. */
export interface TaskPages<Body, Truth, Detail> {
  Question(props: QuestionProps<Body, Truth, Detail>): ReactNode;
  /** Before its answer, for a reader who predicts; absent where the task has nothing to predict. */
  Predict?(props: PredictProps<Body>): ReactNode;
  /** Absent where a reader can ask nothing of their own. */
  Own?(props: OwnProps): ReactNode;
  /** What was measured, as other sites show it in a frame: on record alone, and without a link. */
  Embed(props: EmbedProps<Body, Truth, Detail>): ReactNode;
}

export type AnyView = TaskView<unknown, unknown, unknown>;
export type AnyRows = TaskRows<unknown, unknown>;
export type AnyPages = TaskPages<unknown, unknown, unknown>;

/** Keys that do the same, and what they do. */
export type KeyMeaning = readonly [keys: readonly string[], meaning: string];

export interface Column<Body, Truth> {
  name: string;
  nowrap?: boolean;
  /** Shows what was measured: nothing for a reader who predicts. */
  tells?: boolean;
  Cell(props: { item: Answered<Body, Truth> }): ReactNode;
}

export interface DoorProps<Body, Truth, Detail> {
  item: ItemWithDetail<Body, Truth, Detail>;
  explainers: readonly ExplainerRecord[];
  /** How many questions there are, as a line. */
  counted: string;
}

/** What the page of a recorded question and that of a reader's own share. */
interface PageProps {
  target: ModelHead;
  /** Those that are shown, in the order of tables. */
  explainers: ExplainerRecord[];
  setup: LiveSetup;
  /** Live results of the link that led here. */
  snapshot: Snapshot | null;
}

export interface QuestionProps<Body, Truth, Detail> extends PageProps {
  item: ItemWithDetail<Body, Truth, Detail>;
  /** Of the questions that the page leads to (`Task.related`), those that the store holds. */
  related: readonly Item<Body, Truth>[];
  /** Place to begin at, of a link; without any, the question's own. */
  place: Place;
  /** The list that a reader came from; null for a link. */
  list: FromList | null;
  /** The ways to predict first, and what was predicted; null where nothing can be, and for a link. */
  predicting: { links: PredictLinks; guess: Guess | null } | null;
}

/** The list that a reader came from, under its filters, and the questions before and after one. */
interface FromList {
  href: string;
  previous: string | null;
  next: string | null;
}

/** Addresses of a question for a reader who reads and for one who predicts, and that of a random one to predict. */
export interface PredictLinks {
  read: string;
  predict: string;
  random: string;
}

/** A question before its answer: all that the page of a reader who predicts is given. */
export interface PredictProps<Body> {
  target: ModelHead;
  /** Those that are shown, in the order of tables. */
  explainers: ExplainerRecord[];
  question: OpenQuestion<Body> & Pick<Item, 'id' | 'task' | 'title' | 'split'>;
  list: FromList;
  links: PredictLinks;
}

export interface OwnProps extends PageProps {
  /** The first is what a reader who brings nothing finds. */
  examples: Example[];
  /** That first example as it is on record, shown before anything is measured here. */
  recorded?: ItemWithDetail | null;
  /** Input and place of a link; those of the address come first. */
  start: { own: Record<string, string>; place: Place } | null;
}

export interface EmbedProps<Body, Truth, Detail> {
  target: ModelHead;
  item: ItemWithDetail<Body, Truth, Detail>;
}

/** A reader's own input, by its names in the query, with the recorded question that it is of. */
export interface Example {
  name: string;
  question: string;
  own: Record<string, string>;
}
