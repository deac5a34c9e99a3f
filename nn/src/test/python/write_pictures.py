"""Writes the files in src/test/resources/dev/culebra/nn/data/image: python write_pictures.py DIRECTORY (torch, numpy, pillow)."""

import sys
from pathlib import Path

import numpy as np
import torch
from PIL import Image

here = Path(sys.argv[1])
y, x = np.mgrid[0:6, 0:8]
colour = np.stack([x * 36, y * 50, 255 - x * 15 - y * 20], axis=2).astype(np.uint8)
picture = Image.fromarray(colour)
grey = picture.convert("L")
alpha = Image.fromarray(np.dstack([colour, (x * 36).astype(np.uint8)]), "RGBA")

picture.save(here / "colour.png")
picture.save(here / "colour.jpg", quality=95, subsampling=0)
grey.save(here / "grey.png")
grey.save(here / "grey.jpg", quality=95)
Image.fromarray(np.asarray(grey).astype(np.uint16) * 257).save(here / "grey16.png")
Image.fromarray(np.asarray(grey) > 100).save(here / "bits.png")
picture.quantize(256).save(here / "palette.png")
alpha.save(here / "alpha.png")
white = Image.new("RGBA", picture.size, (255, 255, 255, 255))
white.alpha_composite(alpha)


def interpolated(image, size, mode):
    planes = torch.from_numpy(image.astype(np.float32)).permute(2, 0, 1)[None]
    options = {} if mode == "area" else {"align_corners": False}
    return torch.nn.functional.interpolate(planes, size, mode=mode, **options)[0].round().to(torch.uint8).numpy()


np.savez_compressed(
    here / "pictures.npz",
    colour=colour.transpose(2, 0, 1),
    colour_jpg=np.asarray(Image.open(here / "colour.jpg")).transpose(2, 0, 1),
    grey=np.asarray(grey)[None],
    grey_jpg=np.asarray(Image.open(here / "grey.jpg"))[None],
    bits=(np.asarray(grey)[None] > 100) * np.uint8(255),
    alpha=np.asarray(white.convert("RGB")).transpose(2, 0, 1),
    larger=interpolated(colour, (9, 20), "bilinear"),
    smaller=interpolated(colour, (3, 2), "area"))
