"""One ONNX file from a checkpoint: both stages as the branches of an `If`, quantised to int8.

    python -m porosity_training.export --checkpoint run/mean.pt --out src/porosity/reading/weights

Stage one (`stage` true) encodes a batch and gives the states of its words and the scores of the flat heads. Stage two
tags words of those states. The caller feeds both stages' inputs each time; those of the other stage may be empty.
`--fp32` leaves the weights as they are, for comparison.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import onnx
import onnxruntime
import torch
from onnx import TensorProto, compose, helper
from torch import Tensor, nn

from porosity_training.labels import Labels
from porosity_training.model import HIDDEN, Attention, Network
from porosity_training.model import Encoder as PlainEncoder
from porosity_training.quantise import Quantiser

OPSET = 17
ENCODE = {"ids": 2, "shapes": 2, "lengths": 1, "first": 2}  # inputs and their ranks; all int64 but states
TAG = {"states": 3, "counts": 1, "rows": 1, "words": 1, "tasks": 1}


class FusedAttention(nn.Module):
    """Attention whose query, key and value come from one product."""

    def __init__(self, plain: Attention) -> None:
        super().__init__()
        parts = plain.query, plain.key, plain.value
        self.heads, self.out = plain.heads, plain.out
        self.weight = nn.Parameter(torch.cat([part.weight for part in parts]))
        self.bias = nn.Parameter(torch.cat([part.bias for part in parts]))

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        n, length, width = x.shape
        size = width // self.heads
        mixed = nn.functional.linear(x, self.weight, self.bias).view(n, length, 3, self.heads, size)
        query, key, value = mixed.permute(2, 0, 3, 1, 4)
        scores = query @ key.transpose(2, 3) * size**-0.5 + bias
        return self.out((torch.softmax(scores, dim=-1) @ value).transpose(1, 2).reshape(n, length, width))


def joined(layers: list[nn.Linear]) -> nn.Linear:
    """Linear layers over the same input as one."""
    out = nn.Linear(layers[0].in_features, sum(layer.out_features for layer in layers))
    out.weight = nn.Parameter(torch.cat([layer.weight for layer in layers]))
    out.bias = nn.Parameter(torch.cat([layer.bias for layer in layers]))
    return out


class EncodeStage(nn.Module):
    """Sub-words in, states and flat scores of words out."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.encoder: PlainEncoder = network.encoder
        self.heads = joined([network.heads[name] for name in network.labels.heads])

    def forward(self, ids: Tensor, shapes: Tensor, lengths: Tensor, first: Tensor) -> tuple[Tensor, Tensor]:
        states = self.encoder(ids, shapes, lengths)
        states = torch.gather(states, 1, first[:, :, None].expand(-1, -1, HIDDEN))
        return states, self.heads(states)


class TagStage(nn.Module):
    """States and predicates in, scores of all tasks' tags out, side by side."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.tagger = network.tagger
        self.out = joined([network.tagger.out[task] for task in network.labels.tasks])

    def forward(self, states: Tensor, counts: Tensor, rows: Tensor, words: Tensor, tasks: Tensor) -> Tensor:
        return self.out(self.tagger.hidden(states, counts, rows, words, tasks))


def load(checkpoint: Path) -> Network:
    """The network of a checkpoint, its attention fused."""
    kept = torch.load(checkpoint, weights_only=True)
    network = Network(Labels(**kept["labels"]))
    network.load_state_dict(kept["network"])
    for module in [*network.encoder.layers, network.tagger]:
        module.attention = FusedAttention(module.attention)
    return network.eval()


def _export(stage: nn.Module, example: dict[str, Tensor], outputs: list[str], path: Path, *, quantise: bool) -> None:
    axes = {name: {i: f"{name}_{i}" for i in range(value.dim())} for name, value in example.items()}
    if "states" in example:
        axes["states"].pop(2)
    axes |= {name: {0: f"{name}_0", 1: f"{name}_1"} for name in outputs}
    torch.onnx.export(
        stage,
        tuple(example.values()),
        str(path),
        input_names=list(example),
        output_names=outputs,
        dynamic_axes=axes,
        opset_version=OPSET,
        dynamo=False,
    )
    if quantise:
        model = onnx.load(path)
        Quantiser(model).run()
        onnx.save(model, path)


def _branch(path: Path, prefix: str, outputs: list[tuple[str, str]]) -> onnx.GraphProto:
    """A stage as a branch: no inputs of its own, since a branch sees those of the whole graph."""
    graph = compose.add_prefix_graph(onnx.load(path).graph, prefix, rename_inputs=False, rename_outputs=False)
    del graph.input[:]
    del graph.output[:]
    renamed = []
    for inner, outer in outputs:
        renamed.append(helper.make_tensor_value_info(f"{prefix}{outer}", TensorProto.FLOAT, None))
        graph.node.append(helper.make_node("Identity", [inner], [f"{prefix}{outer}"]))
    graph.output.extend(renamed)
    del graph.value_info[:]
    return graph


def export(checkpoint: Path, out: Path, *, quantise: bool = True) -> Path:
    """Write `reading.onnx` and `reading.json` (labels) to the folder `out`."""
    network = load(checkpoint)
    out.mkdir(parents=True, exist_ok=True)
    whole = torch.tensor
    encode_example = {
        "ids": whole([[101, 2054, 102], [101, 2054, 102]]),
        "shapes": whole([[0, 1, 0], [0, 1, 0]]),
        "lengths": whole([3, 3]),
        "first": whole([[1, 1], [1, 1]]),
    }
    tag_example = {
        "states": torch.zeros(2, 2, HIDDEN),
        "counts": whole([2, 1]),
        "rows": whole([0, 1, 1]),
        "words": whole([0, 0, 1]),
        "tasks": whole([0, 1, 2]),
    }
    with tempfile.TemporaryDirectory() as folder, torch.no_grad():
        encode, tag = Path(folder) / "encode.onnx", Path(folder) / "tag.onnx"
        _export(EncodeStage(network), encode_example, ["word_states", "head_scores"], encode, quantise=quantise)
        _export(TagStage(network), tag_example, ["tag_scores"], tag, quantise=quantise)
        first = _branch(encode, "encode.", [("word_states", "states"), ("head_scores", "scores")])
        second = _branch(tag, "tag.", [("tag_scores", "scores")])
        opsets = {entry.domain: entry.version for path in (encode, tag) for entry in onnx.load(path).opset_import}
    second.node.append(
        helper.make_node(
            "Constant", [], ["tag.states"], value=helper.make_tensor("none", TensorProto.FLOAT, [0, 0, HIDDEN], [])
        )
    )
    states = helper.make_tensor_value_info("tag.states", TensorProto.FLOAT, [0, 0, HIDDEN])
    second.output.insert(0, states)
    kinds = {"states": TensorProto.FLOAT}
    inputs = [helper.make_tensor_value_info("stage", TensorProto.BOOL, [])]
    inputs += [
        helper.make_tensor_value_info(name, kinds.get(name, TensorProto.INT64), [f"{name}_{i}" for i in range(rank)])
        for name, rank in {**ENCODE, **TAG}.items()
    ]
    results = [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in ("word_states", "scores")]
    choice = helper.make_node(
        "If", ["stage"], ["word_states", "scores"], name="choose", then_branch=first, else_branch=second
    )
    graph = helper.make_graph([choice], "porosity-reading", inputs, results)
    imports = [helper.make_opsetid(domain, version) for domain, version in opsets.items()]
    model = helper.make_model(graph, opset_imports=imports, ir_version=8, producer_name="porosity")
    path = out / "reading.onnx"
    onnx.save(model, path)
    onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    labels = json.dumps(network.labels.as_json(), indent=1, ensure_ascii=False)
    (out / "reading.json").write_text(labels + "\n", encoding="utf-8")
    return path


def main() -> None:
    """Parse the command line and export."""
    parser = argparse.ArgumentParser(description="Export a checkpoint as one ONNX file.")
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--fp32", action="store_true", help="do not quantise")
    options = parser.parse_args()
    path = export(options.checkpoint, options.out, quantise=not options.fp32)
    print(f"{path}: {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
