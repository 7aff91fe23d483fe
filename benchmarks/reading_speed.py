"""Words a second, end to end on one core: our int8 network, the same network in PyTorch fp32, and spaCy.

    python benchmarks/reading_speed.py --data DATA [--checkpoint run/mean.pt] [--rounds 3]

All read the same text, the English PUD sentences of UNER (news and Wikipedia), in the same run. Ours is timed from
strings to finished readings: cutting words, both stages, decoding. PyTorch is timed on its products alone and needs
the training environment and a checkpoint; spaCy needs `en_core_web_sm`. What is absent is said and skipped.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from porosity.bench.reading_corpora import lines
from porosity.reading.network import Network
from porosity.reading.words import split_words


def best_rate(read: Callable[[], object], words: int, rounds: int) -> float:
    """Words a second of the fastest of some rounds, after one to warm up: the others tell of the machine."""
    read()
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        read()
        times.append(time.perf_counter() - began)
    return words / min(times)


def spacy_reader(texts: Sequence[str], model: str) -> Callable[[], object] | str:
    """A function that reads with spaCy, or why there is none."""
    try:
        import spacy

        pipeline = spacy.load(model)
    except (ImportError, OSError) as error:
        return f"spaCy or its model {model} is not installed ({type(error).__name__})"
    return lambda: list(pipeline.pipe(texts, batch_size=64))


def torch_reader(texts: Sequence[str], checkpoint: Path | None) -> Callable[[], object] | str:
    """A function that runs both stages in PyTorch on one thread, or why there is none."""
    if checkpoint is None:
        return "no --checkpoint given"
    try:
        import random

        import torch
        from porosity_training.batches import batches, inputs
        from porosity_training.corpora import Sentence
        from porosity_training.export import load
        from tokenizers import Tokenizer
    except ImportError as error:
        return f"the training environment is not installed ({error.name})"
    from porosity.reading.words import Pieces
    from porosity.resources import third_party

    torch.set_num_threads(1)
    network = load(checkpoint)
    pieces = Pieces(Tokenizer.from_file(str(third_party() / "minilm/tokenizer.json")))
    sentences = [Sentence("speed", [word.text for word in split_words(text)]) for text in texts]

    def read() -> None:
        with torch.no_grad():
            for batch in batches(sentences, pieces, random.Random(0), size=1024):
                x = inputs(batch, pieces)
                states = network.states(x.ids, x.shapes, x.lengths, x.first)
                heads = {name: head(states) for name, head in network.heads.items()}
                rows, words = heads["predicate"].argmax(-1).nonzero(as_tuple=True)
                if len(rows):
                    network.tagger(states, x.counts, rows, words, "argument")

    return read


def main() -> None:
    """Time every reader that is there and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the folder of the corpora")
    parser.add_argument("--checkpoint", type=Path, help="a checkpoint of training, for PyTorch fp32")
    parser.add_argument("--spacy", default="en_core_web_sm", help="the spaCy model to load, as it is called here")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    texts = [row["text"] for row in lines(options.data / "uner_pud/test.jsonl.gz")]
    words = sum(len(split_words(text)) for text in texts)
    network = Network.load(threads=1)
    readers: dict[str, Callable[[], object] | str] = {
        "ours, int8, all of it": lambda: network.read(texts),
        "ours, int8, without PropBank arguments": lambda: network.read(texts, arguments=False),
        "ours, int8, one sentence a call": lambda: [network.read([text]) for text in texts],
        "ours, fp32 PyTorch, no decoding": torch_reader(texts, options.checkpoint),
        "spaCy en_core_web_sm (tags, parse, names)": spacy_reader(texts, options.spacy),
    }
    print(f"{len(texts)} sentences, {words} words, one core, network {network.version}")
    for name, read in readers.items():
        if isinstance(read, str):
            print(f"{name:45} skipped: {read}")
        else:
            print(f"{name:45} {best_rate(read, words, options.rounds):8.0f} words/s")


if __name__ == "__main__":
    main()
