import { parseMetrics, WINDOW, type StepMetrics } from '@/lib/train/metrics';
import type { FollowedPoint } from './record';

/** Makes points of the lines of a run as they come: losses as means of windows of steps, held-out figures as they are. */
export class GrowingCurve {
  step = 0;
  private readonly window: number[] = [];
  private readonly times: number[] = [];
  private rest = '';

  /** @param heldOut name of the held-out curve */
  constructor(private readonly heldOut: string) {}

  /** Mean time of the last steps; null before the first. */
  get millisecondsPerStep(): number | null {
    const { times } = this;
    return times.length === 0 ? null : times.reduce((sum, time) => sum + time, 0) / times.length;
  }

  /** Takes what was added to the file, whole lines or not, and gives the points that are complete by it. */
  take(text: string): FollowedPoint[] {
    const lines = (this.rest + text).split('\n');
    this.rest = lines.pop()!;
    return lines.flatMap((line) => {
      const entry = parseMetrics(line);
      if (!entry) return [];
      if ('heldOut' in entry) return [{ name: this.heldOut, step: entry.step, value: entry.heldOut }];
      return this.takeStep(entry);
    });
  }

  private takeStep({ step, loss, milliseconds }: StepMetrics): FollowedPoint[] {
    this.step = step;
    this.times.push(milliseconds);
    if (this.times.length > WINDOW) this.times.shift();
    this.window.push(loss);
    if (step % WINDOW !== 0) return [];
    const value = this.window.reduce((sum, x) => sum + x, 0) / this.window.length;
    this.window.length = 0;
    return [{ name: 'loss', step, value: Math.round(value * 1e5) / 1e5 }];
  }
}
