import { ascending, bin, descending, mean, rank, sum } from 'd3-array';

/** How sure an answer was (0 to 1), and whether it was right. */
export interface Sureness {
  confidence: number;
  right: boolean;
}

export interface CalibrationBin {
  /** Confidences in it. */
  from: number;
  to: number;
  n: number;
  /** Mean confidence, and the share that was right. */
  confidence: number;
  right: number;
}

export interface Calibration {
  n: number;
  bins: CalibrationBin[];
  /** Mean distance of confidence and share right over the bins, weighted by their size (Guo et al. 2017, arXiv 1706.04599). */
  expectedError: number;
  /**
   * Chance that a right answer was surer than a wrong one, ties counted half (the area under the ROC curve); NaN where all are
   * right or all wrong.
   */
  ranking: number;
}

const BINS = 10;

/** Whether being sure goes with being right. */
export function calibration(answers: readonly Sureness[]): Calibration {
  const edges = Array.from({ length: BINS - 1 }, (_, i) => (i + 1) / BINS);
  const binned = bin<Sureness, number>()
    .value(({ confidence }) => confidence)
    .domain([0, 1])
    .thresholds(edges)(answers);
  const bins = binned
    .filter(({ length }) => length > 0)
    .map((members) => ({
      ...{ from: members.x0!, to: members.x1!, n: members.length },
      confidence: mean(members, ({ confidence }) => confidence)!,
      right: mean(members, ({ right }) => Number(right))!,
    }));
  const apart = sum(bins, ({ n, confidence, right }) => n * Math.abs(confidence - right));
  return { n: answers.length, bins, expectedError: apart / answers.length, ranking: ranking(answers) };
}

/** By the rank sum of the right ones (Mann and Whitney 1947); ties share the mean of their ranks. */
function ranking(answers: readonly Sureness[]): number {
  const right = answers.filter((answer) => answer.right).length;
  const wrong = answers.length - right;
  if (right === 0 || wrong === 0) return NaN;
  // d3's ranks of ties are the lowest of them: the mean lies between those from either end.
  const confidences = answers.map(({ confidence }) => confidence);
  const up = rank(confidences, ascending);
  const down = rank(confidences, descending);
  const ranks = sum(answers, (answer, i) =>
    answer.right ? (up[i]! + answers.length - 1 - down[i]!) / 2 + 1 : 0,
  );
  return (ranks - (right * (right + 1)) / 2) / (right * wrong);
}
