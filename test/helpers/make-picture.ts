import { crc32, deflateSync } from "node:zlib";

export function makeChunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** A grey PNG. @param rows - one byte for each pixel; left out: white, and then the size may be a lie. */
export function makePng(width: number, height: number, rows?: Uint8Array): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  const pixels = rows ?? Buffer.alloc(64, 255);
  const lines = rows === undefined ? [pixels] : [];
  for (let y = 0; rows !== undefined && y < height; y += 1) {
    lines.push(Buffer.from([0]), pixels.subarray(y * width, (y + 1) * width));
  }
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    makeChunk("IHDR", header),
    makeChunk("IDAT", deflateSync(Buffer.concat(lines))),
    makeChunk("IEND", Buffer.alloc(0)),
  ]);
}

const segment = (marker: number, data: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from([0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 255]), data]);

/** The frame of a JPEG around nothing, which is all that is looked at. */
export function makeJpeg(width: number, height: number, options: { orientation?: number; comment?: string } = {}) {
  const exif = Buffer.alloc(32);
  exif.write("Exif\0\0MM\0*", 0, "latin1");
  exif.writeUInt32BE(8, 10);
  exif.writeUInt16BE(1, 14);
  exif.writeUInt16BE(0x0112, 16);
  exif.writeUInt16BE(3, 18);
  exif.writeUInt32BE(1, 20);
  exif.writeUInt16BE(options.orientation ?? 1, 24);
  const frame = Buffer.from([8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0]);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe1, exif),
    segment(0xfe, Buffer.from(options.comment ?? "")),
    segment(0xc0, frame),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    Buffer.from([0, 0, 0xff, 0xd9]),
  ]);
}
