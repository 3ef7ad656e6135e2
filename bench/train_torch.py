"""The training step of bench/train.ts in plain PyTorch.

Takes its settings as JSON. Says its version when it is warm; then takes a step for each line it reads and answers with
its milliseconds, so that both sides can take turns on a machine that others use too.
"""

import json
import math
import sys
import time

import torch
import torch.nn.functional as F

c = json.loads(sys.argv[1])
torch.set_num_threads(c["threads"])
torch.manual_seed(1)
d, heads, length, batch = c["dModel"], c["heads"], c["length"], c["batch"]


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
angle = torch.arange(length)[:, None] * c["ropeTheta"] ** (-torch.arange(half) / half)
cos, sin = angle.cos(), angle.sin()
causal = torch.full((length, length), -1e9).triu(1)


def rms(x, w):
    return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + c["normEps"]) * w


def rotate(x):
    a, b = x.chunk(2, -1)
    return torch.cat([a * cos - b * sin, b * cos + a * sin], -1)


def loss_of(ids):
    h = F.embedding(ids, embedding)
    for b in blocks:
        x = rms(h, b["norm1"])
        q, k, v = (F.linear(x, b[n]).view(batch, length, heads, -1).transpose(1, 2) for n in "qkv")
        scores = rotate(q) @ rotate(k).transpose(-1, -2) / math.sqrt(c["headDim"]) + causal
        mixed = (scores.softmax(-1) @ v).transpose(1, 2).reshape(batch, length, d)
        h = h + F.linear(mixed, b["o"])
        x = rms(h, b["norm2"])
        h = h + F.linear(F.silu(F.linear(x, b["gate"])) * F.linear(x, b["up"]), b["down"])
    logits = F.linear(rms(h[:, :-1], final), embedding)
    return F.cross_entropy(logits.reshape(-1, c["vocab"]), ids[:, 1:].reshape(-1))


parameters = [embedding, final] + [p for b in blocks for p in b.values()]
matrices = [p for p in parameters if p.dim() > 1 and p is not embedding]
rest = [p for p in parameters if p.dim() == 1 or p is embedding]
optimiser = torch.optim.AdamW(
    [{"params": matrices, "weight_decay": c["weightDecay"]}, {"params": rest, "weight_decay": 0.0}],
    lr=1e-3,
    betas=(c["beta1"], c["beta2"]),
    eps=c["eps"],
    foreach=True,
)
ids = torch.randint(0, c["vocab"], (batch, length))


def step():
    optimiser.zero_grad(set_to_none=True)
    loss_of(ids).backward()
    torch.nn.utils.clip_grad_norm_(parameters, c["clip"])
    optimiser.step()


for _ in range(3):
    step()
print(json.dumps({"version": torch.__version__}), flush=True)
for _ in sys.stdin:
    began = time.perf_counter()
    step()
    print((time.perf_counter() - began) * 1000, flush=True)
