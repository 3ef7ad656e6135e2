"""The llama-shaped model of the benchmarks in plain PyTorch; its settings are the first argument, JSON."""

import functools
import json
import math
import sys
import time

import torch
import torch.nn.functional as F

c = json.loads(sys.argv[1])
torch.set_num_threads(c["threads"])
torch.manual_seed(1)
d, heads = c["dModel"], c["heads"]


def weight(*shape):
    return torch.nn.Parameter(torch.randn(*shape) * c["initializerRange"])


def norm():
    return torch.nn.Parameter(torch.ones(d))


embedding = weight(c["vocab"], d)
final = norm()
blocks = [
    {
        "norm1": norm(),
        **{name: weight(d, d) for name in ("q", "k", "v", "o")},
        "norm2": norm(),
        "gate": weight(c["dFeedForward"], d),
        "up": weight(c["dFeedForward"], d),
        "down": weight(d, c["dFeedForward"]),
    }
    for _ in range(c["layers"])
]
half = c["headDim"] // 2


def rms(x, w):
    return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + c["normEps"]) * w


def rotate(x, cos, sin):
    a, b = x.chunk(2, -1)
    return torch.cat([a * cos - b * sin, b * cos + a * sin], -1)


@functools.lru_cache(None)
def tables(length):
    angle = torch.arange(length)[:, None] * c["rope"]["theta"] ** (-torch.arange(half) / half)
    return angle.cos(), angle.sin(), torch.full((length, length), -1e9).triu(1)


def run(ids, edit=lambda layer, h: h):
    """The residual stream after the last block, `[batch, position, d_model]`; `edit` may change it at every layer."""
    batch, length = ids.shape
    cos, sin, causal = tables(length)
    h = edit(0, F.embedding(ids, embedding))
    for layer, b in enumerate(blocks):
        x = rms(h, b["norm1"])
        q, k, v = (F.linear(x, b[n]).view(batch, length, heads, -1).transpose(1, 2) for n in "qkv")
        scores = rotate(q, cos, sin) @ rotate(k, cos, sin).transpose(-1, -2) / math.sqrt(c["headDim"]) + causal
        mixed = (scores.softmax(-1) @ v).transpose(1, 2).reshape(batch, length, d)
        h = h + F.linear(mixed, b["o"])
        x = rms(h, b["norm2"])
        h = h + F.linear(F.silu(F.linear(x, b["gate"])) * F.linear(x, b["up"]), b["down"])
        h = edit(layer + 1, h)
    return h


def logits_of(h):
    return F.linear(rms(h, final), embedding)


def serve(commands):
    """Says its version; then runs a command for each line it reads and answers with its milliseconds."""
    print(json.dumps({"version": torch.__version__}), flush=True)
    for line in sys.stdin:
        began = time.perf_counter()
        commands[line.strip()]()
        print((time.perf_counter() - began) * 1000, flush=True)
