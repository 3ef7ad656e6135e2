import { ROLE_MEANINGS, ROLE_NAMES, roleClass } from '@/components/format/words';
import type { ExplainerRole } from '@/lib/explainer/types';

/** The vertical rule that stands for an explainer: solid for self and other, dashed for controls. */
export function ExplainerKey({ role }: { role: ExplainerRole }) {
  return <span className={`key ${roleClass(role)}`} aria-hidden="true" />;
}

/** An explainer by role and, where it has one, the model it started from. */
export function ExplainerName({
  role,
  baseId = null,
  keyed = true,
}: {
  role: ExplainerRole;
  baseId?: string | null;
  keyed?: boolean;
}) {
  const kind = roleClass(role);
  return (
    <span className={`who ${kind}`} title={ROLE_MEANINGS[role]}>
      {keyed ? <ExplainerKey role={role} /> : null}
      {kind === 'ctl' ? ROLE_NAMES[role] : <b>{ROLE_NAMES[role]}</b>}
      {kind !== 'ctl' && baseId ? (
        <>
          {' '}
          <span className="name">{baseId}</span>
        </>
      ) : null}
    </span>
  );
}
