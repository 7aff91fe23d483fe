"""The network: a MiniLM encoder, linear heads on each word's first sub-word, and one conditioned tagger.

The encoder is written out rather than imported, so that the graph that is exported is the graph that is read here.
"""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from porosity_training.labels import Labels

HIDDEN, LAYERS, HEADS, INNER, VOCABULARY, POSITIONS = 384, 6, 12, 1536, 30522, 512
SHAPES = 8
TAGGER = 128
FAR = 32  # words; distances beyond count as this
MASKED = -1e4


class Attention(nn.Module):
    """Self-attention written with plain products, which the exporter and the int8 kernels both like."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.out = (nn.Linear(width, width) for _ in range(4))

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """`x` is (n, length, width); `bias` (n, 1, 1, length) is added to the scores."""
        n, length, width = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(n, length, self.heads, width // self.heads).transpose(1, 2)

        query, key, value = split(self.query(x)), split(self.key(x)), split(self.value(x))
        scores = query @ key.transpose(2, 3) * (width // self.heads) ** -0.5 + bias
        mixed = torch.softmax(scores, dim=-1) @ value
        return self.out(mixed.transpose(1, 2).reshape(n, length, width))


class EncoderLayer(nn.Module):
    """A BERT layer: attention and feed-forward, each followed by its norm."""

    def __init__(self) -> None:
        super().__init__()
        self.attention = Attention(HIDDEN, HEADS)
        self.attention_norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.widen, self.narrow = nn.Linear(HIDDEN, INNER), nn.Linear(INNER, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        x = self.attention_norm(x + self.attention(x, bias))
        return self.norm(x + self.narrow(F.gelu(self.widen(x))))


class Encoder(nn.Module):
    """MiniLM, with the token types enlarged to word shapes."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, HIDDEN)
        self.positions = nn.Embedding(POSITIONS, HIDDEN)
        self.shapes = nn.Embedding(SHAPES, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(EncoderLayer() for _ in range(LAYERS))

    def forward(self, ids: Tensor, shapes: Tensor, lengths: Tensor) -> Tensor:
        """States of every sub-word; `lengths` counts the sub-words that are not padding."""
        places = torch.arange(ids.shape[1], device=ids.device)
        bias = ((places[None] >= lengths[:, None]).float() * MASKED)[:, None, None]
        x = self.norm(self.words(ids) + self.positions(places)[None] + self.shapes(shapes))
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def load_pretrained(self, path: Path) -> None:
        """Take the weights of all-MiniLM-L6-v2 from its safetensors file."""
        old = load_file(path)
        new = {
            "words.weight": old["embeddings.word_embeddings.weight"],
            "positions.weight": old["embeddings.position_embeddings.weight"],
            "shapes.weight": old["embeddings.token_type_embeddings.weight"][:1].repeat(SHAPES, 1),
            "norm.weight": old["embeddings.LayerNorm.weight"],
            "norm.bias": old["embeddings.LayerNorm.bias"],
        }
        parts = {
            "attention.query": "attention.self.query",
            "attention.key": "attention.self.key",
            "attention.value": "attention.self.value",
            "attention.out": "attention.output.dense",
            "attention_norm": "attention.output.LayerNorm",
            "widen": "intermediate.dense",
            "narrow": "output.dense",
            "norm": "output.LayerNorm",
        }
        for layer in range(LAYERS):
            for ours, theirs in parts.items():
                for kind in ("weight", "bias"):
                    new[f"layers.{layer}.{ours}.{kind}"] = old[f"encoder.layer.{layer}.{theirs}.{kind}"]
        self.load_state_dict(new)


class Tagger(nn.Module):
    """Tags a sentence as seen from one of its words: the arguments, sources, contents or roles of that word."""

    def __init__(self, outputs: dict[str, int]) -> None:
        super().__init__()
        self.tasks = list(outputs)
        self.of_word, self.gate, self.of_predicate = (nn.Linear(HIDDEN, TAGGER) for _ in range(3))
        self.distance = nn.Embedding(2 * FAR + 1, TAGGER)
        self.task = nn.Embedding(len(outputs), TAGGER)
        self.near = nn.Conv1d(TAGGER, TAGGER, 3, padding=1)
        self.first_norm, self.second_norm = nn.LayerNorm(TAGGER), nn.LayerNorm(TAGGER)
        self.attention = Attention(TAGGER, 4)
        self.widen, self.narrow = nn.Linear(TAGGER, 2 * TAGGER), nn.Linear(2 * TAGGER, TAGGER)
        self.out = nn.ModuleDict({task: nn.Linear(TAGGER, width) for task, width in outputs.items()})

    def hidden(self, states: Tensor, counts: Tensor, rows: Tensor, words: Tensor, tasks: Tensor) -> Tensor:
        """(n, words, 128) for n predicates: predicate k is word `words[k]` of sentence `rows[k]`, as `tasks[k]`."""
        length = states.shape[1]
        places = torch.arange(length, device=states.device)
        away = (places[None] - words[:, None]).clamp(-FAR, FAR) + FAR
        predicate = states[rows, words]
        x = self.of_word(states)[rows] * torch.sigmoid(self.gate(predicate))[:, None]
        x = x + self.of_predicate(predicate)[:, None] + self.distance(away) + self.task(tasks)[:, None]
        there = (places[None] < counts[rows][:, None]).to(x.dtype)
        x = x * there[:, :, None]
        x = x + F.relu(self._neighbours(x))
        bias = ((1 - there) * MASKED)[:, None, None]
        x = x + self.attention(self.first_norm(x), bias)
        return x + self.narrow(F.relu(self.widen(self.second_norm(x))))

    def _neighbours(self, x: Tensor) -> Tensor:
        """The width-3 convolution as one product, for which there are int8 kernels."""
        nothing = torch.zeros_like(x[:, :1])
        three = torch.cat([torch.cat([nothing, x[:, :-1]], 1), x, torch.cat([x[:, 1:], nothing], 1)], 2)
        weight = self.near.weight.permute(0, 2, 1).reshape(TAGGER, 3 * TAGGER)
        return F.linear(three, weight, self.near.bias)

    def forward(self, states: Tensor, counts: Tensor, rows: Tensor, words: Tensor, task: str) -> Tensor:
        """Scores of the tags of one task."""
        tasks = torch.full_like(rows, self.tasks.index(task))
        return self.out[task](self.hidden(states, counts, rows, words, tasks))


class Network(nn.Module):
    """The whole of it. `silver_names` is a head for training only."""

    def __init__(self, labels: Labels) -> None:
        super().__init__()
        self.labels = labels
        self.encoder = Encoder()
        self.encoder.words.weight.requires_grad = False
        self.heads = nn.ModuleDict({name: nn.Linear(HIDDEN, width) for name, width in labels.heads.items()})
        self.silver_names = nn.Linear(HIDDEN, labels.heads["open_names"])
        self.tagger = Tagger({task: len(tags) for task, tags in labels.tasks.items()})

    def states(self, ids: Tensor, shapes: Tensor, lengths: Tensor, first: Tensor) -> Tensor:
        """States of words, (sentences, words, 384): those of their first sub-words."""
        states = self.encoder(ids, shapes, lengths)
        return torch.gather(states, 1, first[:, :, None].expand(-1, -1, HIDDEN))
