"""Opens networks that hpo has saved with onnxruntime and with safetensors, for Tests/NNTests/ModelExchangeTests.swift.

    python3 saved_models.py FOLDER

FOLDER/models.json lists the networks: NAME.onnx and NAME.safetensors, what goes in, and what hpo predicts. Each graph must be
valid, give the same classes, and numbers that differ by no more than 1e-5 of their size; each tensor must be the weight of the
same name in the graph. Prints the number of networks and the largest difference.
"""
import json
import sys
from pathlib import Path

import numpy
import onnx
import onnxruntime
from safetensors import safe_open

TYPES = {"double": numpy.float64, "float": numpy.float32, "uint8": numpy.uint8, "string": object}
LIMIT = 1e-5


def difference(found, expected):
    expected = numpy.asarray(expected, dtype=numpy.float64).reshape(found.shape)
    return float(numpy.max(numpy.abs(found - expected) / numpy.maximum(1, numpy.abs(expected))))


def check(folder, case):
    name = case["name"]
    graph = onnx.load(folder / f"{name}.onnx")
    onnx.checker.check_model(graph, full_check=True)
    session = onnxruntime.InferenceSession(folder / f"{name}.onnx", providers=["CPUExecutionProvider"])
    inputs = {
        one["name"]: numpy.array(
            [numpy.nan if value is None else value for value in one["values"]], dtype=TYPES[one["type"]]
        ).reshape(one["shape"])
        for one in case["inputs"]
    }
    found = dict(zip((output.name for output in session.get_outputs()), session.run(None, inputs)))
    prediction = found[case["output"]]
    if case["probabilities"]:
        assert list(prediction) == case["prediction"], (name, list(prediction), case["prediction"])
        worst = difference(found["probabilities"], case["probabilities"])
    else:
        worst = difference(prediction, case["prediction"])
    assert worst <= LIMIT, (name, worst)

    constants = {one.name: onnx.numpy_helper.to_array(one) for one in graph.graph.initializer}
    with safe_open(folder / f"{name}.safetensors", "numpy") as file:
        assert json.loads(file.metadata()["hpo"])["layers"], name
        names = [key for key in file.keys() if not key.startswith("standardization.")]
        assert names or case["has_no_weights"], name
        for key in names:
            tensor = file.get_tensor(key)
            constant = constants["/" + key]
            assert tensor.shape == constant.shape and (tensor == constant).all(), (name, key)
    return worst


def main():
    folder = Path(sys.argv[1])
    cases = json.loads((folder / "models.json").read_text())
    print(len(cases), max(check(folder, case) for case in cases))


main()
