"""Train the reading network: all corpora together, for as many minutes as it is given.

    python -m porosity_training.train --data /path/to/data --minilm model/ --minutes 80 --out run/

The learning rate falls with the time that has passed, so the run ends when it says, on a slow machine or a fast one.
A checkpoint is written after each epoch; `--resume` goes on from it.
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
MASKED = 0.06
AVERAGE = 0.998  # decay of the running mean of the weights, which is what is evaluated and exported
SUBSTITUTED = 0.5  # of the sentences with domain types or open names
GUM_SHARE = 0.5  # of GUM's sentences in an epoch: an auxiliary task


class Average:
    """A running mean of the trained weights: usable long before the rate has fallen."""

    def __init__(self, network: Network) -> None:
        self._live = [p for p in network.parameters() if p.requires_grad]
        self.mean = [p.detach().clone() for p in self._live]

    def update(self, step: int) -> None:
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

    def __init__(self, data: Path, *, domain_passes: int, open_build: bool, rng: random.Random) -> None:
        self.propbank = propbank_train(data)
        self.names = names(data / "uner_ewt/dev.jsonl.gz") + names(data / "wikigold/train.jsonl.gz")
        self.gum = gum_names(data, open_build=open_build)
        self.domain = domain_train(data / "domain/train.jsonl")
        self.polnear = [] if open_build else polnear(data, "train")
        self.dev = {"domain": domain_train(data / "domain/dev.jsonl"), "ewt": propbank_train(data, "dev")[:600]}
        self._passes, self._rng = domain_passes, rng
        pool = person_names(self.domain + self.names)
        self._vary = Substitution(pool, share=SUBSTITUTED, rng=rng)

    def epoch(self, pieces: Pieces) -> list[list[Sentence]]:
        """The batches of an epoch, in random order; a batch is of one corpus."""
        sets = [self.propbank, self.polnear, self._rng.sample(self.gum, int(GUM_SHARE * len(self.gum)))]
        sets += [[self._vary(s) for s in self.names]]
        sets += [[self._vary(s) for s in self.domain] for _ in range(self._passes)]
        out = [batch for sentences in sets for batch in batches(sentences, pieces, self._rng)]
        self._rng.shuffle(out)
        return out


def train(options: argparse.Namespace) -> None:
    """Run the recipe; see the module."""
    rng = random.Random(options.seed)
    torch.manual_seed(options.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    pieces = Pieces(Tokenizer.from_file(str(options.minilm / "tokenizer.json")))
    corpora = Corpora(options.data, domain_passes=options.domain_passes, open_build=not options.all_data, rng=rng)
    labels = Labels.learn(corpora.propbank, corpora.domain)
    network = Network(labels)
    network.encoder.load_pretrained(options.minilm / "model.safetensors")
    encoder = [p for p in network.encoder.parameters() if p.requires_grad]
    heads = [p for name, p in network.named_parameters() if not name.startswith("encoder.")]
    rates = (ENCODER_RATE, HEAD_RATE)
    optimiser = torch.optim.AdamW([{"params": encoder}, {"params": heads}], weight_decay=WEIGHT_DECAY, foreach=True)
    average, losses = Average(network), Losses(network)
    step, epoch, spent = 0, 0, 0.0
    last = options.out / "last.pt"
    if options.resume and last.exists():
        kept = torch.load(last, weights_only=True)
        network.load_state_dict(kept["network"])
        optimiser.load_state_dict(kept["optimiser"])
        average.mean = kept["average"]
        step, epoch, spent = kept["step"], kept["epoch"], kept["spent"]
        rng.seed(options.seed + epoch)
    began, budget = time.monotonic() - spent, options.minutes * 60
    while (time.monotonic() - began) < budget:
        network.train()
        todo, total, counted, pieces_read, epoch_began = corpora.epoch(pieces), 0.0, 0, 0, time.monotonic()
        for batch in todo:
            spent = time.monotonic() - began
            if spent >= budget:
                break
            share = min(1.0, (step + 1) / WARM_UP) * max(LOWEST, 1 - spent / budget)
            for group, rate in zip(optimiser.param_groups, rates, strict=True):
                group["lr"] = rate * share
            x = inputs(batch, pieces, masked=MASKED)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = losses(batch, x)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(encoder + heads, 1.0, foreach=True)
            optimiser.step()
            step += 1
            average.update(step)
            total, counted, pieces_read = total + loss.item(), counted + 1, pieces_read + int(x.lengths.sum())
            if step % 100 == 0:
                rate = pieces_read / (time.monotonic() - epoch_began)
                print(
                    f"  step {step}, {counted}/{len(todo)} of the epoch, loss {total / counted:.3f}, "
                    f"{rate:.0f} sub-words/s, {spent / 60:.1f} min",
                    flush=True,
                )
        epoch, spent = epoch + 1, time.monotonic() - began
        network.eval()
        average.swap()
        figures = {name: evaluate(network, sentences, pieces) for name, sentences in corpora.dev.items()}
        weights = {name: value.clone() for name, value in network.state_dict().items()}
        average.swap()
        line = {"epoch": epoch, "minutes": round(spent / 60, 1), "loss": round(total / max(1, counted), 3), **figures}
        print(json.dumps(line), flush=True)
        _save({"labels": labels.as_json(), "network": weights}, options.out / "mean.pt")
        _save(
            {
                "network": network.state_dict(),
                "optimiser": optimiser.state_dict(),
                "average": average.mean,
                "step": step,
                "epoch": epoch,
                "spent": spent,
            },
            last,
        )


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
    parser.add_argument("--out", type=Path, default=Path("run"))
    parser.add_argument("--minutes", type=float, default=80)
    parser.add_argument("--domain-passes", type=int, default=4, help="passes of the domain corpus in an epoch")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--all-data", action="store_true", help="add PolNeAR and GUM's non-commercial genres")
    train(parser.parse_args())


if __name__ == "__main__":
    main()
