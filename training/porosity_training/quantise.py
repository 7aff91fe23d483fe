"""int8 weights, and activations scaled word by word.

ONNX Runtime's own dynamic quantisation scales activations by the largest in the whole batch, so a sentence reads a
little differently beside other sentences. Here each row (one sub-word's state) has its own scale: a sentence reads the
same in any company, and the rounding is finer. Weights have a scale a column, embeddings a scale a row.
"""

from __future__ import annotations

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

SMALLEST = 1e-6  # scale of a row of zeros
ZERO = 128  # what 0 is written as: the kernels are fastest for unsigned activations
LARGEST = 127


class Quantiser:
    """Rewrites a graph in place: products with a constant matrix, and look-ups in a constant table."""

    def __init__(self, model: onnx.ModelProto) -> None:
        self._graph = model.graph
        self._constants = {tensor.name: tensor for tensor in self._graph.initializer}
        self._nodes: list[onnx.NodeProto] = []
        self._rows: dict[str, tuple[str, str]] = {}  # activations already written as int8: name to (values, scale)
        self._add("zero", np.array(ZERO, np.uint8))
        self._add("shift", np.array(ZERO, np.float32))
        self._add("largest", np.array(LARGEST, np.float32))
        self._add("smallest", np.array(SMALLEST, np.float32))

    def run(self) -> None:
        """Quantise every product and look-up that has a constant side, and drop the floats they leave behind."""
        for node in self._graph.node:
            if node.op_type == "MatMul" and self._is_matrix(node.input[1]):
                self._product(node)
            elif node.op_type == "Gather" and self._is_matrix(node.input[0]):
                self._look_up(node)
            else:
                self._nodes.append(node)
        del self._graph.node[:]
        self._graph.node.extend(self._nodes)
        used = {name for node in self._graph.node for name in node.input}
        kept = [tensor for tensor in self._constants.values() if tensor.name in used]
        del self._graph.initializer[:]
        self._graph.initializer.extend(kept)

    def _is_matrix(self, name: str) -> bool:
        tensor = self._constants.get(name)
        return tensor is not None and tensor.data_type == TensorProto.FLOAT and len(tensor.dims) == 2

    def _add(self, name: str, value: NDArray[np.generic]) -> str:
        self._constants[name] = numpy_helper.from_array(value, name)
        return name

    def _node(self, kind: str, inputs: list[str], output: str, **attributes: object) -> str:
        self._nodes.append(helper.make_node(kind, inputs, [output], name=output, **attributes))
        return output

    def _small(self, name: str, axis: int) -> tuple[str, str]:
        """A constant matrix as int8 with its scales along an axis; the names of both."""
        values = numpy_helper.to_array(self._constants[name])
        scale = np.maximum(np.abs(values).max(axis=axis, keepdims=True) / LARGEST, 1e-12).astype(np.float32)
        small = self._add(f"{name}.int8", np.rint(values / scale).astype(np.int8))
        return small, self._add(f"{name}.scale", scale.reshape(-1) if axis == 0 else scale)

    def _row_wise(self, name: str) -> tuple[str, str]:
        """An activation as uint8 with a scale a row."""
        if name not in self._rows:
            size = self._node("Abs", [name], f"{name}.abs")
            peak = self._node("ReduceMax", [size], f"{name}.peak", axes=[-1], keepdims=1)
            sure = self._node("Max", [peak, "smallest"], f"{name}.sure")
            inverse = self._node("Div", ["largest", sure], f"{name}.inverse")
            spread = self._node("Mul", [name, inverse], f"{name}.spread")
            rounded = self._node("Round", [spread], f"{name}.rounded")
            shifted = self._node("Add", [rounded, "shift"], f"{name}.shifted")
            small = self._node("Cast", [shifted], f"{name}.uint8", to=TensorProto.UINT8)
            self._rows[name] = small, self._node("Div", [sure, "largest"], f"{name}.scale")
        return self._rows[name]

    def _product(self, node: onnx.NodeProto) -> None:
        left, left_scale = self._row_wise(node.input[0])
        right, right_scale = self._small(node.input[1], axis=0)
        out = node.output[0]
        whole = self._node("MatMulInteger", [left, right, "zero"], f"{out}.whole")
        real = self._node("Cast", [whole], f"{out}.real", to=TensorProto.FLOAT)
        columns = self._node("Mul", [real, right_scale], f"{out}.columns")
        self._node("Mul", [columns, left_scale], out)

    def _look_up(self, node: onnx.NodeProto) -> None:
        table, scale = self._small(node.input[0], axis=1)
        index, out = node.input[1], node.output[0]
        row = self._node("Gather", [table, index], f"{out}.row")
        real = self._node("Cast", [row], f"{out}.real", to=TensorProto.FLOAT)
        size = self._node("Gather", [scale, index], f"{out}.size")
        self._node("Mul", [real, size], out)
