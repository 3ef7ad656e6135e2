"""The patch questions of bench/truth.ts in plain PyTorch: one after the other, and in two batches."""

import torch

from torch_model import c, logits_of, run, serve

layers, length, pairs, sites = c["layers"] + 1, c["length"], c["pairs"], c["sites"]
texts = torch.randint(0, c["vocab"], (pairs, length))
sources = torch.randint(0, c["vocab"], (pairs, length))
places = [[(int(torch.randint(layers, ())), int(torch.randint(length, ()))) for _ in range(sites)] for _ in range(pairs)]


def traced(ids):
    """The residual stream at every layer, and the logits at the last token."""
    kept = []
    h = run(ids, lambda layer, h: kept.append(h) or h)
    return kept, logits_of(h[:, -1])


def answer(before, after):
    """Tokens before and after, and the drop in log-probability, as the truth records them."""
    best = before.argmax(-1)
    effect = before.log_softmax(-1).gather(-1, best[:, None]) - after.log_softmax(-1).gather(-1, best[:, None])
    return before.topk(5).indices, after.topk(5).indices, effect


def loop():
    for i in range(pairs):
        kept, _ = traced(sources[i : i + 1])
        _, before = traced(texts[i : i + 1])
        for layer, position in places[i]:

            def edit(k, h):
                if k == layer:
                    h = h.clone()
                    h[:, position] = kept[layer][:, position]
                return h

            answer(before, logits_of(run(texts[i : i + 1], edit)[:, -1]))


def batch():
    kept, _ = traced(sources)
    _, before = traced(texts)
    rows = torch.arange(pairs).repeat_interleave(sites)
    where = [place for own in places for place in own]
    masks = torch.zeros(layers, len(rows), length, 1, dtype=torch.bool)
    for row, (layer, position) in enumerate(where):
        masks[layer, row, position] = True
    after = logits_of(run(texts[rows], lambda k, h: torch.where(masks[k], kept[k][rows], h))[:, -1])
    answer(before[rows], after)


with torch.no_grad():
    serve({"loop": loop, "batch": batch})
