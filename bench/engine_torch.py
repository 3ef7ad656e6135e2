"""The forward passes and patch sweep of bench/engine.ts in plain PyTorch."""

import torch

from torch_model import c, d, logits_of, run, serve

layers, length = c["layers"] + 1, c["length"]
text = torch.randint(0, c["vocab"], (1, length))
batch = text.expand(c["rows"], length)
vector = torch.randn(d)
cells = [(layer, position) for layer in range(layers) for position in range(length)]


def last(ids, edit=lambda layer, h: h):
    return logits_of(run(ids, edit)[:, -1])


def patched(cells):
    """One row for each cell, whose vector is replaced there."""
    masks = torch.zeros(layers, len(cells), length, 1, dtype=torch.bool)
    for row, (layer, position) in enumerate(cells):
        masks[layer, row, position] = True
    return last(text.expand(len(cells), length), lambda layer, h: torch.where(masks[layer], vector, h))


def each():
    for cell in cells:
        patched([cell])


with torch.no_grad():
    serve(
        {
            "text": lambda: last(text),
            "batch": lambda: last(batch),
            "sweep": lambda: patched(cells),
            "each": each,
        }
    )
