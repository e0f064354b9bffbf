import { vitePlugin as remix } from "@remix-run/dev";
import { defineConfig } from "vite";
import { offlineWorker } from "./build-offline.ts";
import { verifierPage } from "./build-verifier.ts";
import { pdfjsFiles } from "./pdfjs-files.ts";
import { precompress } from "./precompress.ts";
import remixOptions from "./remix.config.js";

export default defineConfig({
  plugins: [remix(remixOptions), verifierPage(), offlineWorker(), pdfjsFiles(), precompress()],
  build: { assetsInlineLimit: 0, target: "es2022" },
  // One copy of Yjs in the page, or `instanceof` fails between the provider and the editor.
  resolve: { dedupe: ["yjs", "y-protocols", "lib0"] },
  optimizeDeps: { include: ["yjs", "y-websocket", "y-protocols/awareness"] },
});
