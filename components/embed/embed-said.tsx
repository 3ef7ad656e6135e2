import type { VerdictRules } from '@/components/format/words';
import { ControlsTable, ExplanationRows } from '@/components/item/explanations';
import type { ExplainerRecord, ExplanationRecord } from '@/lib/store/records';

/** What explainers said of a recorded question, controls with them, as it is on record. */
export function EmbedSaid(props: {
  explanations: readonly ExplanationRecord[];
  explainers: readonly ExplainerRecord[];
  rules: VerdictRules;
}) {
  return (
    <section className="section">
      <header>
        <h2>Explanations</h2>
        <span className="caption">as they are on record</span>
      </header>
      <ExplanationRows {...props} />
      <ControlsTable {...props} />
      {props.explanations.length === 0 ? (
        <p className="caption">Nobody was asked this question yet.</p>
      ) : null}
    </section>
  );
}
