import type { Judgement } from '../task';
import type { FeatureTruth } from './body';

interface SaidOfFeature {
  kind: 'input' | 'output';
  text: string;
}

/** What stands in the brackets of an explanation, as it was said; null where nothing does. */
export function claimIn(said: string): SaidOfFeature | null {
  const plain = said.trim().replace(/\s+/g, ' ');
  const input = /fires on <<<(.*?)>>>/i.exec(plain);
  if (input) return { kind: 'input', text: input[1]!.trim() };
  const output = /makes the model say <<<(.*?)>>>/i.exec(plain);
  return output ? { kind: 'output', text: output[1]!.trim() } : null;
}

/** The same in small letters. */
export function saidOf(said: string): SaidOfFeature | null {
  return claimIn(said.toLowerCase());
}

/**
 * Compares an explanation of a feature with what was measured. Of what it fires on, the label is *right*, a rival *partly* (with
 * its own correlation); of what it makes the model say, the first token right is *right*, and a first token among the measured ones
 * *partly*.
 */
export function judgeFeature(
  asked: 'input' | 'output',
  said: string,
  { label, output }: FeatureTruth,
): Judgement {
  const claim = saidOf(said);
  if (claim?.kind !== asked)
    return { verdict: 'unknown', claim: '', values: { valid: 0, right: 0, partly: 0, score: 0 } };
  const judged = (right: boolean, partly: boolean, score: number): Judgement => ({
    verdict: right ? 'right' : partly ? 'partly' : 'wrong',
    claim: `${claim.kind}: ${claim.text}`,
    values: { valid: 1, right: Number(right), partly: Number(right || partly), score },
  });
  if (asked === 'output') {
    const first = claim.text.split(',')[0]!.trim();
    const measured = output.map(({ token }) => token.trim().toLowerCase());
    const right = first !== '' && first === measured[0];
    return judged(right, measured.includes(first), Number(right));
  }
  const same = ({ phrase }: { phrase: string }) => phrase.toLowerCase() === claim.text;
  if (label && same(label)) return judged(true, true, label.score);
  const rival = label?.rivals.find(same);
  return judged(false, rival !== undefined, rival?.score ?? 0);
}
