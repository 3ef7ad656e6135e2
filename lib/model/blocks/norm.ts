import { add, div, mul, reduceMean, sqrt, sub, withGradient, type Value } from '@/lib/graph';

/**
 * RMSNorm (Zhang and Sennrich 2019, arXiv 1910.07467): x / rms(x) * w. With n = x / rms(x), the gradient of x is
 * (gw - n mean(gw n)) / rms, where gw = g w.
 */
export function rmsNorm(x: Value, w: Value, eps: number): Value {
  const scale = sqrt(add(mean(mul(x, x)), x.graph.scalar(eps)));
  const n = withGradient(div(x, scale), {
    inputs: [x],
    vjp: (g) => [div(sub(g, mul(div(x, scale), mean(mul(g, div(x, scale))))), scale)],
  });
  return mul(n, w);
}

/**
 * LayerNorm (Ba et al. 2016, arXiv 1607.06450): (x - mean(x)) / sd(x) * w + b. With n what stands before w, the
 * gradient of x is (gw - mean(gw) - n mean(gw n)) / sd, where gw = g w.
 */
export function layerNorm(x: Value, w: Value, b: Value, eps: number): Value {
  const centred = sub(x, mean(x));
  const scale = sqrt(add(mean(mul(centred, centred)), x.graph.scalar(eps)));
  const n = withGradient(div(centred, scale), {
    inputs: [x],
    vjp: (g) => [
      div(sub(sub(g, mean(g)), mul(div(centred, scale), mean(mul(g, div(centred, scale))))), scale),
    ],
  });
  return add(mul(n, w), b);
}

const mean = (x: Value): Value => reduceMean(x, [-1]);
