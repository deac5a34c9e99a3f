"""Loads the weights that Weights.save wrote of a Sequential of Linear 4 → 3, ReLU, Linear 3 → 2; then the reverse."""

import sys

import numpy as np
import torch
from safetensors.torch import load_file, save_file

model = torch.nn.Sequential(torch.nn.Linear(4, 3), torch.nn.ReLU(), torch.nn.Linear(3, 2))
model.load_state_dict(load_file(sys.argv[1] + "/saved.safetensors"))
inputs = torch.from_numpy(np.load(sys.argv[1] + "/inputs.npy"))
np.savez_compressed(sys.argv[1] + "/answers.npz", answers=model(inputs).detach().numpy())
save_file({name: 2 * value for name, value in model.state_dict().items()}, sys.argv[1] + "/doubled.safetensors")
