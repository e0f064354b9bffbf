import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plugin } from "vite";
import { bundleScript } from "./bundle-script.ts";

const DIR = join(import.meta.dirname, "app", "verifier");
export const VERIFIER_NAME = "verifier.html";
/** Where the README prints the hash of the page. */
export const VERIFIER_HASH = /(SHA-256 of `verifier\.html`: `)[0-9a-f]{64}/;

/**
 * The verifier page as one file: no address in it but its own, and the same bytes for the same sources.
 *
 * Its policy names the hashes of its script and its style, and allows nothing else: whatever else came into it would
 * not run, and nothing can leave it.
 */
export async function buildVerifier(): Promise<string> {
  const [template, css, script] = await Promise.all([
    readFile(join(DIR, "verifier.html"), "utf8"),
    readFile(join(DIR, "verifier.css"), "utf8"),
    bundleScript(join(DIR, "verifier.ts")),
  ]);
  const style = css.trim();
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const put = (html: string, name: string, content: string): string =>
    html.replace(new RegExp(`\\s*%${name}%\\s*`), () => content);
  return put(put(put(template, "POLICY", policy), "STYLE", style), "SCRIPT", script);
}

/** Writes the page beside the browser's build, before that is packed. */
export function verifierPage(): Plugin {
  return {
    name: "verifier-page",
    apply: (_config, { command, isSsrBuild }) => command === "build" && isSsrBuild !== true,
    writeBundle: {
      order: "pre",
      sequential: true,
      handler: async ({ dir }) => {
        if (dir === undefined) throw new RangeError("verifier page: the build has no folder");
        await writeFile(join(dir, VERIFIER_NAME), await buildVerifier());
      },
    },
  };
}

const hashOf = (content: string): string => `'sha256-${createHash("sha256").update(content).digest("base64")}'`;

/** Writes the hash of what would be built now into the README. */
async function renewHash(): Promise<void> {
  const path = join(import.meta.dirname, "README.md");
  const readme = await readFile(path, "utf8");
  const hash = createHash("sha256")
    .update(await buildVerifier())
    .digest("hex");
  await writeFile(path, readme.replace(VERIFIER_HASH, `$1${hash}`));
  process.stdout.write(`${hash}  ${VERIFIER_NAME}\n`);
}

if (import.meta.main) await renewHash();
