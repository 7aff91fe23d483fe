"""Train the reading network: all corpora together, for as many minutes as it is given.

    python -m porosity_training.train --data /path/to/data --minilm model/ --minutes 80 --out run/

The learning rate falls with the time that has passed, so the run ends when it says, on a slow machine or a fast one.
A checkpoint is written after each epoch; `--resume` goes on from it. `--start` trains the weights of another run on.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path

import torch
from tokenizers import Tokenizer

from porosity.reading.words import Pieces
from porosity_training.batches import batches, inputs
from porosity_training.corpora import Sentence, domain_train, gum_names, names, polnear, propbank_train
from porosity_training.evaluate import evaluate
from porosity_training.labels import Labels
from porosity_training.losses import Losses
from porosity_training.model import Network
from porosity_training.substitution import Substitution, person_names

ENCODER_RATE, HEAD_RATE, WEIGHT_DECAY, WARM_UP = 2.5e-4, 1e-3, 0.01, 100
LOWEST = 0.02  # of the rate, at the end
MASKED = 0.06  # of the sub-words are hidden,
MASKED_DOMAIN = 0.12  # and of the domain corpus's, which is small and read often
AVERAGE = 0.998  # decay of the running mean of the weights, which is what is evaluated and exported
SUBSTITUTED = 0.5  # of the sentences with domain types or open names
FIRST_HEADS = 1  # seed of the heads' first weights: the same in all runs, so that their weights can be averaged
GUM_SHARE = 0.5  # of GUM's sentences in an epoch: an auxiliary task


class Average:
    """A running mean of the trained weights: usable long before the rate has fallen."""

    def __init__(self, network: Network) -> None:
        self._live = [p for p in network.parameters() if p.requires_grad]
        self.mean = [p.detach().clone() for p in self._live]

    def update(self, step: int) -> None:
        """Move towards the live weights, at first quickly."""
        keep = min(AVERAGE, (1 + step) / (10 + step))
        torch._foreach_lerp_(self.mean, [p.detach() for p in self._live], 1 - keep)

    def swap(self) -> None:
        """Exchange the mean and the live weights; twice is none."""
        for live, mean in zip(self._live, self.mean, strict=True):
            kept = live.detach().clone()
            live.data.copy_(mean)
            mean.copy_(kept)


class Corpora:
    """What trains, and what is looked at after each epoch."""

    def __init__(
        self, data: Path, *, extra: list[Path], domain_passes: int, open_build: bool, rng: random.Random
    ) -> None:
        self.propbank = propbank_train(data)
        self.names = names(data / "uner_ewt/dev.jsonl.gz") + names(data / "wikigold/train.jsonl.gz")
        self.gum = gum_names(data, open_build=open_build)
        self.domain = [s for path in [data / "domain/train.jsonl", *extra] for s in domain_train(path)]
        self.polnear = [] if open_build else polnear(data, "train")
        self.dev = {"domain": domain_train(data / "domain/dev.jsonl"), "ewt": propbank_train(data, "dev")[:600]}
        self._passes, self._rng = domain_passes, rng
        pool = person_names(self.domain + self.names)
        self._vary = Substitution(pool, share=SUBSTITUTED, rng=rng)

    def epoch(self, pieces: Pieces) -> list[list[Sentence]]:
        """The batches of an epoch, in random order; a batch is of one corpus."""
        sets = [self.propbank, self.polnear, self._rng.sample(self.gum, int(GUM_SHARE * len(self.gum)))]
        sets.append([self._vary(s) for s in self.names])
        sets += [[self._vary(s) for s in self.domain] for _ in range(self._passes)]
        out = [batch for sentences in sets for batch in batches(sentences, pieces, self._rng)]
        self._rng.shuffle(out)
        return out


class Run:
    """A training run: its state, its clock and its checkpoints."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._rng = random.Random(options.seed)
        torch.manual_seed(FIRST_HEADS)
        self._out: Path = options.out
        self._keep: list[int] = options.keep
        self._out.mkdir(parents=True, exist_ok=True)
        self._pieces = Pieces(Tokenizer.from_file(str(options.minilm / "tokenizer.json")))
        self._corpora = Corpora(
            options.data,
            extra=options.extra,
            domain_passes=options.domain_passes,
            open_build=not options.all_data,
            rng=self._rng,
        )
        labels = Labels.learn(self._corpora.propbank, self._corpora.domain)
        self._network = Network(labels)
        self._network.encoder.load_pretrained(options.minilm / "model.safetensors")
        if options.start:
            self._network.load_state_dict(torch.load(options.start, weights_only=True)["network"])
        torch.manual_seed(options.seed)
        encoder = [p for p in self._network.encoder.parameters() if p.requires_grad]
        heads = [p for name, p in self._network.named_parameters() if not name.startswith("encoder.")]
        self._trained = encoder + heads
        rates = (options.rate * ENCODER_RATE, options.rate * HEAD_RATE)
        groups = [{"params": encoder, "peak": rates[0]}, {"params": heads, "peak": rates[1]}]
        self._optimiser = torch.optim.AdamW(groups, weight_decay=WEIGHT_DECAY, foreach=True)
        self._average, self._losses = Average(self._network), Losses(self._network)
        self._step, self._epoch, spent = 0, 0, 0.0
        if options.resume and (self._out / "last.pt").exists():
            spent = self._restore(options.seed)
        self._budget, self._began = options.minutes * 60, time.monotonic() - spent

    def run(self) -> None:
        """Train until the time is spent."""
        while self._spent() < self._budget:
            loss = self._train_epoch()
            self._epoch += 1
            self._report_and_save(loss)

    def _spent(self) -> float:
        return time.monotonic() - self._began

    def _train_epoch(self) -> float:
        """One pass over the epoch's batches, or as much as there is time for; the mean loss."""
        self._network.train()
        todo = self._corpora.epoch(self._pieces)
        began, total, read = time.monotonic(), 0.0, 0
        for done, batch in enumerate(todo):
            if self._spent() >= self._budget:
                return total / max(1, done)
            loss, size = self._train_batch(batch)
            total, read = total + loss, read + size
            if self._step % 100 == 0:
                rate = read / (time.monotonic() - began)
                print(
                    f"  step {self._step}, {done + 1}/{len(todo)} of the epoch, loss {total / (done + 1):.3f}, "
                    f"{rate:.0f} sub-words/s, {self._spent() / 60:.1f} min",
                    flush=True,
                )
        return total / len(todo)

    def _train_batch(self, batch: list[Sentence]) -> tuple[float, int]:
        """One step; its loss and how many sub-words it read."""
        share = min(1.0, (self._step + 1) / WARM_UP) * max(LOWEST, 1 - self._spent() / self._budget)
        for group in self._optimiser.param_groups:
            group["lr"] = group["peak"] * share
        x = inputs(batch, self._pieces, masked=MASKED_DOMAIN if batch[0].corpus == "domain" else MASKED)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss = self._losses(batch, x)
        self._optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self._trained, 1.0, foreach=True)
        self._optimiser.step()
        self._step += 1
        self._average.update(self._step)
        return loss.item(), int(x.lengths.sum())

    def _report_and_save(self, loss: float) -> None:
        """Figures of the mean weights, and both checkpoints."""
        spent = self._spent()
        self._network.eval()
        self._average.swap()
        figures = {name: evaluate(self._network, rows, self._pieces) for name, rows in self._corpora.dev.items()}
        weights = {name: value.clone() for name, value in self._network.state_dict().items()}
        self._average.swap()
        line = {"epoch": self._epoch, "minutes": round(spent / 60, 1), "loss": round(loss, 3), **figures}
        print(json.dumps(line), flush=True)
        mean: dict[str, object] = {"labels": self._network.labels.as_json(), "network": weights}
        _save(mean, self._out / "mean.pt")
        if self._epoch in self._keep:
            _save(mean, self._out / f"mean-{self._epoch}.pt")
        state = {
            "network": self._network.state_dict(),
            "optimiser": self._optimiser.state_dict(),
            "average": self._average.mean,
            "step": self._step,
            "epoch": self._epoch,
            "spent": spent,
        }
        _save(state, self._out / "last.pt")

    def _restore(self, seed: int) -> float:
        """Take up `last.pt`; the seconds already spent. Batches are drawn anew from the seed and the epoch."""
        kept = torch.load(self._out / "last.pt", weights_only=True)
        self._network.load_state_dict(kept["network"])
        self._optimiser.load_state_dict(kept["optimiser"])
        self._average.mean = kept["average"]
        self._step, self._epoch = kept["step"], kept["epoch"]
        self._rng.seed(seed + self._epoch)
        return float(kept["spent"])


def _save(state: dict[str, object], path: Path) -> None:
    """Write a checkpoint whole or not at all."""
    part = path.with_suffix(".part")
    torch.save(state, part)
    part.replace(path)


def main() -> None:
    """Parse the command line and train."""
    parser = argparse.ArgumentParser(description="Train the reading network.")
    parser.add_argument("--data", type=Path, required=True, help="the folder with propbank_ewt, domain, ...")
    parser.add_argument("--minilm", type=Path, required=True, help="model.safetensors and tokenizer.json of MiniLM")
    parser.add_argument("--out", type=Path, default=Path("runs/open"), help="where the checkpoints go")
    parser.add_argument("--minutes", type=float, default=80)
    parser.add_argument("--domain-passes", type=int, default=2, help="passes of the domain corpus in an epoch")
    parser.add_argument("--keep", type=int, action="append", default=[], help="an epoch whose mean.pt is kept")
    parser.add_argument("--extra", type=Path, action="append", default=[], help="more sentences in the domain format")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", type=Path, help="a checkpoint whose weights to begin with, rather than MiniLM's")
    parser.add_argument("--rate", type=float, default=1.0, help="share of the usual learning rate; less with --start")
    parser.add_argument("--resume", action="store_true", help="go on from last.pt")
    parser.add_argument("--all-data", action="store_true", help="add PolNeAR and all genres of GUM")
    Run(parser.parse_args()).run()


if __name__ == "__main__":
    main()
