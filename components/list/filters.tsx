'use client';

import { useEffect, useState } from 'react';
import { count } from '@/components/format/number';
import { PAIR_NAMES, POSITION_NAMES, VERDICT_NAMES } from '@/components/format/words';
import { ExplainerName } from '@/components/ui/explainer-name';
import type { PatchFacets } from '@/lib/store';
import type { PairType, PositionType } from '@/lib/task/patch/body';
import type { Verdict } from '@/lib/words';
import type { ListFilters } from './query';

type Change = { [K in keyof ListFilters]?: ListFilters[K] | null };

const VERDICT_OPTIONS = (Object.keys(VERDICT_NAMES) as Verdict[]).map((value) => ({
  value,
  name: VERDICT_NAMES[value],
}));

const SPLIT_NAMES: Record<string, string> = { train: 'training', validation: 'validation', test: 'held out' };

/** One row of selects and a search: verdicts first, then what the question is about. */
export function Filters({
  filters,
  facets,
  onChange,
}: {
  filters: ListFilters;
  facets: PatchFacets;
  onChange: (change: Change) => void;
}) {
  // On a phone only what is most asked for stands open; filters that are set always show.
  const [folded, setFolded] = useState(true);
  const counted = <T extends string | number>(
    values: { value: T; count: number }[],
    name: (value: T) => string = String,
  ) => values.map(({ value, count: n }) => ({ value: String(value), name: `${name(value)} (${count(n)})` }));
  return (
    <form
      className={folded ? 'filters folded' : 'filters'}
      role="search"
      aria-label="Filter questions"
      onSubmit={(event) => event.preventDefault()}
    >
      <Choice
        label={<ExplainerName role="self" />}
        name="self"
        always
        options={VERDICT_OPTIONS}
        value={filters.self}
        onChange={(value) => onChange({ self: value as Verdict | null })}
      />
      <Choice
        label={<ExplainerName role="other" />}
        name="other"
        always
        options={VERDICT_OPTIONS}
        value={filters.other}
        onChange={(value) => onChange({ other: value as Verdict | null })}
      />
      <Choice
        label={<ExplainerName role="no-vector" />}
        name="control"
        options={VERDICT_OPTIONS}
        value={filters.control}
        onChange={(value) => onChange({ control: value as Verdict | null })}
      />
      <Choice
        label="relation"
        name="relation"
        options={counted(facets.relations)}
        value={filters.relation}
        onChange={(relation) => onChange({ relation })}
      />
      <Choice
        label="layer"
        name="at"
        options={counted(facets.layers, (layer) => (layer === 0 ? '0, embedding' : String(layer)))}
        value={filters.at === undefined ? undefined : String(filters.at)}
        onChange={(at) => onChange({ at: at === null ? null : Number(at) })}
      />
      <Choice
        label="position"
        name="position"
        options={counted(facets.positionTypes, (value) => POSITION_NAMES[value as PositionType] ?? value)}
        value={filters.position}
        onChange={(value) => onChange({ position: value as PositionType | null })}
      />
      <Choice
        label="pair"
        name="pair"
        options={counted(facets.pairTypes, (value) => PAIR_NAMES[value as PairType] ?? value)}
        value={filters.pair}
        onChange={(value) => onChange({ pair: value as PairType | null })}
      />
      {facets.splits.length > 1 ? (
        <Choice
          label="split"
          name="split"
          options={counted(facets.splits, (value) => SPLIT_NAMES[value] ?? value)}
          value={filters.split}
          onChange={(value) => onChange({ split: value as ListFilters['split'] | null })}
        />
      ) : null}
      <button type="button" className="btn unfold" aria-expanded={!folded} onClick={() => setFolded(!folded)}>
        {folded ? 'More filters' : 'Fewer filters'}
      </button>
      <Search value={filters.q ?? ''} onChange={(q) => onChange({ q: q || null })} />
    </form>
  );
}

function Choice({
  label,
  name,
  options,
  value,
  onChange,
  always = false,
}: {
  label: React.ReactNode;
  name: string;
  always?: boolean;
  options: { value: string; name: string }[];
  value: string | undefined;
  onChange: (value: string | null) => void;
}) {
  return (
    <label
      className={[always && 'always', value !== undefined && 'set'].filter(Boolean).join(' ') || undefined}
    >
      <span>{label}</span>
      <select
        className="field"
        name={name}
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value || null)}
      >
        <option value="">any</option>
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

/** Search in both texts; asked for once the reader pauses. */
function Search({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  // A change from outside (back, show all) replaces what stands in the field.
  if (value !== known) {
    setKnown(value);
    setText(value);
  }
  useEffect(() => {
    if (text.trim() === value) return;
    const timer = setTimeout(() => onChange(text.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, value, onChange]);
  return (
    <label className="wide-field always">
      <span>text</span>
      <input
        className="field"
        type="search"
        name="q"
        value={text}
        maxLength={200}
        placeholder="part of either text"
        onChange={(event) => setText(event.target.value)}
      />
    </label>
  );
}
