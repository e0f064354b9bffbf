import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import manifest from "pdfjs-dist/package.json" with { type: "json" };

/** What pdf.js fetches by name: tables of characters, the standard fonts, and the decoders of scans as scripts. */
const FOLDERS: Readonly<Record<string, RegExp>> = {
  cmaps: /\.bcmap$/,
  standard_fonts: /\.(pfb|ttf)$/,
  wasm: /\.js$/,
};
const PACKAGE = fileURLToPath(new URL(".", import.meta.resolve("pdfjs-dist/package.json")));
const BASE = `assets/pdfjs-${manifest.version}`;

const listFiles = (): string[] =>
  Object.entries(FOLDERS).flatMap(([folder, wanted]) =>
    readdirSync(join(PACKAGE, folder))
      .filter((name) => wanted.test(name))
      .map((name) => `${folder}/${name}`),
  );

/** Puts those files beside the build's own, under a name with their version: they never change there. */
export function pdfjsFiles(): Plugin {
  return {
    name: "pdfjs-files",
    generateBundle() {
      if (this.environment.name !== "client") return;
      for (const name of listFiles()) {
        this.emitFile({ type: "asset", fileName: `${BASE}/${name}`, source: readFileSync(join(PACKAGE, name)) });
      }
    },
    configureServer(server) {
      const known = new Set(listFiles().map((name) => `/${BASE}/${name}`));
      server.middlewares.use((request, response, next) => {
        const path = request.url ?? "";
        if (!known.has(path)) return next();
        response.setHeader("Content-Type", path.endsWith(".js") ? "text/javascript" : "application/octet-stream");
        response.end(readFileSync(join(PACKAGE, path.slice(BASE.length + 2))));
      });
    },
  };
}
