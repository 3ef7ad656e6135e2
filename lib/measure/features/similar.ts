import { topIds } from '../outcome';

/** Directions closer than this are one feature met twice, whatever their layers. */
const TWIN = 0.7;

/** A direction like another, and the cosine between them. */
export interface Neighbour {
  index: number;
  cosine: number;
}

/**
 * The most similar other directions of each, as many of its own site as of all others; and the cluster of those that are twins
 * (cosine above .7, over all layers, and twins of twins): a cluster is never split between training and test. Clusters are named by
 * their first direction.
 *
 * @param directions `[n][d_model]`, each of length 1
 * @param sites where each stands
 */
export function similarDirections(
  directions: readonly Float32Array[],
  sites: readonly string[],
  count = 5,
): { neighbours: Neighbour[][]; clusters: number[] } {
  const parents = directions.map((_, i) => i);
  const rootOf = (i: number): number => {
    let root = i;
    while (parents[root] !== root) root = parents[root]!;
    for (let at = i; parents[at] !== root;) [parents[at], at] = [root, parents[at]!];
    return root;
  };
  const width = directions[0]?.length ?? 0;
  const all = new Float32Array(directions.length * width);
  directions.forEach((direction, i) => all.set(direction, i * width));
  const neighbours = directions.map((direction, i) => {
    const cosines = new Float32Array(directions.length);
    for (let j = 0; j < directions.length; j++) {
      let product = 0;
      for (let k = 0; k < width; k++) product += all[j * width + k]! * direction[k]!;
      cosines[j] = j === i ? -1 : product;
      if (j < i && product > TWIN) {
        const [a, b] = [rootOf(i), rootOf(j)];
        parents[Math.max(a, b)] = Math.min(a, b);
      }
    }
    const nearest = (ofOwnSite: boolean) => {
      const others = [...cosines.keys()].filter((j) => j !== i && (sites[j] === sites[i]) === ofOwnSite);
      const own = Float32Array.from(others, (j) => cosines[j]!);
      return topIds(own, Math.min(count, others.length)).map((at) => others[at]!);
    };
    return [...nearest(true), ...nearest(false)]
      .map((index) => ({ index, cosine: cosines[index]! }))
      .sort((a, b) => b.cosine - a.cosine || a.index - b.index);
  });
  return { neighbours, clusters: directions.map((_, i) => rootOf(i)) };
}
