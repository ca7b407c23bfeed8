// Makes a screenshot small: at most 256 colours, so that a picture of the panel stays under 200 KB in the repository.
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const coloursMax = 256;

/** @param {Buffer} png @returns {Map<string, Buffer>} contents by type, those of one type joined */
function chunksOf(png) {
  /** @type {Map<string, Buffer>} */
  const found = new Map();
  for (let at = signature.length; at < png.length;) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    found.set(
      type,
      Buffer.concat([found.get(type) ?? Buffer.alloc(0), png.subarray(at + 8, at + 8 + length)]),
    );
    at += 12 + length;
  }
  return found;
}

/** @param {string} type @param {Buffer} content */
function chunk(type, content) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(content.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** @param {number} a left @param {number} b above @param {number} c above left */
function paeth(a, b, c) {
  const [da, db, dc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
  return da <= db && da <= dc ? a : db <= dc ? b : c;
}

/**
 * Undoes the filters of the PNG format (RFC 2083, section 6).
 * @param {Buffer} raw @param {number} stride @param {number} height @param {number} step bytes a pixel
 */
function unfilter(raw, stride, height, step) {
  const out = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (stride + 1)] ?? 0;
    for (let x = 0; x < stride; x += 1) {
      const at = y * stride + x;
      const left = x >= step ? (out[at - step] ?? 0) : 0;
      const above = y > 0 ? (out[at - stride] ?? 0) : 0;
      const corner = x >= step && y > 0 ? (out[at - stride - step] ?? 0) : 0;
      const guess = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter] ?? 0;
      out[at] = (raw[at + y + 1] ?? 0) + guess;
    }
  }
  return out;
}

/** @param {number} a @param {number} b colours as 0xRRGGBB */
function distance(a, b) {
  const part = (/** @type {number} */ shift) => ((a >> shift) & 255) - ((b >> shift) & 255);
  return part(16) ** 2 + part(8) ** 2 + part(0) ** 2;
}

/**
 * The same picture with a palette of its 256 most frequent colours; others take the nearest of them.
 * @param {Buffer} png eight bits a channel, RGB or RGBA without transparency
 * @returns {Buffer}
 */
export function smallPng(png) {
  const chunks = chunksOf(png);
  const header = Buffer.from(chunks.get('IHDR') ?? Buffer.alloc(13));
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const step = header[9] === 6 ? 4 : 3;
  const pixels = unfilter(inflateSync(chunks.get('IDAT') ?? Buffer.alloc(0)), width * step, height, step);

  const colourAt = (/** @type {number} */ index) => pixels.readUIntBE(index * step, 3);
  /** @type {Map<number, number>} */
  const uses = new Map();
  for (let index = 0; index < width * height; index += 1) {
    const colour = colourAt(index);
    uses.set(colour, (uses.get(colour) ?? 0) + 1);
  }
  const palette = [...uses]
    .sort((a, b) => b[1] - a[1])
    .slice(0, coloursMax)
    .map(([colour]) => colour);
  /** @type {Map<number, number>} */
  const place = new Map(palette.map((colour, index) => [colour, index]));
  for (const colour of uses.keys()) {
    if (place.has(colour)) continue;
    const nearest = palette.reduce((best, other) =>
      distance(colour, other) < distance(colour, best) ? other : best,
    );
    place.set(colour, palette.indexOf(nearest));
  }

  const rows = Buffer.alloc((width + 1) * height);
  for (let index = 0; index < width * height; index += 1) {
    rows[index + Math.floor(index / width) + 1] = place.get(colourAt(index)) ?? 0;
  }
  const indexed = 3;
  header[9] = indexed;
  const colours = Buffer.alloc(palette.length * 3);
  palette.forEach((colour, index) => colours.writeUIntBE(colour, index * 3, 3));
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', colours),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
