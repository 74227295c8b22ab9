"""Files written by NumPy, pypng and Pillow with what they hold, and tables as pandas and scikit-learn see them, for the data
tests of Tests/NNTests.

    pip install numpy==2.4.6 pandas==3.1.1 scikit-learn==1.9.1 pillow==12.3.0 pypng==0.20220715.0
    python3 data_files.py ../../../shared/data/tabular > data_files.json
"""
import base64
import io
import json
import struct
import sys
import zlib

import numpy as np
import pandas as pd
import png
from PIL import Image
from sklearn.datasets import make_moons
from sklearn.preprocessing import StandardScaler

random = np.random.default_rng(7)


def text(data):
    return base64.b64encode(data).decode()


def npy(name, array, version=None):
    file = io.BytesIO()
    np.lib.format.write_array(file, array, version=version)
    return {"name": name, "file": text(file.getvalue()), "shape": list(array.shape),
            "values": array.astype(np.float64).flatten().tolist()}


def arrays():
    for kind in ["f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"]:
        for order in ["<", ">"]:
            info = np.finfo(kind) if kind[0] == "f" else np.iinfo(kind)
            numbers = random.normal(0, 30, (3, 4)) if kind[0] != "u" else random.integers(0, 99, (3, 4))
            array = numbers.astype(order + kind)
            array[0, 0], array[2, 3] = info.max, info.min
            yield npy(order + kind, array)
            yield npy(order + kind + " Fortran", np.asfortranarray(array))
    yield npy("bool", random.integers(0, 2, (5, 2)).astype(bool))
    cube = random.normal(0, 1, (3, 2, 4, 2)).astype("<f4")
    for version in [(1, 0), (2, 0), (3, 0)]:
        yield npy(f"version {version[0]}, four axes, Fortran", np.asfortranarray(cube), version)
    yield npy("one axis", np.arange(5, dtype="<i8"))


def archive(name, save, **members):
    file = io.BytesIO()
    save(file, **members)
    x, y = list(members.values())[:2]
    return {"name": name, "file": text(file.getvalue()), "features": np.asarray(x, np.float64).flatten().tolist(),
            "shape": list(x.shape[1:]), "targets": y.tolist()}


def archives():
    x, y = random.normal(0, 1, (10, 3)), np.arange(10) % 3
    yield archive("stored x y", np.savez, x=x, y=y)
    yield archive("deflated X y", np.savez_compressed, X=x.astype("f4"), y=y)
    yield archive("data target", np.savez_compressed, data=x, target=y, feature_names=np.array(["a", "b"]))
    yield archive("x_train y_train", np.savez, x_train=x, y_train=y, x_test=x[:2], y_test=y[:2])
    yield archive("features answer", np.savez, features=np.asfortranarray(x), answer=y.astype("u1"))


def filtered(pixels):
    """A PNG whose row r has filter r mod 5, which no encoder offers; Pillow must still read it as these pixels."""
    height, width, samples = pixels.shape
    rows, above = b"", np.zeros((width, samples), int)
    for r, row in enumerate(pixels.astype(int)):
        a = np.vstack([np.zeros((1, samples), int), row[:-1]])
        c = np.vstack([np.zeros((1, samples), int), above[:-1]])
        b, p = above, a + above - c
        da, db, dc = abs(p - a), abs(p - b), abs(p - c)
        paeth = np.where((da <= db) & (da <= dc), a, np.where(db <= dc, b, c))
        prediction = [0 * row, a, b, (a + b) // 2, paeth][r % 5]
        rows += bytes([r % 5]) + ((row - prediction) % 256).astype(np.uint8).tobytes()
        above = row
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    header = struct.pack(">IIBBBBB", width, height, 8, {1: 0, 2: 4, 3: 2, 4: 6}[samples], 0, 0, 0)
    half = zlib.compress(rows)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"tEXt", b"Comment\0x") + chunk(b"IDAT", half[:9])
            + chunk(b"IDAT", half[9:]) + chunk(b"IEND", b""))


def image(name, data, pixels=None):
    """What an image holds by Pillow, except for 16 bits, which it has no modes for."""
    with Image.open(io.BytesIO(data)) as read:
        if pixels is None:
            whole = np.asarray(read.convert({"1": "L", "P": "RGB"}.get(read.mode, read.mode)))
            pixels = whole[..., :-1] if read.mode in ["LA", "RGBA"] else whole
        return {"name": name, "file": text(data), "width": read.width, "height": read.height,
                "channels": pixels.size // (read.width * read.height), "pixels": text(pixels.astype(np.uint8).tobytes())}


def images():
    smooth = np.add.outer(np.arange(13) * 9, np.arange(11) * 7)[..., None] + random.integers(0, 40, (13, 11, 4))
    smooth = (smooth % 256).astype(np.uint8)
    for samples in [1, 2, 3, 4]:
        yield image(f"all filters, {samples} samples", filtered(smooth[..., :samples]))
        mode = {1: "L", 2: "LA", 3: "RGB", 4: "RGBA"}[samples]
        file = io.BytesIO()
        Image.fromarray(smooth[..., 0] if samples == 1 else np.ascontiguousarray(smooth[..., :samples]), mode).save(file, "PNG")
        yield image(f"Pillow's {mode}", file.getvalue())
    file = io.BytesIO()
    Image.fromarray(smooth[..., :3], "RGB").quantize(37).save(file, "PNG")
    yield image("Pillow's palette", file.getvalue())
    palette = [tuple(int(v) for v in random.integers(0, 256, 3)) for _ in range(256)]
    for is_interlaced in [False, True]:
        for depth in [1, 2, 4, 8, 16]:
            for kind in ["grey", "grey-alpha", "RGB", "RGBA", "palette"]:
                if depth < 8 and kind not in ["grey", "palette"] or depth == 16 and kind == "palette":
                    continue
                samples = {"grey": 1, "grey-alpha": 2, "RGB": 3, "RGBA": 4, "palette": 1}[kind]
                values = random.integers(0, 1 << depth, (9, 10 * samples))
                options = {"greyscale": kind.startswith("grey"), "alpha": kind.endswith(("alpha", "A"))}
                if kind == "palette":
                    options = {"palette": palette[: 1 << depth]}
                file = io.BytesIO()
                png.Writer(10, 9, bitdepth=depth, interlace=is_interlaced, **options).write(file, values.tolist())
                top = values.reshape(9, 10, samples) >> 8
                pixels = (top[..., :1] if samples < 3 else top[..., :3]) if depth == 16 else None
                yield image(f"{kind}, {depth} bits{', interlaced' if is_interlaced else ''}", file.getvalue(), pixels)
    for width, height in [(1, 1), (2, 1), (1, 5), (4, 3)]:
        file = io.BytesIO()
        values = random.integers(0, 256, (height, width))
        png.Writer(width, height, greyscale=True, interlace=True).write(file, values.tolist())
        yield image(f"{width} x {height}, interlaced", file.getvalue())


def table(name, target, **options):
    frame = pd.read_csv(f"{sys.argv[1]}/{name}", skipinitialspace=True, na_values=["?"], **options)
    frame.columns = [str(c + 1) if options else c for c in frame.columns]
    target = target or frame.columns[-1]
    names, columns = [], []
    for column in frame.columns.drop(target):
        series = frame[column]
        if pd.api.types.is_bool_dtype(series) or not pd.api.types.is_numeric_dtype(series):
            for value in sorted(series.dropna().astype(str).unique()):
                names.append(f"{column}={value}")
                columns.append((series.astype(str) == value).astype(float))
        else:
            names.append(column)
            columns.append(series.astype(np.float32).astype(float))
    scaler = StandardScaler().fit(np.column_stack(columns))
    return {"name": name, "target": target, "features": names, "means": scaler.mean_.tolist(),
            "deviations": scaler.scale_.tolist(), "rows": len(frame)}


moons, labels = make_moons(20, shuffle=False)
json.dump({
    "arrays": list(arrays()), "archives": list(archives()), "images": list(images()),
    "tables": [table("penguins.csv", "species"), table("titanic.csv", "survived"), table("diamonds.csv.gz", "price"),
               table("mpg.csv", "mpg"), table("winequality-white.csv", None, header=None),
               table("wine.csv", None, header=None), table("ionosphere.csv", None, header=None)],
    "moons": {"points": moons.tolist(), "labels": labels.tolist()},
}, sys.stdout)
print()
