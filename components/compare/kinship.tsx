import { percent } from '@/components/format/number';
import { isControlled } from '@/components/format/words';
import { KinshipTable } from '@/components/model/kinship-table';
import { mainOf } from '@/lib/explainer/name';
import type { KinshipFile } from '@/lib/measure/kinship/kinship-file';
import type { ComparedTarget } from './compare-page';
import type { Look } from './look';
import { cellsOf } from './who-explains-whom';

/** How alike the target and the models that explainers of it begin from are, beside what these explainers get. */
export function Kinship({
  file,
  look: { target, metric },
  compared,
}: {
  file: KinshipFile;
  look: Look;
  compared: ComparedTarget;
}) {
  const { trained } = cellsOf(compared);
  // Kin have no place of their own on pages.
  const kin = compared.explainers.filter((e) => e.rule === null && !isControlled(e));
  const scoreOf = (baseId: string) => {
    const from = kin.filter((e) => e.baseId === baseId);
    const { id } = trained.get(baseId) ?? mainOf('sibling', from) ?? mainOf('other', from) ?? {};
    const score = compared.evaluations.find(
      (e) => e.explainerId === id && e.againstId === null && e.metric === metric.id,
    );
    return score ? percent(score.value) : null;
  };
  return (
    <section className="section" aria-labelledby="kin">
      <header>
        <h2 id="kin">How alike the models are</h2>
        <span className="caption">beside what explainers that began from them get, {metric.label}, %</span>
      </header>
      <KinshipTable file={file} target={target} score={{ name: metric.label, of: scoreOf }} />
    </section>
  );
}
