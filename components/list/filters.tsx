'use client';

import { useEffect, useState } from 'react';
import { isControlled } from '@/components/format/words';
import { classNames } from '@/components/ui/class-names';
import { ExplainerName } from '@/components/ui/explainer-name';
import { mainOf } from '@/lib/explainer/name';
import { SHORTEST_SEARCH, type Filters } from '@/lib/api/query';
import type { FacetCounts } from '@/lib/store';
import type { ExplainerRecord } from '@/lib/store/records';
import type { ListWords } from './list-words';
import {
  agreementChoice,
  chooseAgreement,
  chooseFacet,
  chooseVerdict,
  facetChoices,
  sortChoice,
  verdictChoice,
  type Choice,
} from './choices';

/** One row of selects and a search: verdicts first, then what the question is about. */
export function FilterBar({
  searches,
  sorts,
  filters,
  facets,
  explainers,
  onChange,
}: {
  /** Where in the text search looks. */
  searches: string;
  /** What the list can be put in the order of. */
  sorts: ListWords['sorts'];
  filters: Filters;
  facets: readonly FacetCounts[];
  explainers: readonly ExplainerRecord[];
  onChange: (filters: Filters) => void;
}) {
  // On a phone only what is most asked for stands open; filters that are set always show.
  const [folded, setFolded] = useState(true);
  const [self, other] = [mainOf('self', explainers), mainOf('other', explainers)];
  const pair = self && other ? ([self.id, other.id] as const) : null;
  return (
    <form
      className={folded ? 'filters folded' : 'filters'}
      role="search"
      aria-label="Filter questions"
      onSubmit={(event) => event.preventDefault()}
    >
      {explainers
        .filter(({ rule }) => rule === null)
        .map((explainer) => (
          <Select
            key={explainer.id}
            {...verdictChoice(explainer.id, filters)}
            label={<ExplainerName explainer={explainer} bare />}
            always={!isControlled(explainer)}
            onChange={(value) => onChange(chooseVerdict(filters, explainer.id, value))}
          />
        ))}
      {pair ? (
        <Select
          {...agreementChoice(pair, filters)}
          onChange={(value) => onChange(chooseAgreement(filters, pair, value))}
        />
      ) : null}
      {facetChoices(facets, filters).map((choice) => (
        <Select
          key={choice.name}
          {...choice}
          onChange={(value) => onChange(chooseFacet(filters, choice.name, value))}
        />
      ))}
      {sorts.length > 0 ? (
        <Select
          {...sortChoice(sorts, filters)}
          none="as listed"
          always
          onChange={(value) => onChange({ ...filters, sort: value ?? undefined })}
        />
      ) : null}
      <button
        type="button"
        className="button unfold"
        aria-expanded={!folded}
        onClick={() => setFolded(!folded)}
      >
        {folded ? 'More filters' : 'Fewer filters'}
      </button>
      <Search
        value={filters.q ?? ''}
        placeholder={searches}
        onChange={(q) => onChange({ ...filters, q: q || undefined })}
      />
    </form>
  );
}

function Select({
  label,
  name,
  options,
  value,
  onChange,
  none = 'any',
  always = false,
}: Omit<Choice, 'label'> & {
  label: React.ReactNode;
  /** What is chosen where nothing is. */
  none?: string;
  always?: boolean;
  onChange: (value: string | null) => void;
}) {
  return (
    <label className={classNames(always && 'always', value !== '' && 'set')}>
      <span>{label}</span>
      <select
        className="field"
        name={name}
        value={value}
        onChange={(event) => onChange(event.target.value || null)}
      >
        <option value="">{none}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.name}
          </option>
        ))}
      </select>
    </label>
  );
}

const PAUSE_MS = 250;

/** Search in what the task calls its text; asked for once the reader pauses and the index can find it. */
function Search({
  value,
  placeholder,
  onChange,
}: {
  value: string;
  placeholder: string;
  onChange: (value: string) => void;
}) {
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  // A change from outside (back, show all) replaces what stands in the field.
  if (value !== known) {
    setKnown(value);
    setText(value);
  }
  const wanted = text.trim();
  const short = wanted !== '' && wanted.length < SHORTEST_SEARCH;
  useEffect(() => {
    if (short || wanted === value) return;
    const timer = setTimeout(() => onChange(wanted), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [wanted, short, value, onChange]);
  return (
    <label className="wide-field always">
      <span>{short ? `text, at least ${SHORTEST_SEARCH} letters` : 'text'}</span>
      <input
        className="field"
        type="search"
        name="q"
        value={text}
        maxLength={200}
        placeholder={placeholder}
        onChange={(event) => setText(event.target.value)}
      />
    </label>
  );
}
