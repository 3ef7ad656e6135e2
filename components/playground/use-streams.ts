'use client';

import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { writeTurn } from '@/components/live/write-turn';
import type { LiveModel } from '@/components/live/setup';
import { asRead, modelQuery } from '@/components/live/models';
import { useModels, type Models } from '@/components/live/use-models';
import { useWork, type Work } from '@/components/live/use-work';
import type { Stream } from '@/lib/measure/stream';
import type { LoadedModel } from '@/lib/task/measure';
import type { Texts } from './use-address';

/** A stream on its way, there, or refused. */
export interface Reading {
  /** The last one that was read, while another text is. */
  stream: Stream | null;
  error: Error | null;
  busy: boolean;
}

export interface Streams {
  work: Work;
  models: Models;
  /** The target, once it is in this browser. */
  loaded: LoadedModel | null;
  toFetch: number;
  load: () => void;
  /** Reads again what could not be read. */
  retry: () => void;
  first: Reading;
  second: Reading;
}

/** What the engine gives is no data to be compared or copied. */
export const COMPUTED = { staleTime: Infinity, retry: false, structuralSharing: false } as const;

const streamQuery = (model: LiveModel, loaded: LoadedModel | null, text: string) =>
  queryOptions({
    queryKey: ['stream', model.contentHash, text, model.readsTurns ?? false],
    queryFn: async () => {
      const { readStream } = await import('@/lib/measure/stream');
      const { engine, tokenizer } = loaded!;
      return readStream(engine, tokenizer, model.readsTurns ? await writeTurn(model.chat!, text) : text);
    },
    enabled: loaded !== null && text !== '',
    // Another text takes a moment: what is shown stays till then.
    placeholderData: keepPreviousData,
    ...COMPUTED,
  });

/** The target in this browser, as its texts are read, and what it makes of both texts. Texts are read as soon as it is there. */
export function useStreams(model: LiveModel, { first, second }: Texts): Streams {
  const work = useWork();
  const models = useModels(work.progress);
  const { data } = useQuery({ ...modelQuery(model), enabled: false });
  const loaded = useMemo(() => (data ? asRead(model, data) : null), [model, data]);
  const queries = [useQuery(streamQuery(model, loaded, first)), useQuery(streamQuery(model, loaded, second))];
  const readings = queries.map(({ data, error, isFetching }): Reading => ({
    stream: data ?? null,
    error,
    busy: isFetching,
  }));
  return {
    work,
    models,
    loaded,
    toFetch: models.toFetch([model]),
    load: () =>
      work.start(async (signal) => {
        await models.load(model, signal);
      }),
    retry: () => queries.forEach(({ error, refetch }) => void (error && refetch())),
    first: readings[0]!,
    second: readings[1]!,
  };
}
