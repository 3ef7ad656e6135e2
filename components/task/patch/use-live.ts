'use client';

import { useCallback, useEffect, useMemo, useReducer, useRef } from 'react';
import { cellAt, cellKey, type Cell } from '@/components/patching/cells';
import type { ShownExplanation } from '@/components/patching/explanations';
import { textOracle } from '@/lib/explainer/rules';
import { explain } from '@/lib/explainer/trained';
import { patchTarget } from '@/lib/task/patch/wordings';
import type { PatchTruth, Sweep } from '@/lib/task/patch/body';
import type { Snapshot } from '@/lib/permalink/snapshot';
import { matchExplanation, verdictOf } from '@/lib/task/patch/judge';
import { sweep as measureSweep, type MeasuredSweep } from '@/lib/task/patch/sweep';
import { bytesToFetch, loadModel, type LoadedModel } from './backend';
import { idleState, reduceLive } from './live-state';
import { positionTypes } from './position-types';
import type { LiveExplainer, LiveModel, LiveSetup } from './setup';
import type { LivePatch } from './types';

/** Cells that one call asks about: a balance between speed and how soon `cancel` is heard. */
const BATCH = 8;

/** What was measured at a cell of a sweep, as a verdict needs it. */
function truthAt(sweep: Sweep, cell: Cell): PatchTruth | null {
  const measured = cellAt(sweep, cell);
  if (!measured) return null;
  const { output, top, changed, effect } = measured;
  return { original: sweep.original, patched: { output, top }, changed, effect };
}

/**
 * Live work on one pair of texts: measuring every cell, and asking explainers about some or all of them, in a worker
 * of this browser. Mount it anew (`key`) for another pair of texts.
 */
export function useLivePatch({
  setup,
  text,
  source,
  snapshot,
}: {
  setup: LiveSetup;
  text: string;
  source: string;
  snapshot: Snapshot | null;
}): LivePatch {
  const [state, dispatch] = useReducer(reduceLive, snapshot, idleState);
  const work = useRef<AbortController | null>(null);
  const measured = useRef<Promise<MeasuredSweep> | null>(null);
  const last = useRef<(() => void) | null>(null);

  useEffect(() => () => work.current?.abort(), []);

  /** One piece of work at a time; what it replaces is stopped. */
  const run = useCallback((task: (signal: AbortSignal) => Promise<void>) => {
    const begin = () => {
      work.current?.abort();
      const controller = new AbortController();
      work.current = controller;
      const current = () => work.current === controller;
      task(controller.signal).then(
        () => current() && dispatch({ kind: 'done' }),
        (error: unknown) => {
          if (!current()) return;
          if (controller.signal.aborted) dispatch({ kind: 'done' });
          else dispatch({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
        },
      );
    };
    last.current = begin;
    begin();
  }, []);

  const load = useCallback(async (model: LiveModel, signal: AbortSignal): Promise<LoadedModel> => {
    dispatch({ kind: 'loading', what: model.id, loaded: 0, total: model.bytes });
    const loaded = await loadModel(model, {
      signal,
      onBytes: (bytes) => dispatch({ kind: 'loading', what: model.id, loaded: bytes, total: model.bytes }),
    });
    signal.throwIfAborted();
    dispatch({ kind: 'provider', provider: loaded.engine.provider });
    return loaded;
  }, []);

  const sweepOnce = useCallback(
    async (signal: AbortSignal): Promise<MeasuredSweep> => {
      const target = setup.target;
      if (!target) throw new Error('The model folder of the target is not shipped with this site.');
      const known = measured.current;
      if (known) return known;
      const { engine, tokenizer } = await load(target, signal);
      dispatch({ kind: 'running', what: 'measuring every cell', done: 0, total: null });
      const result = await measureSweep(engine, tokenizer, text, source);
      signal.throwIfAborted();
      measured.current = Promise.resolve(result);
      dispatch({ kind: 'measured', sweep: result.sweep });
      return result;
    },
    [load, setup.target, source, text],
  );

  const askCells = useCallback(
    async (
      explainer: LiveExplainer,
      cells: Cell[],
      { sweep, vectors }: MeasuredSweep,
      signal: AbortSignal,
    ) => {
      const { engine, tokenizer } = await load(explainer, signal);
      const textIds = tokenizer.encode(text);
      for (let from = 0; from < cells.length; from += BATCH) {
        const what =
          cells.length === 1 ? `asking ${explainer.role}` : `asking ${explainer.role} about every cell`;
        dispatch({ kind: 'running', what, done: from, total: cells.length });
        const batch = cells.slice(from, from + BATCH).flatMap((cell) => {
          const vector = vectors[sweep.layers.indexOf(cell.layer)]?.[cell.position];
          const truth = truthAt(sweep, cell);
          return vector && truth ? [{ cell, vector, truth }] : [];
        });
        const answers = await explain(
          engine,
          tokenizer,
          explainer.sidecar,
          batch.map(({ cell, vector }) => ({
            layers: [cell.layer],
            textIds,
            position: cell.position,
            vector,
          })),
          { signal },
        );
        signal.throwIfAborted();
        const explained = batch.flatMap(({ cell, truth }, i): [string, ShownExplanation][] => {
          const answer = answers[i];
          if (!answer) return [];
          return [
            [
              cellKey(cell),
              {
                explainerId: explainer.id,
                role: explainer.role,
                baseId: explainer.baseId,
                text: answer.text,
                verdict: verdictOf(matchExplanation(answer.text, patchTarget(truth))),
                provider: answer.provider,
                logProbability: answer.logProbability,
                live: { provider: answer.provider },
              },
            ],
          ];
        });
        dispatch({ kind: 'explained', explained });
      }
    },
    [load, text],
  );

  const measure = useCallback(
    () =>
      run(async (signal) => {
        measured.current = null;
        await sweepOnce(signal);
      }),
    [run, sweepOnce],
  );

  const ask = useCallback(
    (cell: Cell) =>
      run(async (signal) => {
        const result = await sweepOnce(signal);
        const truth = truthAt(result.sweep, cell);
        if (!truth) return;
        for (const explainer of setup.explainers) await askCells(explainer, [cell], result, signal);
        const said = textOracle({ layers: [cell.layer], positionType: 'other', truth });
        const oracle: ShownExplanation = {
          explainerId: 'text-oracle',
          role: 'text-oracle',
          baseId: null,
          text: said,
          verdict: verdictOf(matchExplanation(said, patchTarget(truth))),
          provider: 'rule',
          logProbability: null,
        };
        dispatch({ kind: 'explained', explained: [[cellKey(cell), oracle]] });
      }),
    [askCells, run, setup.explainers, sweepOnce],
  );

  const self = setup.explainers.find((e) => e.role === 'self');
  const types = useMemo(() => (state.sweep ? positionTypes(state.sweep.tokens) : []), [state.sweep]);
  const trained = useCallback(
    (cell: Cell) =>
      self?.sidecar.cells.some((c) => c.layer === cell.layer && c.positionType === types[cell.position]) ??
      false,
    [self, types],
  );

  const askEvery = useCallback(
    () =>
      run(async (signal) => {
        if (!self) throw new Error('The self explainer is not shipped with this site.');
        const result = await sweepOnce(signal);
        const kinds = positionTypes(result.sweep.tokens);
        const cells = result.sweep.layers.flatMap((layer) =>
          result.sweep.tokens.flatMap((_, position): Cell[] =>
            cellAt(result.sweep, { layer, position }) ? [{ layer, position }] : [],
          ),
        );
        const known = ({ layer, position }: Cell) =>
          self.sidecar.cells.some((c) => c.layer === layer && c.positionType === kinds[position]);
        // What training knows comes first; the rest shows how far it reaches.
        await askCells(
          self,
          [...cells.filter(known), ...cells.filter((cell) => !known(cell))],
          result,
          signal,
        );
      }),
    [askCells, run, self, sweepOnce],
  );

  const cancel = useCallback(() => {
    work.current?.abort();
    work.current = null;
    dispatch({ kind: 'done' });
  }, []);
  const retry = useCallback(() => last.current?.(), []);
  const target = setup.target ? [setup.target] : [];

  return {
    ...state,
    measurable: setup.target !== null,
    checkable: state.provider === 'webgpu' && state.sweep && !state.recordedAt ? setup.target : null,
    roles: setup.explainers.map((e) => e.role),
    cost: {
      measure: bytesToFetch(target),
      ask: bytesToFetch([...target, ...setup.explainers]),
      askEvery: bytesToFetch([...target, ...(self ? [self] : [])]),
    },
    trained,
    measure,
    ask,
    askEvery,
    cancel,
    retry,
  };
}
