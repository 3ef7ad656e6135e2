/**
 * What the paper reports (Li et al., Training Language Models to Explain Their Own Computations, arXiv 2511.08579): models of
 * eight billion parameters. Exact match, %.
 */
export interface PublishedRow {
  target: string;
  explainer: string;
  value: number;
}

export const PAPER = {
  name: 'Li et al. 2025, arXiv 2511.08579',
  href: 'https://arxiv.org/abs/2511.08579',
};

/** By task; exact match in %. */
export const PUBLISHED: Readonly<Record<string, readonly PublishedRow[]>> = {
  patch: [
    { target: 'Qwen3-8B', explainer: 'Qwen3-8B (self)', value: 64.0 },
    { target: 'Qwen3-8B', explainer: 'Llama-3.1-8B', value: 54.1 },
    { target: 'Qwen3-8B', explainer: 'Qwen3-8B, untrained', value: 5.0 },
    { target: 'Llama-3.1-8B', explainer: 'Llama-3.1-8B (self)', value: 48.6 },
    { target: 'Llama-3.1-8B', explainer: 'Qwen3-8B', value: 41.7 },
  ],
  ablate: [
    { target: 'Qwen3-8B', explainer: 'Qwen3-8B (self)', value: 83.4 },
    { target: 'Qwen3-8B', explainer: 'Llama-3.1-8B', value: 58.1 },
    { target: 'Qwen3-8B', explainer: 'Qwen3-8B, untrained', value: 8.9 },
    { target: 'Llama-3.1-8B', explainer: 'Llama-3.1-8B (self)', value: 63.8 },
    { target: 'Llama-3.1-8B', explainer: 'Qwen3-8B', value: 56.7 },
  ],
};
