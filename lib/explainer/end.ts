import type { Parameters } from '@/lib/model/parameters';
import type { Tokenizer } from '@/lib/model/tokenizer';
import { Random } from '@/lib/random';

/** The embedding, and the unembedding where they are one. */
const EMBEDDING = 'model.embed_tokens.weight';

/**
 * The weights of a base model with a direction of its own for the end of a sequence. A base that never ended one has learned to say it
 * nowhere: its row points away from every vector, and where embeddings stay as they are no answer could end without bending all
 * else. The row is drawn anew, as long as rows are on average; it is the same for every base of a width.
 */
export function withFreshEnd(parameters: Parameters, tokenizer: Tokenizer): Parameters {
  const embedding = parameters.get(EMBEDDING);
  if (!embedding) return parameters;
  const [rows, width] = embedding.shape as [number, number];
  const data = embedding.data.slice();
  const lengthOf = (row: number) => Math.hypot(...data.subarray(row * width, (row + 1) * width));
  const mean = Array.from({ length: rows }, (_, row) => lengthOf(row)).reduce((sum, x) => sum + x, 0) / rows;
  const random = Random.stream(width, 'end of a sequence');
  const drawn = Float32Array.from({ length: width }, () => random.normal());
  const scale = mean / Math.hypot(...drawn);
  data.set(
    drawn.map((x) => x * scale),
    tokenizer.idOf('<eos>') * width,
  );
  return new Map([...parameters, [EMBEDDING, { ...embedding, data }]]);
}
