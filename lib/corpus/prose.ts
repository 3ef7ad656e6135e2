import type { Synset } from '@/lib/corpus/derive/wordnet';
import { unitHash } from '@/lib/hash';

/** Which sentences to keep. */
export interface ProseOptions {
  /** Most sentences to keep. */
  limit: number;
  minWords: number;
  maxWords: number;
  /** Whether sentences about unpleasant things, headings and misprints are left out too. */
  strict?: boolean;
}

export const PROSE_DEFAULTS: ProseOptions = { limit: 40_000, minWords: 5, maxWords: 40 };

/** Abbreviations after which a full stop ends no sentence. */
const ABBREVIATION = /\b(?:Mr|Mrs|Dr|St|Hon|Gen|Col|Capt|Lt|Messrs|No|Nos|vs|etc|U\.S|[A-Z])\.$/;

/** Splits running text into sentences. */
export function sentences(text: string): string[] {
  const out: string[] = [];
  let current = '';
  for (const part of text
    .replace(/\s+/g, ' ')
    .trim()
    .split(/(?<=[.?!]["')]?) (?=["'(]?[A-Z0-9])/)) {
    current = current === '' ? part : `${current} ${part}`;
    if (ABBREVIATION.test(current)) continue;
    out.push(current);
    current = '';
  }
  return current === '' ? out : [...out, current];
}

/** Glosses of words that insult carry one of these labels. */
export const OFFENSIVE =
  /offensive|slur|obscen|vulgar|disparag|derogat|insult|taboo|slang|coarse|sexual|despise|contempt/i;

/** Coarse or demeaning words, whoever said them. */
const COARSE =
  /\b(?:fuck|shit|whore|slut|bitch|cunt|bastard|rape[ds]?\b|rapist|prostitut|negro|nigg|savages?\b|half-breed|squaw|sex\b|sexual)/i;

/** What a small model need not read of, whoever says it. */
export const UNPLEASANT =
  /\b(?:genital|penis|vagina|vulva|anus|semen|incest|orgasm|masturbat|intercourse with a|copulat|pornograph|molest|sodom|castrat|suicid|lynch|nazi|genocid|fa?eces|urinat|defecat|heroin|cocaine|slave|jap\b|jew(?:ess)?\b|gyps(?:y|ies)\b|retard|cripple|moron|imbecile|idiot|erotic|lovemaking|lust\b|obscen|nude|fag|kaffir|coolie|heathen|barbarian|spastic|lunatic|eskimo|oriental\b|lesbian|terroris|tortur|murder)/i;

/** A heading that ran into its sentence, or a full stop without its space. */
const MISPRINT = /^[A-Z]{2,}[,.]? [A-Z]{2,}|[a-z]\.[A-Z]/;

/** Usage examples and definitions of WordNet as sentences that begin with a capital and end with a full stop. */
export function wordNetSentences(synsets: readonly Synset[]): string[] {
  return synsets.flatMap(({ lemmas, definition, examples }) => {
    if (OFFENSIVE.test(definition)) return [];
    const lemma = lemmas[0] ?? '';
    // A definition alone says nothing of its word; "lemma means definition" is a sentence.
    const defined =
      /^[a-z ]+$/.test(lemma) && /^[a-z][a-z ,-]+$/.test(definition) ? [`${lemma} means ${definition}`] : [];
    return [...examples, ...defined].map(asSentence);
  });
}

/** A sentence with a capital at its beginning and a full stop at its end. */
export function asSentence(text: string): string {
  const trimmed = text.trim();
  const capital = trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
  return /[.?!]$/.test(capital) ? capital : `${capital}.`;
}

/**
 * Chooses plain sentences: within the word limits, of plain ASCII, without repeats. The choice is the same for the
 * same sentences in whatever order; the result keeps it shuffled by hash.
 */
export function selectProse(
  all: Iterable<string>,
  { limit, minWords, maxWords, strict = false }: ProseOptions = PROSE_DEFAULTS,
): string[] {
  const plain = new Set<string>();
  for (const sentence of all) {
    const words = sentence.split(' ').length;
    const plainText = /^[A-Z"'][\x20-\x7e]*[.?!]["']?$/.test(sentence) && !/[<>|\\^_{}[\]`]/.test(sentence);
    if (strict && (UNPLEASANT.test(sentence) || MISPRINT.test(sentence))) continue;
    if (plainText && words >= minWords && words <= maxWords && !COARSE.test(sentence)) plain.add(sentence);
  }
  return [...plain]
    .map((sentence): [number, string] => [unitHash(`prose:${sentence}`), sentence])
    .sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1))
    .slice(0, limit)
    .map(([, sentence]) => sentence);
}
