"""The training step of bench/train.ts in plain PyTorch."""

import torch
import torch.nn.functional as F

from torch_model import blocks, c, embedding, final, logits_of, run, serve


def loss_of(ids):
    logits = logits_of(run(ids)[:, :-1])
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
ids = torch.randint(0, c["vocab"], (c["batch"], c["length"]))


def step():
    optimiser.zero_grad(set_to_none=True)
    loss_of(ids).backward()
    torch.nn.utils.clip_grad_norm_(parameters, c["clip"])
    optimiser.step()


for _ in range(3):
    step()
serve({"step": step})
