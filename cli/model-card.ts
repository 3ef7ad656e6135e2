import { capabilityName, outside } from '@/lib/measure/capabilities/bounds';
import { interval } from '@/lib/measure/proportion';
import type { Capability } from '@/lib/schemas';
import type { RunPointRecord } from '@/lib/store/records';
import type { PretrainArtefact } from './model-folder';

/** Losses of a curve that the card shows. */
const POINTS = 8;

/** The README of a model folder, as Hugging Face shows it: what it is, how it came about, what it can do. */
export function modelCard({ model, run, points }: PretrainArtefact): string {
  const parts = [...new Set(points.map(({ name }) => name))];
  return `---
license: mit
library_name: transformers
tags: [${model.architecture}, interpretability]
---

# ${model.id}

A ${model.architecture}-shaped model of ${model.parameters.toLocaleString('en')} parameters: ${model.layers} blocks, width ${model.dModel}, a vocabulary of ${model.vocab}.
${model.parentId ? `It was trained on from \`${model.parentId}\`.` : 'It was trained from random weights.'} It is there to be
looked into, and what it can do stands below: it is no assistant, and what it says of the world is often wrong.

- made by \`${run.command}\` (seed ${run.seed}, data ${run.dataHash}, code ${run.codeVersion}), ${tookWords(run)}
- weights f16, SHA-256 \`${model.contentHash}\`; all figures below were measured on them as stored
- licence: that of the repository; what it learned from keeps its own notices (data/LICENSES.md)

## What it recalls at the start of a row, in every one of five wordings

| facts | recalled | of |
|---|---|---|
${model.recall.map((r) => `| ${r.exposure} | ${(r.recalled / r.facts).toFixed(3)} | ${r.facts} |`).join('\n')}

## What it can do

Share of the most likely next tokens that are right, with Wilson's 95% interval; *!* marks what is outside the bounds set
for a target worth training on.

| | share | interval | n | bounds |
|---|---|---|---|---|
${model.capabilities.map(capabilityRow).join('\n')}

## Training

${settingLines(run.config)}

Losses, in nats (means of 25 steps; parts without their weights):

| step | ${parts.join(' | ')} |
|${'---|'.repeat(parts.length + 1)}
${curveRows(points, parts)}
`;
}

function tookWords({ metrics, config }: PretrainArtefact['run']): string {
  const { minutes } = metrics;
  return minutes === undefined ? 'time not recorded' : `${minutes} minutes on ${String(config.machine)}`;
}

function capabilityRow(capability: Capability): string {
  const { right, n, floor, ceiling } = capability;
  const [low, high] = interval(right, n);
  const bounds = [floor === undefined ? '' : `≥ ${floor}`, ceiling === undefined ? '' : `≤ ${ceiling}`];
  const mark = outside(capability) === null ? '' : ' !';
  return `| ${capabilityName(capability)} | ${(right / n).toFixed(3)}${mark} | ${low.toFixed(3)} to ${high.toFixed(3)} | ${n} | ${bounds.filter(Boolean).join(', ')} |`;
}

function settingLines(config: Record<string, unknown>): string {
  return Object.entries(config)
    .map(([name, value]) => `- ${name}: \`${typeof value === 'string' ? value : JSON.stringify(value)}\``)
    .join('\n');
}

function curveRows(points: readonly RunPointRecord[], parts: readonly string[]): string {
  const steps = [...new Set(points.map(({ step }) => step))].sort((a, b) => a - b);
  const shown = Array.from(
    { length: POINTS },
    (_, i) => steps[Math.floor(((i + 1) * steps.length) / POINTS) - 1]!,
  );
  const valueAt = new Map(points.map(({ step, name, value }) => [`${step} ${name}`, value]));
  return [...new Set(shown)]
    .map((step) => `| ${step} | ${parts.map((name) => figure(valueAt.get(`${step} ${name}`))).join(' | ')} |`)
    .join('\n');
}

const figure = (value: number | undefined) =>
  value === undefined ? '' : String(Math.round(value * 1000) / 1000);
