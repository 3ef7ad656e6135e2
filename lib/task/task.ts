import type { ModelId, Outcome, Verdict } from '@/lib/words';
import type { RuleWords } from './rule-words';

/**
 * A task is a kind of question about a model: what patching an activation would change, what a feature encodes. Its folder
 * says everything that is particular to it; the rest of the project handles bodies, truths, explanations and
 * scores of any task alike. Everything here is pure, so that the server, the API, the import and the pages may hold it;
 * measuring needs an engine (`Measure`), drawing needs React (`components/task/view.ts`).
 *
 * Members are methods, so that a task of certain bodies is a `Task` of unknown ones (`AnyTask`).
 */
export interface Task<Body, Truth, Detail = null> {
  /** Name in columns, sidecars, ids and queries, for example `patch`. */
  readonly id: string;
  /** Part of an address after the target: `/house2-b/patching`. */
  readonly path: string;
  /** A reader's own input in place of a recorded question, by its names in a query; absent where there is none. */
  readonly own?: {
    /** The question that it asks, with what only the record knows left blank. */
    body(input: Record<string, string>): Body;
  };
  /** What makes two questions the same; its hash is the id of the question. */
  identity(target: ModelId, body: Body): readonly unknown[];
  title(body: Body): string;
  /** What search reads; `said` are the explanations on record, which a task may let be found, too. */
  text(body: Body, truth: Truth, said?: readonly string[]): string;
  /**
   * Other questions that the page of an item leads to. Only what their identity is made of counts; the page is given those that
   * the store holds.
   */
  related?(body: Body, detail: Detail): Body[];
  /** What the facets are called, in the order of the filters. Slices of scores are taken over those marked so. */
  readonly facets: readonly Facet[];
  /** The values of an item for each facet: filters of lists and slices of scores. */
  facetsOf(body: Body, truth: Truth): Record<string, FacetValue | readonly FacetValue[]>;
  /** What its list can be put in the order of, beside the order in which it comes. */
  readonly sorts?: readonly Sort[];
  /** What makes items depend on each other: those that share one are resampled together, in each way by itself. */
  clusters(body: Body): readonly string[];
  /** `cell`: what could give the answer away, within which sides are balanced and the majority is taken. */
  stratum(body: Body, truth: Truth): Stratum;
  /** What the groups of its strata are, in a word; absent where it has none. */
  readonly group?: string;
  /** Ways of asking the same; `{name}` is a place that `slots` fills. The first is used when asking. */
  readonly wordings: readonly string[];
  slots(body: Body, given: Given): Record<string, Slot>;
  /** The two things that a claim can say, where a wrong one has said the other; absent where claims say more than that. */
  readonly sides?: readonly [Side, Side];
  /** The explanation that is right for what was measured. */
  answer(truth: Truth): string;
  /** The word that the right answer is about, where the answer says more than that. */
  word?(truth: Truth): string;
  judge(said: string, truth: Truth): Judgement;
  /**
   * A shorter way for a model to say the same: the prompt has its text first, as the target itself reads it, and what is said is
   * written out.
   */
  readonly brief?: Brief<Body, Truth>;
  /** What is asked of a reader who predicts before the answer is seen; absent where that is not one word. */
  readonly prediction?: Prediction<Body, Truth, Detail>;
  /** Scores of an explainer on a set of items, in the order they are read. */
  readonly metrics: readonly Metric[];
  /** The token of the text that the vector can stand for, in a text that an untrained target reads; absent where there is none. */
  standsAt?(body: Body): number;
  /**
   * The question about a vector that a reader took from a run of their own, or put into a text of their own, with what was
   * measured of it; null where it takes more than what is given. Absent where a question is not about a vector of the stream.
   */
  ofVector?(taken: TakenVector, put: PutVector | null): { body: Body; truth: Truth } | null;
  /** The smaller question at a place of an item and what was measured there; null where nothing was. */
  at?(body: Body, detail: Detail, place: Place): { body: Body; truth: Truth } | null;
  /** The places of a detail that are asked about together, in an order that follows from it; absent where none are. */
  places?(detail: Detail): Place[];
  /** A place of an earlier link in today's form; absent where there was no other. */
  todaysPlace?(place: Place): Place;
  /** Whether a detail was measured for this recorded question; of any, where a task does not tell. */
  isDetailOf?(body: Body, detail: Detail): boolean;
}

export type AnyTask = Task<unknown, unknown, unknown>;

/** Of a line of predictions, what is the question's and not what was said (docs/METHOD.md). */
export interface PublishedAnswer {
  task: string;
  extra_args: Record<string, unknown>;
  /** The label in an explanation, where files have labels alone; the whole explanation unless given. */
  label?(explanation: string): string;
}

/** Figures that name a smaller question within an item, as in `layer=2&pos=3`; without any, the item's own question. */
export type Place = Readonly<Record<string, number | undefined>>;

/** A place as a key of maps and attributes: `2:3`, in the order of its names, which JSON columns do not keep. */
export const placeKey = (place: Place): string =>
  Object.keys(place)
    .sort()
    .map((name) => place[name] ?? '')
    .join(':');

export type FacetValue = string | number;

export interface Facet {
  /** Name in queries and slices, for example `layer` in `layer:2`. */
  name: string;
  label: string;
  /** Name of a value for readers; the value itself unless given. */
  value?(value: string): string;
  /** Scores are taken for each of its values. */
  sliced?: boolean;
  /** Results are told by it in words: the strongest rival of each of its values is named. */
  read?: boolean;
  /** Items are not filtered by it: it only slices. */
  hidden?: boolean;
  /** Where its values lie on a map of layer x position. */
  grid?: FacetGrid;
}

/** The map that the values of a facet make. */
export interface FacetGrid {
  /** The layers and the column of a value; null for one that lies nowhere. */
  place(value: string): { layers: string; column: string } | null;
  /** Columns in their order, with their names. */
  columns: Readonly<Record<string, string>>;
}

/** A number of each item that a list can go by. */
export interface Sort {
  name: string;
  /** What it measures, as lists name it, and what its largest and smallest are called. */
  label: string;
  ends: readonly [most: string, least: string];
  /** Where it stands in what is kept of an item, so that the store can order by it; items without it come last. */
  at: readonly ['body' | 'truth', ...string[]];
}

/** What a claim can say, and the items of which it was measured: those with one of these facets. */
export interface Side {
  name: string;
  /** Values of one facet. */
  facets: readonly string[];
}

export interface Stratum {
  /** Questions with a purpose of their own, evened out by themselves; none where all have one. */
  set?: string;
  cell: string;
  /** What gives the side away within a cell (the relation of a fact): sides are evened out within it. */
  group?: string;
  side: string;
}

/** A kind of question that is worth asking about a target (a `Stratum`), and what is evened out in it. */
export interface AskedCell {
  set: string;
  cell: string;
  /** As many of one side as of another; or, where nearly all are of one side, no answer much more often than others. */
  even: 'sides' | 'answers';
}

/** A site of the residual stream of a text: its vector is what is asked about. */
export interface TakenVector {
  text: string;
  /** Display form of each token, leading space kept. */
  tokens: readonly string[];
  layer: number;
  position: number;
  /** What the model says after the text. */
  next: Outcome;
}

/** A site whose vector was replaced by a taken one, and what the model says since. `effect` as in `lib/measure/edited.ts`. */
export interface PutVector extends TakenVector {
  patched: Outcome;
  changed: boolean;
  effect: number;
}

/** What an explainer is given beside words. */
export interface Given {
  /** Token ids of the text as the target reads it, without special tokens. */
  ids: readonly number[];
  /** A vector of the target's residual stream, `[d_model]`; null for tasks that show none. */
  vector: Float32Array | null;
}

/** What fills a place of a wording: words, tokens as the target has them, or a continuous token with the layers it is of. */
export type Slot =
  { text: string } | { ids: readonly number[] } | { vector: Float32Array; layers: readonly number[] };

export interface Judgement {
  verdict: Verdict;
  /** The claim in a canonical form: equal claims are the same answer. */
  claim: string;
  /** What the metrics are made of. */
  values: Readonly<Record<string, number>>;
}

/** A number made of some judgements, each counted as often as `times` says; once without it. */
export type Statistic = (times?: ArrayLike<number>) => number;

export interface Metric {
  id: string;
  label: string;
  /** Shown first, and what explainers are compared by. */
  headline?: boolean;
  /** Worth a column in the tables of results. */
  shown?: boolean;
  /** Tables by slice are made of it, as of the headline. */
  sliced?: boolean;
  /** Measures how the explainer answers, not how well: no differences are taken. */
  diagnostic?: boolean;
  /** Unit under its name in a chart, and one sentence that says what it counts. */
  unit: string;
  meaning: string;
  /** The score of some judgements, looked at once, since a bootstrap takes it a thousand times. */
  of(judgements: readonly Judgement[]): Statistic;
  /** Judgements that it counts; all unless given. */
  counts?(judgement: Judgement): boolean;
}

/** Prompts and answers of a model that is to say little. */
export interface Brief<Body, Truth> {
  readonly wordings: readonly string[];
  answer(truth: Truth): string;
  /** The explanation that brief words stand for; what is of no such form stays as it was said. */
  expand(said: string, body: Body): string;
}

/** What a reader predicts: a word, which is judged as what explainers say is. */
export interface Prediction<Body, Truth, Detail> {
  /** The question before its answer: nothing in it was measured of what is asked. */
  open(body: Body, truth: Truth, detail: Detail): OpenQuestion<Body>;
  /** The explanation that a word stands for. */
  said(word: string, truth: Truth): string;
}

/** A question with what a reader may know before its answer. */
export interface OpenQuestion<Body = unknown> {
  body: Body;
  /** What the model says where nothing is done; to predict this word is to say that nothing changes. */
  own: string;
  /** Other words to choose from, all of which stand in the question. */
  words: readonly string[];
}

/** A question with what was measured. */
export interface Labelled<Body, Truth> {
  body: Body;
  truth: Truth;
}

/** A question as a rule answers it. Only the lab has more than what was measured. */
export interface Posed<Body, Truth> extends Labelled<Body, Truth> {
  given?: Given;
  /** What the target's own unembedding reads off the vector (`lib/measure/lens.ts`). */
  lens?: string;
  /** What the untrained target says when the vector takes the place of the token in question (`lib/measure/in-place.ts`). */
  untrained?: string;
  /** What the target itself says of a fact; null where there is none. */
  recall?(relation: string, subject: string): string | null;
}

/** An explainer without a model. */
export interface Rule<Body, Truth> extends RuleWords {
  id: string;
  /** What of an item it looks at. */
  sees: 'vector' | 'original-output' | 'training-answers';
  /** Whether it learns from training questions. */
  learns: boolean;
  /** Scored like the others, but a variant of one of them: not shown beside every item. */
  aside?: boolean;
  /** `training` are the questions that it may learn from. */
  make(training: readonly Posed<Body, Truth>[]): {
    say(item: Posed<Body, Truth>): string;
  };
}
