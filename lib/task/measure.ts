import type { Fact } from '@/lib/corpus/facts';
import type { Engine } from '@/lib/engine/engine';
import type { FoundFeature } from '@/lib/measure/features/record';
import type { Tokenizer } from '@/lib/model/tokenizer';
import type { Random } from '@/lib/random';
import type { Exposure, Split } from '@/lib/words';
import type { Survey } from './survey';
import type { AskedCell, Given, Place } from './task';

/** A target that can be run, in the lab or in a page. */
export interface LoadedModel {
  engine: Engine;
  tokenizer: Tokenizer;
  /** The features of its sparse autoencoders, for tasks about them. */
  features?: readonly FoundFeature[];
}

/** What questions are drawn from: the facts of one split. */
export interface World {
  facts: readonly Fact[];
  split: Split;
  /** How often the target met a fact. */
  exposureOf(fact: Fact): Exposure;
}

/** What was measured for one question, and what an explainer is given beside its words. */
export interface Measured<Truth> {
  truth: Truth;
  given: Given;
}

/** What a page draws of an item, with what an explainer is given at each of its places. */
export interface MeasuredDetail<Detail> {
  detail: Detail;
  givenAt(place: Place): Given | null;
}

/**
 * The part of a task that runs the target: in the lab in bulk, and on a page for one item. The same code runs on every
 * provider, since it sees an `Engine` alone.
 */
export interface Measure<Body, Truth, Detail> {
  /** What is drawn and what is kept of it, by split. `drawn` counts what `draw` counts (pairs of texts, features). */
  readonly sizes: Readonly<Record<Split, { drawn: number; kept: number }>>;
  /** Draws that a run which is stopped loses at most; some thousand unless given. */
  readonly shard?: number;
  /** How many of what `draw` counts are measured together. */
  readonly batch: number;
  /** What is asked about a target, decided once, on facts of training; without it, what training questions turn out to hold. */
  choose?(world: World, target: LoadedModel, random: Random): Promise<AskedCell[]>;
  /**
   * Questions of `count` draws, those of a draw together.
   *
   * @param cells what {@link choose} gave; nothing else is asked
   */
  draw(
    world: World,
    target: LoadedModel,
    count: number,
    random: Random,
    cells: readonly AskedCell[],
  ): Body[][];
  /** What each question of a batch measures; null for one that turns out to ask nothing. */
  measure(
    target: LoadedModel,
    bodies: readonly Body[],
    signal?: AbortSignal,
  ): Promise<(Measured<Truth> | null)[]>;
  /**
   * What the page of an item draws.
   *
   * @param onPart is given what is known of it so far, where it comes in parts
   */
  detail?(
    target: LoadedModel,
    body: Body,
    signal?: AbortSignal,
    onPart?: (part: Detail) => void,
  ): Promise<MeasuredDetail<Detail>>;
  /** The detail of an item with one more place measured; absent where a detail has every place there is. */
  further?(
    target: LoadedModel,
    body: Body,
    measured: MeasuredDetail<Detail>,
    place: Place,
    signal?: AbortSignal,
  ): Promise<MeasuredDetail<Detail>>;
  /** Questions of one key share their detail; without it, each question has its own. */
  detailKey?(body: Body): string;
  /** A detail with what a bundle has no room for left out, where a question is there to be browsed and nobody is asked it. */
  browsed?(detail: Detail): Detail;
  /** What the target does over `count` draws of each kind, before questions are chosen. */
  survey?(target: LoadedModel, world: World, count: number, random: Random): Promise<Survey>;
}

export type AnyMeasure = Measure<unknown, unknown, unknown>;

/** The key that the detail of a question is kept by. */
export function detailKeyOf(how: AnyMeasure, { id, body }: { id: string; body: unknown }): string {
  return how.detailKey?.(body) ?? id;
}
