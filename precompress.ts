import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Plugin } from "vite";

const COMPRESSIBLE = /\.(css|js|mjs|json|svg|txt|html|wasm)$/;

/** Below this a compressed file saves no packet. */
const BYTES_MIN = 1024;

/** Writes a `.br` and a `.gz` beside each text file of the browser's build: once here, never for a request. */
export function precompress(): Plugin {
  return {
    name: "precompress",
    apply: (_config, { command, isSsrBuild }) => command === "build" && isSsrBuild !== true,
    writeBundle: async ({ dir }) => {
      if (dir === undefined) throw new RangeError("precompress: the build has no folder");
      const names = await readdir(dir, { recursive: true });
      await Promise.all(names.filter((name) => COMPRESSIBLE.test(name)).map((name) => compressFile(join(dir, name))));
    },
  };
}

async function compressFile(path: string): Promise<void> {
  const bytes = await readFile(path);
  if (bytes.length < BYTES_MIN) return;
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  const write = async (extension: string, packed: Buffer): Promise<void> => {
    if (packed.length < bytes.length) await writeFile(path + extension, packed);
  };
  await Promise.all([
    promisify(brotliCompress)(bytes, { params }).then((packed) => write(".br", packed)),
    promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION }).then((packed) => write(".gz", packed)),
  ]);
}
