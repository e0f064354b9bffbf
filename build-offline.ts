import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plugin } from "vite";
import { bundleScript } from "./bundle-script.ts";

const DIR = join(import.meta.dirname, "app", "offline");
const WORKER_NAME = "offline-worker.js";

/**
 * The worker that answers when there is no network, with its only page in it: nothing is kept in a cache, so nothing
 * there can be old or somebody's.
 *
 * The page's policy names the hashes of its script and its style, and lets it ask this server and nobody else.
 */
async function buildOfflineWorker(): Promise<string> {
  const [template, css, script] = await Promise.all([
    readFile(join(DIR, "offline.html"), "utf8"),
    readFile(join(DIR, "offline.css"), "utf8"),
    bundleScript(join(DIR, "offline-page.ts")),
  ]);
  const style = css.trim();
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    "img-src data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
  const html = template.replace(/\s*%STYLE%\s*/, () => style).replace(/\s*%SCRIPT%\s*/, () => script);
  return bundleScript(join(DIR, "offline-worker.ts"), {
    OFFLINE_PAGE: JSON.stringify(html),
    OFFLINE_POLICY: JSON.stringify(policy),
  });
}

/** Writes the worker at the root of the browser's build: it answers for what lies beside it and below. */
export function offlineWorker(): Plugin {
  return {
    name: "offline-worker",
    apply: (_config, { command, isSsrBuild }) => command === "build" && isSsrBuild !== true,
    writeBundle: {
      order: "pre",
      sequential: true,
      handler: async ({ dir }) => {
        if (dir === undefined) throw new RangeError("offline worker: the build has no folder");
        await writeFile(join(dir, WORKER_NAME), await buildOfflineWorker());
      },
    },
  };
}

const hashOf = (content: string): string => `'sha256-${createHash("sha256").update(content).digest("base64")}'`;
