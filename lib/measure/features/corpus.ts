import type { Fact } from '@/lib/corpus/facts';
import { groupSubjects, type GroupId, type Objects } from '@/lib/corpus/groups';
import { render, WORDINGS } from '@/lib/corpus/wordings';
import { renderChoice } from '@/lib/corpus/mixture/choices';
import type { Tokenizer } from '@/lib/model/tokenizer';
import type { Random } from '@/lib/random';
import { spanOf } from '../ablate';
import { ownConcepts, quoted } from './concepts';

/** A row of tokens, and what is true of each of them, in the words that labels are made of. */
export interface NotedRow {
  ids: number[];
  /** Display form of each token. */
  pieces: string[];
  /** Of each token; the first, which begins every row, has none. */
  concepts: string[][];
}

/** What rows are made of. */
export interface NotedWorld {
  facts: readonly Fact[];
  prose: readonly string[];
  tokenizer: Tokenizer;
}

/** Values of an attribute that are concepts of their own: an attribute of more of them tells subjects apart, not kinds. */
const MOST_VALUES = 60;

/** Makes rows of facts, questions and prose, and says what each token is. */
export class NotedCorpus {
  private readonly groupOf = new Map<string, { id: GroupId; objects: Objects }>();
  /** Attributes whose values make kinds of subjects. */
  private readonly kinds: ReadonlySet<string>;
  private readonly answers = new Map<string, string[]>();

  constructor(private readonly world: NotedWorld) {
    for (const [id, subjects] of groupSubjects(world.facts))
      for (const [subject, objects] of subjects) this.groupOf.set(subject, { id, objects });
    for (const { relation, object } of world.facts) {
      const own = this.answers.get(relation) ?? [];
      this.answers.set(relation, own);
      if (!own.includes(object)) own.push(object);
    }
    this.kinds = new Set(
      [...this.answers].filter(([, own]) => own.length <= MOST_VALUES).map(([relation]) => relation),
    );
  }

  /** One row of at most `length` tokens: two thirds facts and questions, one third prose. */
  row(length: number, random: Random): NotedRow {
    const { tokenizer, prose } = this.world;
    const row: NotedRow = { ids: [...tokenizer.prefix], pieces: [], concepts: [] };
    row.pieces = tokenizer.pieces(row.ids);
    row.concepts = row.ids.map(() => []);
    for (;;) {
      const u = random.uniform();
      const part =
        u < 0.5
          ? this.fact(random.pick(this.world.facts), random)
          : u < 0.67
            ? this.question(random.pick(this.world.facts), random)
            : this.part(random.pick(prose), ['in prose'], []);
      if (row.ids.length + part.ids.length > length && row.ids.length > 1) return row;
      row.ids.push(...part.ids.slice(0, length - row.ids.length));
      row.pieces.push(...part.pieces.slice(0, row.ids.length - row.pieces.length));
      part.concepts.slice(0, row.ids.length - row.concepts.length).forEach((own, i) => {
        const before = row.pieces[row.concepts.length - 1];
        row.concepts.push(i === 0 && before !== undefined ? [...own, `after ${quoted(before)}`] : own);
      });
    }
  }

  private fact(fact: Fact, random: Random): NotedRow {
    const wording = random.integer(WORDINGS.length);
    const { text, subject, relation } = render(fact, wording);
    return this.part(
      `${text} ${fact.object}.`,
      ['in a fact'],
      [
        ...this.about(fact, subject),
        [relation.start, relation.end, ['a relation']],
        ...this.told(fact, text, relation.end),
      ],
    );
  }

  private question(fact: Fact, random: Random): NotedRow {
    const others = this.answers.get(fact.relation)!.filter((object) => object !== fact.object);
    const options = random.shuffle([fact.object, ...random.shuffle(others).slice(0, 1 + random.integer(3))]);
    const hint = random.uniform() < 0.5 ? random.integer(options.length) : null;
    const { text } = renderChoice({ fact, options, letters: false, hint });
    const of = text.indexOf(` of ${fact.subject}?`) + ' of '.length;
    const named = text.indexOf(` ${fact.relation} of`) + 1 + fact.relation.length;
    const [list, hinted, answer] = [' Options:', ' Hint:', ' Answer:'].map((word) => text.indexOf(word));
    return this.part(
      `${text} ${fact.object}.`,
      ['in a question with options'],
      [
        ...this.about(fact, { start: of, end: of + fact.subject.length }),
        [
          list! + ' Options:'.length,
          hinted! < 0 ? answer! : hinted!,
          ['an option', `an option for ${fact.relation}`],
        ],
        ...(hinted! < 0 ? [] : [[hinted! + ' Hint:'.length, answer!, ['a hint']] satisfies Note]),
        ...this.told(fact, text, named),
      ],
    );
  }

  /** What is true of a subject's tokens: its kind, and its attributes of few values. */
  private about({ subject }: Fact, { start, end }: { start: number; end: number }): Note[] {
    const known = this.groupOf.get(subject);
    const kinds = known ? [...known.objects].filter(([relation]) => this.kinds.has(relation)) : [];
    const own = ['a subject', ...(known ? [`a ${known.id}`] : []), ...kinds.map(([r, o]) => `${r}: ${o}`)];
    return [
      [start, end, own],
      [end - 1, end, ['the end of a subject']],
    ];
  }

  /** What is true where the relation is known, where the answer follows, and of the answer. */
  private told({ relation, object }: Fact, text: string, named: number): Note[] {
    return [
      [named, text.length, [`asked for ${relation}`]],
      [
        text.length - 1,
        text.length,
        ['an answer follows', `${relation} follows`, `${quoted(object)} follows`],
      ],
      [text.length + 1, text.length + 1 + object.length, ['an answer', `a ${relation}`]],
    ];
  }

  /** The tokens of a text, with what their spelling and neighbours say and what is noted of their places. */
  private part(text: string, everywhere: readonly string[], notes: readonly Note[]): NotedRow {
    const { tokenizer } = this.world;
    const ids = tokenizer.encode(text);
    const pieces = tokenizer.pieces(ids);
    const concepts = pieces.map((piece, i) => [
      ...everywhere,
      ...ownConcepts(piece, pieces[i - 1] ?? null),
      ...(i > 0 ? [] : ['the first of a sentence']),
    ]);
    const lead = pieces.join('').length - text.length;
    for (const [start, end, own] of notes) {
      const { from, to } = spanOf(pieces, lead + start, lead + end);
      for (let i = from; i < to; i++) concepts[i]!.push(...own);
    }
    return { ids, pieces, concepts };
  }
}

/** Characters from `start` up to, not including, `end` of a text, and what is true of their tokens. */
type Note = [start: number, end: number, concepts: string[]];
