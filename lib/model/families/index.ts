import type { Architecture } from '../model-config';
import type { Family } from './family';
import { gpt2 } from './gpt2';
import { llama } from './llama';
import { mistral } from './mistral';
import { qwen2 } from './qwen2';
import { qwen3 } from './qwen3';

export const FAMILIES: Readonly<Record<Architecture, Family>> = { llama, mistral, qwen2, qwen3, gpt2 };
