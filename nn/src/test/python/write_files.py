"""Writes the files in src/test/resources/dev/culebra/nn/io: python write_files.py DIRECTORY (torch, numpy, safetensors)."""

import sys
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file

here = Path(sys.argv[1])

numbers = torch.tensor([[0, 1, 2], [3, 100, 127]])
types = [torch.float64, torch.float32, torch.float16, torch.bfloat16, torch.int64, torch.int32, torch.int16, torch.int8,
         torch.uint8, torch.bool, torch.uint16, torch.uint32, torch.uint64]
tensors = {str(t).removeprefix("torch."): numbers.to(t) for t in types}
tensors["halves"] = torch.tensor([0.1, -2.5, 65504, float("inf"), 2.0**-24, float("nan")], dtype=torch.float16)
tensors["brains"] = torch.tensor([0.1, -2.5, 3e38, float("-inf"), 2.0**-130, float("nan")], dtype=torch.bfloat16)
tensors["negative"] = torch.tensor([-1, -128], dtype=torch.int8)
tensors["large"] = torch.tensor([4294967295], dtype=torch.uint32)
tensors["scalar"] = torch.tensor(2.5)
tensors["empty"] = torch.zeros(0, 3)
tensors["größe"] = torch.ones(1)
save_file(tensors, here / "types.safetensors", metadata={"format": "pt", "word": "\"ü\""})

torch.manual_seed(1)
model = torch.nn.Sequential(torch.nn.Linear(4, 3), torch.nn.ReLU(), torch.nn.Linear(3, 2))
save_file(model.state_dict(), here / "model.safetensors")
names = {"0": "fc9", "2": "fc10"}
save_file({names[k[0]] + k[1:]: v for k, v in model.state_dict().items()}, here / "model-named.safetensors")
x = torch.randn(5, 4)
np.savez(here / "model-answers.npz", x=x.numpy(), y=model(x).detach().numpy())

cube = np.arange(24).reshape(2, 3, 4)
for kind in ["f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4"]:
    for order in "<>":
        if kind[1] != "1" or order == "<":
            np.save(here / f"{'little' if order == '<' else 'big'}-{kind}.npy", cube.astype(order + kind))
np.save(here / "fortran-f4.npy", np.asfortranarray(cube.astype("<f4")))
np.save(here / "fortran-big-i2.npy", np.asfortranarray(cube.astype(">i2")))
np.save(here / "truth.npy", cube % 2 == 1)
np.save(here / "scalar.npy", np.float64(2.5))
np.save(here / "empty.npy", np.zeros((0, 3), dtype="f4"))
for version in [2, 3]:
    with open(here / f"version-{version}.npy", "wb") as file:
        np.lib.format.write_array(file, cube.astype("f4"), version=(version, 0))
np.savez(here / "stored.npz", a=cube.astype("f4"), b=np.array([1, 2]))
np.savez_compressed(here / "deflated.npz", a=cube.astype("f4"), b=np.array([1, 2]), zeros=np.zeros(10000))

model = torch.nn.Sequential(torch.nn.Conv2d(1, 2, 3, padding=1), torch.nn.BatchNorm2d(2), torch.nn.ReLU(), torch.nn.Flatten(),
                            torch.nn.Linear(32, 3), torch.nn.LayerNorm(3))
for _ in range(3):
    model(torch.randn(8, 1, 4, 4))
save_file(model.state_dict(), here / "convolution.safetensors")
x = torch.randn(5, 1, 4, 4)
np.savez(here / "convolution-answers.npz", x=x.numpy(), y=model.eval()(x).detach().numpy())
