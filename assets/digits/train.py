"""Trains the two readers of printed digits and writes pixels.bin and strokes.bin beside this file.

Glyphs are drawn with the free fonts of the machine, made as bad as scans are (size, blur, noise, JPEG, ink) and cut out as
`src/extract/picture/digits` cuts them out of a cell. Needs numpy, scipy and Pillow:

    python train.py FONT_FILE ...

Each reader is trained without a third of the fonts, another third for each, so that they do not share all their mistakes;
those fonts are what it is tested on. Format of the files: see `src/extract/picture/digits/model.rs`.
"""
import io
import sys
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont
from scipy import ndimage

HEIGHT, WIDTH = 16, 12
DIGITS, SLASH, OTHER = "0123456789", 10, 11
CLASSES = 12
BIG = 64  # pixels of a digit as it is drawn, before it is made small
SAMPLES = 60  # of each digit and font
HANZI = ("信息内容本年制发件数废止现行有效规章政性文处理决定许可罚强事业收费金额万元自然人法或其他组织商企科研机构社会公益律服务总计"
         "新上结转予以公开部分区会况不属于国家秘密危及安全经济稳定保护第三方合权益四五六七八九十中申请情放补正逾期重复"
         "纠维持果尚未审复议诉讼直接先后合计")
rng = np.random.default_rng(20261128)


def drawn(text, font):
    """Darkness 0..1 of a text, cut to its ink, with a margin."""
    left, top, right, bottom = font.getbbox(text)
    margin = BIG // 2
    image = Image.new("L", (right - left + 2 * margin, bottom - top + 2 * margin), 0)
    ImageDraw.Draw(image).text((margin - left, margin - top), text, font=font, fill=255)
    return np.asarray(image, np.float32) / 255


def font_of(path, index):
    """The font in which a digit is BIG high."""
    font = ImageFont.truetype(path, BIG, index=index)
    _, top, _, bottom = font.getbbox("0")
    size = max(20, round(BIG * BIG / max(bottom - top, 1)))
    return ImageFont.truetype(path, size, index=index)


def scanned(big, mono=False):
    """Made small and bad. Gives darkness at about 200 dpi."""
    height = rng.choice([rng.uniform(8, 13), rng.uniform(12, 22), rng.uniform(16, 40)])
    scale = BIG / height
    turn = np.deg2rad(rng.uniform(-1.5, 1.5))
    slant = rng.normal(0, 0.03)
    wide = rng.choice([rng.uniform(0.88, 1.12), rng.uniform(0.75, 1.4)], p=[0.7, 0.3])
    big = ndimage.gaussian_filter(big, np.hypot(0.35, rng.uniform(0.1, 0.05 * min(height, 18))) * scale)
    rows, columns = (int(np.ceil(side / scale)) + 1 for side in big.shape)
    matrix = scale * np.array([[np.cos(turn), np.sin(turn)], [slant - np.sin(turn), np.cos(turn) / wide]])
    middle = (np.array(big.shape) - 1) / 2
    offset = middle - matrix @ ((np.array([rows, columns]) - 1) / 2 + rng.uniform(-0.5, 0.5, 2))
    small = ndimage.affine_transform(big, matrix, offset, (rows, columns), order=1)
    small = np.clip(small / max(small.max(), 0.05), 0, 1) ** rng.uniform(0.6, 1.5) * rng.uniform(0.6, 1)
    small = small + rng.normal(0, rng.uniform(0, 0.08), small.shape)
    if rng.random() < 0.5:
        page = Image.fromarray(np.uint8(255 * (1 - np.clip(small, 0, 1))))
        buffer = io.BytesIO()
        page.save(buffer, "JPEG", quality=int(rng.integers(35, 92)))
        small = 1 - np.asarray(Image.open(buffer), np.float32) / 255
    if rng.random() < 0.15:
        small = (small > 0.5).astype(np.float32)
    if height < 12:
        small = ndimage.zoom(small, 2, order=1)
    return small


def cut(small):
    """The ink as HEIGHT x WIDTH shades and its width by height; then the same of its parts side by side, if it broke."""
    mask = small > rng.uniform(0.35, 0.6) * min(1.0, np.percentile(small, 99.5))
    labels, count = ndimage.label(mask, np.ones((3, 3)))
    if count == 0:
        return []
    sizes = ndimage.sum(mask, labels, range(1, count + 1))
    boxes = [box for box, size in zip(ndimage.find_objects(labels), sizes) if size >= 0.05 * sizes.max()]
    rows = slice(min(box[0].start for box in boxes), max(box[0].stop for box in boxes))
    whole = slice(min(box[1].start for box in boxes), max(box[1].stop for box in boxes))
    if rows.stop - rows.start < 5:
        return []
    parts = []
    for box in sorted(boxes, key=lambda box: box[1].start):
        if parts and parts[-1].stop > box[1].start:
            parts[-1] = slice(parts[-1].start, max(parts[-1].stop, box[1].stop))
        else:
            parts.append(box[1])
    found = []
    for columns in [whole, *(parts if len(parts) > 1 else [])]:
        piece = np.clip(small[rows, columns], 0, 1)
        found.append((shaped(piece), piece.shape[1] / piece.shape[0]))
    return found


def shaped(piece):
    """As `Shape::of`: bilinear, the height filled, the width in the middle or squeezed."""
    rows, columns = piece.shape
    piece = piece / max(piece.max(), 0.2)
    step_y = rows / HEIGHT
    step_x = max(step_y, columns / WIDTH)
    y = (np.arange(HEIGHT) + 0.5) * step_y - 0.5
    x = (np.arange(WIDTH) + 0.5 - WIDTH / 2) * step_x + columns / 2 - 0.5
    # average over the step where the glyph is larger than the grid
    soft = ndimage.uniform_filter(piece, (max(1, round(step_y)), max(1, round(step_x))), mode="constant")
    grid = np.meshgrid(y, x, indexing="ij")
    return ndimage.map_coordinates(soft, grid, order=1, mode="constant").astype(np.float32)


def strokes(shape):
    """As `Shape::edges`: how much ink turns which way, in 4 x 3 parts and 8 directions."""
    padded = np.pad(shape, 1)
    dy = padded[2:, 1:-1] - padded[:-2, 1:-1]
    dx = padded[1:-1, 2:] - padded[1:-1, :-2]
    strength = np.hypot(dx, dy)
    at = np.arctan2(dy, dx) / (2 * np.pi) * 8 % 8
    first = np.floor(at).astype(int) % 8
    share = at - np.floor(at)
    found = np.zeros((4, 3, 8), np.float32)
    part_y, part_x = np.indices(shape.shape) // 4
    np.add.at(found, (part_y, part_x, first), strength * (1 - share))
    np.add.at(found, (part_y, part_x, (first + 1) % 8), strength * share)
    found = np.sqrt(found)
    return (found / max(np.linalg.norm(found), 1e-6) * 4).ravel()


def samples(path, index):
    """Shapes of a font with their labels. Half a digit is none, and neither are two."""
    font = font_of(path, index)
    for label, text in [*enumerate(DIGITS), (SLASH, "/")]:
        big = drawn(text, font)
        ink = np.flatnonzero(big.max(0) > 0.3)
        for n in range(SAMPLES if label < 10 else SAMPLES // 2):
            whole, *parts = cut(scanned(big)) or [None]
            yield whole, label
            # what is left or right of a stem looks like a digit
            if ink.size and text not in "147/":
                yield from ((part, OTHER) for part in parts[:1])
                if n % 12 == 0:
                    at = ink[0] + int(rng.uniform(0.4, 0.6) * (ink[-1] - ink[0]))
                    half = big[:, :at] if n % 24 else big[:, at:]
                    yield from ((part, OTHER) for part in cut(scanned(half))[:1])
    han = all(font.getmask(c).getbbox() for c in "信息")
    for _ in range(6 * SAMPLES):
        if rng.integers(0, 2) == 0 or not han:  # two digits, close or touching
            big = drawn("".join(rng.choice(list(DIGITS), 2)), font)
            gap = np.flatnonzero(big.max(0) > 0.3)
            hole = np.flatnonzero(np.diff(gap) > 1)
            if hole.size:
                kept = int(rng.choice([-6, 0, rng.integers(0, BIG // 4)]))
                big = np.delete(big, range(gap[hole[0]] + 1 + max(kept, 0), gap[hole[0] + 1] - min(kept, 0)), 1)
        else:
            big = drawn(rng.choice(list(HANZI)), font)
        yield from ((part, OTHER) for part in cut(scanned(big))[:1])


def trained(x, y, hidden, epochs=60):
    """A net of one hidden layer, by Adam on the cross entropy."""
    sizes = [(x.shape[1], hidden), (hidden, CLASSES)]
    weights = [rng.normal(0, np.sqrt(2 / a), (a, b)).astype(np.float32) for a, b in sizes]
    weights += [np.zeros(b, np.float32) for _, b in sizes]
    moments = [(np.zeros_like(w), np.zeros_like(w)) for w in weights]
    step = 0
    for epoch in range(epochs):
        rate = 2e-3 * (1 - epoch / epochs) + 1e-5
        order = rng.permutation(len(x))
        for batch in np.array_split(order, max(1, len(x) // 256)):
            bx = x[batch] + rng.normal(0, 0.03, (len(batch), x.shape[1])).astype(np.float32)
            inner = np.maximum(bx @ weights[0] + weights[2], 0)
            out = inner @ weights[1] + weights[3]
            out = np.exp(out - out.max(1, keepdims=True))
            out /= out.sum(1, keepdims=True)
            out[np.arange(len(batch)), y[batch]] -= 1
            out /= len(batch)
            back = (out @ weights[1].T) * (inner > 0)
            grads = [bx.T @ back, inner.T @ out, back.sum(0), out.sum(0)]
            step += 1
            for n, grad in enumerate(grads):
                grad = grad + 1e-5 * weights[n]
                first, second = moments[n]
                first += 0.1 * (grad - first)
                second += 0.001 * (grad * grad - second)
                weights[n] -= rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return weights


def packed(weights):
    """Bytes of both layers: sizes, then for each output its scale and offset and its weights as signed bytes."""
    data = bytearray()
    for matrix, offset in ((weights[0], weights[2]), (weights[1], weights[3])):
        data += np.array(matrix.shape, "<u2").tobytes()
        for row, bias in zip(matrix.T, offset):
            scale = max(np.abs(row).max(), 1e-6) / 127
            data += np.array([scale, bias], "<f4").tobytes()
            data += np.round(row / scale).astype(np.int8).tobytes()
            row[:] = np.round(row / scale) * scale
    return bytes(data)


def test(name, weights, x, y):
    inner = np.maximum(x @ weights[0] + weights[2], 0)
    out = inner @ weights[1] + weights[3]
    out = np.exp(out - out.max(1, keepdims=True))
    out /= out.sum(1, keepdims=True)
    best, sure = out.argmax(1), out.max(1)
    digit = y < 10
    print(f"{name}: {np.mean(best == y):.4f} right of {len(y)}, digits {np.mean((best == y)[digit]):.4f};",
          f"sure (0.9) {np.mean(sure[digit] > 0.9):.4f}, sure and wrong {np.mean(((best != y) & (sure > 0.9))[digit]):.5f};",
          f"other taken for a digit {np.mean((best < 10)[y == OTHER]):.4f}")
    return best, sure


def main(files):
    shapes, aspects, labels, fonts = [], [], [], []
    for number, file in enumerate(files):
        path, _, index = file.partition("#")
        try:
            for found, label in samples(path, int(index or 0)):
                if found:
                    shapes.append(found[0]), aspects.append(found[1]), labels.append(label), fonts.append(number)
        except OSError as error:
            print(path, error)
        print(number, len(shapes), path, flush=True)
    shapes, aspects = np.array(shapes), np.array(aspects, np.float32)[:, None]
    y, fonts = np.array(labels), np.array(fonts)
    aspects = np.minimum(aspects, 3)
    pixels = np.hstack([shapes.reshape(len(shapes), -1), aspects])
    turns = np.hstack([np.array([strokes(shape) for shape in shapes]), aspects]).astype(np.float32)
    here = Path(__file__).parent
    for name, x, hidden, left_out in (("pixels", pixels, 72, 0), ("strokes", turns, 56, 1)):
        ours = fonts % 3 != left_out
        weights = trained(x[ours], y[ours], hidden)
        data = packed(weights)
        (here / f"{name}.bin").write_bytes(data)
        print(len(data), "bytes")
        test(f"{name}, fonts not seen", weights, x[~ours], y[~ours])


if __name__ == "__main__":
    main(sys.argv[1:])
