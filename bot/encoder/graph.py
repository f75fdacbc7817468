"""Write the layers of the model as a graph for ONNX Runtime, its matrices in 8 bits."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from bot.encoder.weights import Weights

EPSILON = 1e-12
OPSET, IR_VERSION = 17, 8
FUSED = "com.microsoft"  # ONNX Runtime's own operators: a whole attention in one
INPUT, OUTPUT = "words", "pieces"


def write_graph(weights: Weights, layers: int, path: Path) -> None:
    """Write the first `layers` layers: from the vectors of words to those of words in context.

    Input and output are (texts, pieces, hidden); the texts of one run have equally many pieces.
    """
    with TemporaryDirectory() as scratch:
        whole = Path(scratch) / "whole.onnx"
        onnx.save(_Graph(weights, layers).model(), whole)
        quantize_dynamic(
            whole,
            path,
            op_types_to_quantize=["MatMul", "Attention"],
            per_channel=True,
            weight_type=QuantType.QInt8,
            # The quantiser cannot tell it behind ONNX Runtime's own operators.
            extra_options={"DefaultTensorType": TensorProto.FLOAT},
        )


class _Graph:
    """Builds the graph node by node; each method returns the name of its output."""

    def __init__(self, weights: Weights, layers: int) -> None:
        self._weights = weights
        self._nodes: list[Any] = []
        self._constants: list[Any] = []
        x = self._add("LayerNormalization", INPUT, *self._norm("emb.ln"), epsilon=EPSILON)
        for layer in range(layers):
            x = self._layer(x, f"l{layer}.")
        self._nodes.append(helper.make_node("Identity", [x], [OUTPUT]))

    def model(self) -> Any:
        """Return the finished model."""
        shape = ["text", "piece", self._weights.hidden]
        ends = [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
            for name in (INPUT, OUTPUT)
        ]
        graph = helper.make_graph(self._nodes, "layers", ends[:1], ends[1:], self._constants)
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(FUSED, 1)]
        model = helper.make_model(graph, opset_imports=opsets)
        model.ir_version = IR_VERSION
        return model

    def _layer(self, x: str, name: str) -> str:
        """Add one layer: attention, then a network of one hidden layer, each added to its input."""
        query_key_value = [f"{name}{part}" for part in "qkv"]
        heads = self._weights.heads
        attended = self._fused(
            "Attention",
            x,
            self._matrix(*query_key_value),
            self._bias(*query_key_value),
            num_heads=heads,
        )
        x = self._joined(x, attended, f"{name}ao", f"{name}aln")
        wide = self._add("MatMul", x, self._matrix(f"{name}fi"))
        wide = self._fused("BiasGelu", wide, self._bias(f"{name}fi"))
        return self._joined(x, wide, f"{name}fo", f"{name}oln")

    def _joined(self, x: str, y: str, linear: str, norm: str) -> str:
        y = self._add("MatMul", y, self._matrix(linear))
        inputs = (y, x, *self._norm(norm), self._bias(linear))
        return self._fused("SkipLayerNormalization", *inputs, epsilon=EPSILON)

    def _matrix(self, *names: str) -> str:
        matrices = [
            self._weights.tensor(f"{name}.w").reshape(self._weights.tensor(f"{name}.b").size, -1)
            for name in names
        ]
        return self._constant(np.ascontiguousarray(np.concatenate(matrices).T))

    def _bias(self, *names: str) -> str:
        return self._constant(np.hstack([self._weights.tensor(f"{name}.b") for name in names]))

    def _norm(self, name: str) -> tuple[str, str]:
        scale, shift = (self._weights.tensor(f"{name}.{part}") for part in "wb")
        return self._constant(scale), self._constant(shift)

    def _fused(self, operator: str, *inputs: str, **attributes: Any) -> str:
        return self._add(operator, *inputs, domain=FUSED, **attributes)

    def _add(self, operator: str, *inputs: str, **attributes: Any) -> str:
        output = f"{operator}{len(self._nodes)}"
        self._nodes.append(helper.make_node(operator, list(inputs), [output], output, **attributes))
        return output

    def _constant(self, array: NDArray[np.float32]) -> str:
        name = f"constant{len(self._constants)}"
        self._constants.append(numpy_helper.from_array(array, name))
        return name
