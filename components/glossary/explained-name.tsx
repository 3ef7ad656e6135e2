import type { ComponentProps } from 'react';
import { ExplainerName } from '@/components/ui/explainer-name';
import { explainerWord } from '@/lib/explainer/name';
import { TermFor } from './term';

/** The name of an explainer, its word explained: what comes after a comma tells it from others of its kind. */
export function ExplainedName({
  explainer,
  ...rest
}: Omit<ComponentProps<typeof ExplainerName>, 'children'>) {
  const word = explainerWord(explainer);
  const [kind = word] = word.split(', ');
  return (
    <ExplainerName explainer={explainer} {...rest}>
      <TermFor word={explainer.disturbs ? 'shown something else' : kind}>{word}</TermFor>
    </ExplainerName>
  );
}
