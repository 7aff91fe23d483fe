"""Batches of one length class and few shapes: CPU kernels are compiled anew for every shape they have not met."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from porosity.reading.words import CLS, MASK, SEP, Pieces
from porosity_training.corpora import Sentence

STEP = 16  # lengths are padded to multiples of it
PREDICATES = 64  # and the predicates of a batch to multiples of this
LONGEST = 128  # sub-words; longer sentences are few and are left out
SIZE = 2048  # sub-words a batch


def up(n: int, step: int) -> int:
    """`n` rounded up to a multiple of `step`."""
    return -(-n // step) * step


def batches(
    sentences: Sequence[Sentence], pieces: Pieces, rng: random.Random, *, size: int = SIZE
) -> list[list[Sentence]]:
    """Sentences by length class, shuffled within it."""
    classes: dict[int, list[Sentence]] = defaultdict(list)
    for sentence in sentences:
        length = len(pieces.encode(sentence.words).ids)
        if length <= LONGEST and sentence.words:
            classes[up(length, STEP)].append(sentence)
    out = []
    for length, members in classes.items():
        rng.shuffle(members)
        count = max(1, size // length)
        out += [members[i : i + count] for i in range(0, len(members), count)]
    return out


@dataclass(frozen=True, slots=True)
class Inputs:
    """The tensors of a batch; `counts` are words, `lengths` sub-words."""

    ids: Tensor
    shapes: Tensor
    lengths: Tensor
    first: Tensor
    counts: Tensor


def inputs(batch: Sequence[Sentence], pieces: Pieces, *, masked: float = 0.0) -> Inputs:
    """Pad a batch; a share `masked` of the sub-words is hidden from the encoder."""
    encoded = [pieces.encode(sentence.words) for sentence in batch]
    length = up(max(len(e.ids) for e in encoded), STEP)
    width = up(max(len(e.first) for e in encoded), STEP)
    ids = torch.tensor([e.ids + [0] * (length - len(e.ids)) for e in encoded])
    shapes = torch.tensor([e.shapes + [0] * (length - len(e.ids)) for e in encoded])
    first = torch.tensor([e.first + [0] * (width - len(e.first)) for e in encoded])
    if masked:
        hide = (torch.rand(ids.shape) < masked) & (ids != CLS) & (ids != SEP) & (ids != 0)
        ids = ids.masked_fill(hide, MASK)
    lengths = torch.tensor([len(e.ids) for e in encoded])
    return Inputs(ids, shapes, lengths, first, torch.tensor([len(e.first) for e in encoded]))
