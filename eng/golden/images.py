"""Writes tests/Hebb.Data.Tests/Images/Golden/*.tsv: image files of every kind with the pixels they hold. Run: /usr/bin/python3 eng/golden/images.py

Each line: name, width, height, channels, the file, its pixels (both base64; the pixels deflated).
png: written here from the specification, samples from a seeded generator; the pixels are round(255 sample / most), compared with Pillow where Pillow keeps 8 bits.
jpeg: written by Pillow (libjpeg-turbo) or, for restart markers and other samplings, by the encoder below; the pixels are what Pillow decodes.
bmp, pnm: written by Pillow or from the format's description; the pixels are what Pillow decodes, or the formula.
resize: enlarged and shrunk by Pillow 9.4; 'area' is the mean over the covered area by matrix products in numpy.
"""
import base64, io, os, struct, zlib
import numpy as np
from PIL import Image, ImageOps

OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "tests", "Hebb.Data.Tests", "Images", "Golden")
PASSES = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
os.makedirs(OUT, exist_ok=True)


def line(name, data, pixels):
    pixels = np.asarray(pixels, dtype=np.uint8)
    pixels = pixels.reshape(pixels.shape[0], pixels.shape[1], -1)
    h, w, c = pixels.shape
    return "\t".join([name, str(w), str(h), str(c), base64.b64encode(data).decode(), base64.b64encode(zlib.compress(pixels.tobytes(), 9)[2:-4]).decode()])


def write(name, lines):
    with open(os.path.join(OUT, name + ".tsv"), "w", newline="\n") as f:
        f.write("\n".join(lines) + "\n")


def scene(w, h):
    """A smooth picture with edges and colours."""
    y, x = np.mgrid[0:h, 0:w]
    r = 128 + 100 * np.sin(x / 5.0) * np.cos(y / 7.0)
    g = 255.0 * x / w
    b = np.where((x - w / 2) ** 2 + (y - h / 2) ** 2 < (h / 3) ** 2, 220, 40)
    return np.clip(np.round(np.stack([r, g, b], -1)), 0, 255).astype(np.uint8)


# --- PNG
def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def packed(row, depth):
    if depth == 16:
        return row.astype(">u2").tobytes()
    if depth == 8:
        return row.astype(np.uint8).tobytes()
    bits = ((row[:, None] >> np.arange(depth - 1, -1, -1)) & 1).astype(np.uint8).ravel()
    return np.packbits(bits).tobytes()


def filtered(rows, bpp):
    out, above = bytearray(), bytes(len(rows[0]))
    for n, cur in enumerate(rows):
        kind = n % 5
        out.append(kind)
        for i in range(len(cur)):
            a, b, c = (cur[i - bpp] if i >= bpp else 0), above[i], (above[i - bpp] if i >= bpp else 0)
            pa, pb, pc = abs(b - c), abs(a - c), abs(a + b - 2 * c)
            paeth = a if pa <= pb and pa <= pc else b if pb <= pc else c
            out.append((cur[i] - [0, a, b, (a + b) // 2, paeth][kind]) & 255)
        above = cur
    return bytes(out)


def png(samples, color, depth, interlaced, palette=None, trns=None, parts=1):
    h, w, n = samples.shape
    bpp = max(1, n * depth // 8)
    data = b""
    for x, y, dx, dy in PASSES if interlaced else [(0, 0, 1, 1)]:
        part = samples[y::dy, x::dx]
        if part.shape[0] and part.shape[1]:
            data += filtered([packed(r.ravel(), depth) for r in part], bpp)
    body = zlib.compress(data, 9)
    cut = (len(body) + parts - 1) // parts
    out = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", w, h, depth, color, 0, 0, int(interlaced)))
    if palette is not None:
        out += chunk(b"PLTE", palette.tobytes())
    if trns is not None:
        out += chunk(b"tRNS", trns)
    out += chunk(b"tEXt", b"Comment\0skipped")
    for i in range(0, len(body), cut):
        out += chunk(b"IDAT", body[i:i + cut])
    return out + chunk(b"IEND", b"")


def pngs():
    rng = np.random.default_rng(1)
    lines = []
    for color, n, depths in [(0, 1, [1, 2, 4, 8, 16]), (2, 3, [8, 16]), (3, 1, [1, 2, 4, 8]), (4, 2, [8, 16]), (6, 4, [8, 16])]:
        for depth in depths:
            for interlaced in [False, True]:
                for transparent in [False, True] if color in (0, 2, 3) else [False]:
                    h, w, most = 11, 13, (1 << depth) - 1
                    s = rng.integers(0, most + 1, (h, w, n))
                    palette = rng.integers(0, 256, (min(256, 1 << depth), 3)).astype(np.uint8) if color == 3 else None
                    trns = None
                    pixels = (s * 255 * 2 + most) // (2 * most)
                    if color == 3:
                        pixels = palette[s[..., 0]]
                        if transparent:
                            alpha = rng.integers(0, 256, len(palette) - 1).astype(np.uint8)
                            trns = alpha.tobytes()
                            full = np.append(alpha, 255).astype(np.uint8)
                            pixels = np.concatenate([pixels, full[s[..., 0]][..., None]], -1)
                    elif transparent:
                        s[2:5, 3:6] = s[0, 0]
                        pixels = (s * 255 * 2 + most) // (2 * most)
                        trns = b"".join(struct.pack(">H", int(v)) for v in s[0, 0])
                        alpha = np.where((s == s[0, 0]).all(-1), 0, 255)
                        pixels = np.concatenate([pixels, alpha[..., None]], -1)
                    data = png(s, color, depth, interlaced, palette, trns, parts=3)
                    seen = Image.open(io.BytesIO(data))
                    seen.load()
                    if depth == 8 or (depth < 8 and not (transparent and color == 0)):  # Pillow forgets the transparency of few greys
                        mode = {1: "L", 2: "LA", 3: "RGB", 4: "RGBA"}[pixels.shape[-1]]
                        plain = seen.convert({"L": "L", "LA": "LA"}.get(mode, mode) if not (transparent and color == 0) else "RGBA")
                        theirs = np.asarray(plain).reshape(h, w, -1)
                        theirs = theirs[..., [0, 3]] if transparent and color == 0 else theirs
                        assert np.array_equal(theirs, pixels), (color, depth, interlaced, transparent)
                    lines.append(line(f"type{color}-depth{depth}{'-adam7' if interlaced else ''}{'-trns' if transparent else ''}", data, pixels))
    for w, h in [(1, 1), (2, 3), (4, 5), (9, 1)]:
        s = rng.integers(0, 256, (h, w, 3))
        lines.append(line(f"adam7-{w}x{h}", png(s, 2, 8, True), s))
    write("png", lines)


# --- JPEG
def tables():
    """The usual Huffman tables and the steps of quality 75, out of a file by Pillow."""
    f = io.BytesIO()
    Image.fromarray(scene(16, 16)).save(f, "JPEG", quality=75)
    data, at, huff, quant = f.getvalue(), 2, {}, {}
    while data[at + 1] != 0xDA:
        n = struct.unpack(">H", data[at + 2:at + 4])[0]
        seg = data[at + 4:at + 2 + n]
        if data[at + 1] == 0xC4:
            while seg:
                counts = seg[1:17]
                huff[seg[0]] = (counts, seg[17:17 + sum(counts)])
                seg = seg[17 + sum(counts):]
        if data[at + 1] == 0xDB:
            while seg:
                quant[seg[0]] = seg[1:65]
                seg = seg[65:]
        at += 2 + n
    return huff, quant


def codes(table):
    out, code, k = {}, 0, 0
    for bits, n in enumerate(table[0], 1):
        for _ in range(n):
            out[table[1][k]] = (code, bits)
            code, k = code + 1, k + 1
        code <<= 1
    return out


ZIGZAG = sorted(range(64), key=lambda i: (i // 8 + i % 8, (i // 8 if (i // 8 + i % 8) % 2 else i % 8)))
BASIS = np.array([[(np.sqrt(1 / 8) if k == 0 else 0.5) * np.cos((2 * n + 1) * k * np.pi / 16) for n in range(8)] for k in range(8)])


def encode(planes, w, h, sampling, restart=0, ids=(1, 2, 3, 4), adobe=None, jfif=False, wide=False):
    """A baseline encoder; planes have the size their sampling asks for, filled up to whole units."""
    huff, quant = tables()
    dc, ac = codes(huff[0]), codes(huff[16])
    steps = np.frombuffer(quant[0], np.uint8).astype(int)
    hm, vm = max(s[0] for s in sampling), max(s[1] for s in sampling)
    ux, uy = -(-w // (8 * hm)), -(-h // (8 * vm))
    bits, out, last = [], bytearray(), [0] * len(planes)

    def put(value, n):
        bits.extend((value >> i) & 1 for i in range(n - 1, -1, -1))

    def flush():
        while len(bits) % 8:
            bits.append(1)
        for b in np.packbits(np.array(bits, np.uint8)).tobytes():
            out.append(b)
            if b == 255:
                out.append(0)
        bits.clear()

    for unit in range(ux * uy):
        if restart and unit and unit % restart == 0:
            flush()
            out.extend([0xFF, 0xD0 + (unit // restart - 1) % 8])
            last = [0] * len(planes)
        for c, (plane, (sh, sv)) in enumerate(zip(planes, sampling)):
            for v in range(sv):
                for u in range(sh):
                    x, y = ((unit % ux) * sh + u) * 8, ((unit // ux) * sv + v) * 8
                    block = BASIS @ (plane[y:y + 8, x:x + 8] - 128.0) @ BASIS.T
                    k = np.round(block.ravel()[ZIGZAG] / steps).astype(int)
                    diff, last[c] = k[0] - last[c], k[0]
                    size = int(abs(diff)).bit_length()
                    put(*dc[size])
                    put(int(diff) if diff > 0 else int(diff) + (1 << size) - 1, size)
                    run = 0
                    end = max([i for i in range(64) if k[i]], default=0)
                    for i in range(1, end + 1):
                        if k[i] == 0:
                            run += 1
                            continue
                        while run > 15:
                            put(*ac[0xF0])
                            run -= 16
                        size = int(abs(k[i])).bit_length()
                        put(*ac[run << 4 | size])
                        put(int(k[i]) if k[i] > 0 else int(k[i]) + (1 << size) - 1, size)
                        run = 0
                    if end < 63:
                        put(*ac[0])
    flush()

    def seg(marker, data):
        return bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data

    n = len(planes)
    head = b"\xff\xd8"
    if jfif:
        head += seg(0xE0, b"JFIF\0" + struct.pack(">HBHHBB", 0x0102, 0, 1, 1, 0, 0))
    if adobe is not None:
        head += seg(0xEE, b"Adobe" + struct.pack(">HHHB", 100, 0, 0, adobe))
    head += seg(0xDB, (b"\x10" + b"".join(struct.pack(">H", s) for s in steps)) if wide else b"\0" + quant[0])
    head += b"\xff\xff" if wide else b""  # fill bytes before a marker are allowed
    head += seg(0xC1 if wide else 0xC0, struct.pack(">BHHB", 8, h, w, n) + b"".join(bytes([ids[i], sampling[i][0] << 4 | sampling[i][1], 0]) for i in range(n)))
    head += b"".join(seg(0xC4, bytes([i]) + huff[i][0] + huff[i][1]) for i in [0, 16])
    head += seg(0xDD, struct.pack(">H", restart)) if restart else b""
    return head + seg(0xDA, bytes([n]) + b"".join(bytes([ids[i], 0]) for i in range(n)) + b"\0\x3f\0") + bytes(out) + b"\xff\xd9"


def own(w, h, sampling, **kw):
    hm, vm = max(s[0] for s in sampling), max(s[1] for s in sampling)
    ux, uy = -(-w // (8 * hm)), -(-h // (8 * vm))
    full = Image.fromarray(scene(ux * 8 * hm, uy * 8 * vm)).convert("YCbCr" if len(sampling) == 3 and kw.get("adobe") != 0 and kw.get("ids") != (82, 71, 66) else "RGB")
    planes = [np.asarray(full.getchannel(c).resize((ux * 8 * s[0], uy * 8 * s[1]), Image.BOX)).astype(float) for c, s in enumerate(sampling)]
    return encode(planes, w, h, sampling, **kw)


def jpegs():
    lines, picture = [], Image.fromarray(scene(37, 29))

    def add(name, data):
        seen = Image.open(io.BytesIO(data))
        pixels = ImageOps.exif_transpose(seen)
        lines.append(line(name, data, np.asarray(pixels.convert("RGB") if pixels.mode == "CMYK" else pixels)))

    def pillow(name, image, **kw):
        f = io.BytesIO()
        image.save(f, "JPEG", **kw)
        add(name, f.getvalue())

    for q in [30, 90]:
        for s, label in enumerate(["444", "422", "420"]):
            for progressive in [False, True]:
                pillow(f"{label}-q{q}{'-progressive' if progressive else ''}", picture, quality=q, subsampling=s, progressive=progressive)
    pillow("grey", picture.convert("L"), quality=80)
    pillow("grey-progressive", picture.convert("L"), quality=95, progressive=True)
    pillow("cmyk", picture.convert("CMYK"), quality=90)
    pillow("420-noise", Image.fromarray(np.random.default_rng(2).integers(0, 256, (24, 24, 3)).astype(np.uint8)), quality=90, progressive=True)
    for w, h in [(1, 1), (2, 2), (3, 5), (16, 1), (17, 16)]:
        pillow(f"420-{w}x{h}", picture.crop((0, 0, w, h)), quality=85)
    for o in range(1, 9):
        exif = Image.Exif()
        exif[0x0112] = o
        pillow(f"orientation{o}", picture.crop((0, 0, 11, 7)), quality=95, subsampling=0, exif=exif)
    add("444-restart", own(37, 29, [(1, 1)] * 3, restart=2))
    add("420-restart", own(61, 45, [(2, 2), (1, 1), (1, 1)], restart=1))
    add("440", own(37, 29, [(1, 2), (1, 1), (1, 1)]))
    add("411", own(70, 29, [(4, 1), (1, 1), (1, 1)]))
    add("410", own(70, 40, [(4, 2), (1, 1), (1, 1)]))
    add("grey-2x2", own(37, 29, [(1, 1)], restart=3))
    add("rgb-adobe", own(21, 19, [(1, 1)] * 3, adobe=0))
    add("rgb-names", own(21, 19, [(1, 1)] * 3, ids=(82, 71, 66)))
    add("ycc-adobe", own(21, 19, [(2, 1), (1, 1), (1, 1)], adobe=1))
    add("wide-steps", own(21, 19, [(1, 1)] * 3, wide=True))
    write("jpeg", lines)
    lines.clear()
    # What the numbers of the components mean: every marker beside every number of components, decoded by libjpeg.
    tiny = Image.fromarray(scene(8, 8))
    for mode, names in [("L", [(1,)]), ("RGB", [(1, 2, 3), (82, 71, 66), (0, 1, 2)]), ("CMYK", [(1, 2, 3, 4), (67, 77, 89, 75)])]:
        planes = [np.asarray(channel).astype(float) for channel in tiny.convert("L" if mode == "L" else "RGB").split()]
        planes += [255 - planes[1].T / 2] if mode == "CMYK" else []
        for ids in names:
            for jfif in [False, True]:
                for adobe in [None, 0, 1, 2, 3]:
                    label = f"{len(planes)}-ids{ids[0]}{'-jfif' if jfif else ''}{'' if adobe is None else f'-adobe{adobe}'}"
                    add(label, encode(planes, 8, 8, [(1, 1)] * len(planes), ids=ids, adobe=adobe, jfif=jfif))
    write("jpeg-color", lines)


# --- BMP and Netpbm
def bmp(w, h, bits, rows, compression=0, palette=b"", masks=b"", core=False):
    head = struct.pack("<IHHHH", 12, w, h, 1, bits) if core else struct.pack("<IiiHHIIiiII", 40, w, h, 1, bits, compression, len(rows), 0, 0, len(palette) // 4, 0)
    start = 14 + len(head) + len(masks) + len(palette)
    return b"BM" + struct.pack("<IHHI", start + len(rows), 0, 0, start) + head + masks + palette + rows


def bmps():
    rng, lines = np.random.default_rng(3), []

    def add(name, data, pixels=None, mode=None):
        seen = Image.open(io.BytesIO(data)).convert(mode) if mode else None
        if pixels is not None and seen is not None:
            assert np.array_equal(np.asarray(seen), pixels), name
        lines.append(line(name, data, np.asarray(seen) if pixels is None else pixels))

    def pillow(name, image, mode):
        f = io.BytesIO()
        image.save(f, "BMP")
        add(name, f.getvalue(), mode=mode)

    picture = Image.fromarray(scene(13, 9))
    pillow("24", picture, "RGB")
    pillow("8-grey", picture.convert("L"), "L")
    pillow("8-palette", picture.convert("P"), "RGB")
    pillow("1", picture.convert("1"), "L")
    w, h = 13, 6
    index = rng.integers(0, 16, (h, w))
    index[2] = 7
    colors = rng.integers(0, 256, (16, 3)).astype(np.uint8)
    palette = b"".join(bytes([c[2], c[1], c[0], 0]) for c in colors)
    nibbles = b"".join(bytes((r[i] << 4) | (r[i + 1] if i + 1 < w else 0) for i in range(0, w, 2)) + b"\0" for r in index[::-1])
    add("4", bmp(w, h, 4, nibbles, palette=palette), colors[index], "RGB")
    add("8-core", bmp(w, h, 8, b"".join(bytes(r.tolist()) + b"\0\0\0" for r in index[::-1]), palette=b"".join(bytes([c[2], c[1], c[0]]) for c in colors), core=True), colors[index])
    add("8-from-above", bmp(w, -h, 8, b"".join(bytes(r.tolist()) + b"\0\0\0" for r in index), palette=palette), colors[index], "RGB")
    runs = b""
    for n, r in enumerate(index[::-1]):
        if (r == r[0]).all():
            runs += bytes([w, r[0]])
        else:
            runs += bytes([0, 5]) + bytes(r[:5].tolist()) + b"\0" + b"".join(bytes([1, v]) for v in r[5:])
        runs += b"\0\0" if n < h - 1 else b"\0\1"
    add("8-rle", bmp(w, h, 8, runs, compression=1, palette=palette), colors[index], "RGB")
    jump = index.copy()
    jump[:] = 0
    jump[h - 1 - 3, 4:7] = 9  # four pixels to the right and three rows up
    add("8-rle-delta", bmp(w, h, 8, bytes([0, 2, 4, 3, 3, 9, 0, 1]), compression=1, palette=palette), colors[jump])
    deep = rng.integers(0, 32, (h, w, 3))
    words = deep[..., 0] << 10 | deep[..., 1] << 5 | deep[..., 2]
    add("16-555", bmp(w, h, 16, b"".join(r.astype("<u2").tobytes() + b"\0\0" for r in words[::-1])), (deep * 255 * 2 + 31) // 62)
    six = rng.integers(0, 64, (h, w))
    words = deep[..., 0] << 11 | six << 5 | deep[..., 2]
    pixels = np.stack([(deep[..., 0] * 510 + 31) // 62, (six * 510 + 63) // 126, (deep[..., 2] * 510 + 31) // 62], -1)
    add("16-565", bmp(w, h, 16, b"".join(r.astype("<u2").tobytes() + b"\0\0" for r in words[::-1]), compression=3, masks=struct.pack("<III", 0xF800, 0x7E0, 0x1F)), pixels)
    full = rng.integers(0, 256, (h, w, 4)).astype(np.uint8)
    add("32", bmp(w, h, 32, full[::-1][..., [2, 1, 0, 3]].tobytes()), full[..., :3], "RGB")
    write("bmp", lines)
    lines = []
    for name, mode in [("pgm", "L"), ("ppm", "RGB")]:
        f = io.BytesIO()
        picture.convert(mode).save(f, "PPM")
        lines.append(line(name, f.getvalue(), np.asarray(picture.convert(mode))))
    grey, most = rng.integers(0, 1001, (4, 5)), 1000
    lines.append(line("pgm-1000", b"P5\n# a comment\n5 4 1000\n" + grey.astype(">u2").tobytes(), (grey * 510 + most) // (2 * most)))
    lines.append(line("pgm-text", b"P2 5 4\n#text\n1000\n" + " ".join(map(str, grey.ravel())).encode(), (grey * 510 + most) // (2 * most)))
    rgb = rng.integers(0, 16, (3, 4, 3))
    lines.append(line("ppm-text", b"P3\n4 3\n15\n" + "\n".join(map(str, rgb.ravel())).encode() + b"\n", rgb * 17))
    write("pnm", lines)


def resizes():
    lines, picture = [], Image.fromarray(scene(23, 17))
    f = io.BytesIO()
    picture.save(f, "PNG")
    for w, h in [(46, 34), (40, 31), (10, 8), (7, 17), (23, 5), (1, 1), (30, 9)]:
        for name, method in [("Nearest", Image.NEAREST), ("Bilinear", Image.BILINEAR), ("Bicubic", Image.BICUBIC)]:
            lines.append(line(f"{name}-{w}x{h}", f.getvalue(), np.asarray(picture.resize((w, h), method))))

        def cover(old, new):
            edges = np.arange(new + 1) * old / new
            m = np.maximum(0, np.minimum(np.arange(old) + 1, edges[1:, None]) - np.maximum(np.arange(old), edges[:-1, None]))
            return m / m.sum(1, keepdims=True)

        area = np.einsum("yj,jic,xi->yxc", cover(17, h), np.asarray(picture).astype(float), cover(23, w))
        lines.append(line(f"Area-{w}x{h}", f.getvalue(), np.floor(area + 0.5)))
    write("resize", lines)


pngs()
jpegs()
bmps()
resizes()
