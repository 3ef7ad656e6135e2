import { add, mul, sigmoid, sub, tanh, withGradient, type Value } from '@/lib/graph';
import type { Weights } from '../weights';

/** SwiGLU (Shazeer 2020, arXiv 2002.05202): down(silu(gate(x)) * up(x)). */
export function swiglu(weights: Weights, module: string, x: Value): Value {
  const gate = silu(weights.linear(x, `${module}.gate_proj`));
  return weights.linear(mul(gate, weights.linear(x, `${module}.up_proj`)), `${module}.down_proj`);
}

/** x sigmoid(x), whose derivative is s (1 + x (1 - s)). */
export function silu(x: Value): Value {
  const s = sigmoid(x);
  const one = x.graph.scalar(1);
  return withGradient(mul(x, s), {
    inputs: [x],
    vjp: (g) => [mul(g, mul(s, add(one, mul(x, sub(one, s)))))],
  });
}

/**
 * GELU (Hendrycks and Gimpel 2016, arXiv 1606.08415) in its tanh form: x (1 + t) / 2 with t = tanh(a (x + c x^3)),
 * a = sqrt(2 / pi), c = 0.044715. Its derivative is (1 + t) / 2 + x (1 - t^2) a (1 + 3 c x^2) / 2.
 */
export function geluTanh(x: Value): Value {
  const scalar = (value: number) => x.graph.scalar(value);
  const [a, c] = [Math.sqrt(2 / Math.PI), 0.044715];
  const square = mul(x, x);
  const t = tanh(mul(x, add(mul(square, scalar(a * c)), scalar(a))));
  const gate = mul(add(t, scalar(1)), scalar(0.5));
  return withGradient(mul(x, gate), {
    inputs: [x],
    vjp: (g) => {
      const slope = add(mul(square, scalar(1.5 * a * c)), scalar(0.5 * a));
      return [mul(g, add(gate, mul(mul(x, slope), sub(scalar(1), mul(t, t)))))];
    },
  });
}
