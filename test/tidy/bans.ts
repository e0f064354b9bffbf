import type { SourceFile } from "./source-files.ts";

/** Something that must not stand in a file, with what to write instead. */
export interface Ban {
  readonly name: string;
  readonly instead: string;
  readonly pattern: RegExp;
  /** `code`: comments do not count. `text`: they do. */
  readonly in: "code" | "text";
  applies(path: string): boolean;
  /** A file and a line in it that must be caught. */
  readonly bad: readonly [path: string, line: string];
}

const isTypeScript = (path: string): boolean => /\.tsx?$/.test(path);
const isIn = (path: string, ...folders: string[]): boolean => folders.some((folder) => path.startsWith(`${folder}/`));
const isDomain = (path: string): boolean => isIn(path, "server/domain");
const isShipped = (path: string): boolean => isTypeScript(path) && isIn(path, "app", "server", "db");
// These two hold the bad lines.
const isOurs = (path: string): boolean => !isIn(path, "test/tidy") && path !== "test/tidy.test.ts";

export const BANS: readonly Ban[] = [
  {
    name: "a clock in the domain",
    instead: "take the time as an argument",
    pattern: /\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\.now\b|\b(setTimeout|setInterval|queueMicrotask)\s*\(/,
    in: "code",
    applies: isDomain,
    bad: ["server/domain/a.ts", "const at = new Date( );"],
  },
  {
    name: "chance in the domain",
    instead: "take salts and seeds as arguments",
    pattern: /\bMath\.random\b|\bgetRandomValues\b|\brandomUUID\b/,
    in: "code",
    applies: isDomain,
    bad: ["server/domain/a.ts", "const salt = crypto.getRandomValues(bytes);"],
  },
  {
    name: "Node in the domain",
    instead: "take what is needed as an argument; Uint8Array, never Buffer",
    pattern: /["']node:|\bprocess\b(?=\.|\[)|\bBuffer\b(?=\.|\(|>|;|,|\s*[|&=)])/,
    in: "code",
    applies: isDomain,
    bad: ["server/domain/a.ts", "const bytes = Buffer.from(text);"],
  },
  {
    name: "the environment read outside server/config.ts",
    instead: "take it from the configuration",
    pattern: /\bprocess\.env\b/,
    in: "code",
    applies: (path) => isShipped(path) && path !== "server/config.ts",
    bad: ["server/http/a.ts", 'const port = process.env["PORT"];'],
  },
  {
    name: "a sleep in a test",
    instead: "wait for the event: `until` or `once` of test/helpers/until.ts",
    pattern: /\b(setTimeout|setInterval)\s*\(|timers\/promises|\b(sleep|delay|waitForTimeout)\s*\(/,
    in: "code",
    applies: (path) => isTypeScript(path) && isIn(path, "test") && path !== "test/helpers/until.ts",
    bad: ["test/live/a.test.ts", "await page.waitForTimeout(250);"],
  },
  {
    name: "a test that does not run",
    instead: "run it or delete it; `skipIf` with what the platform lacks",
    pattern: /\b(test|it|describe|suite|bench)(\.\w+)*\.(only|skip|todo|fails)\b/,
    in: "code",
    applies: (path) => isTypeScript(path) && isIn(path, "test"),
    bad: ["test/unit/a.test.ts", 'test.skip("later", () => {});'],
  },
  {
    name: "our own code mocked",
    instead: "use the real thing, or take it as an argument",
    pattern: /\bvi\.(mock|doMock|stubGlobal)\s*\(/,
    in: "code",
    applies: (path) => isTypeScript(path) && isIn(path, "test"),
    bad: ["test/unit/a.test.ts", 'vi.mock("../../server/domain/rule.ts");'],
  },
  {
    name: "the console",
    instead: "use the logger, or say it in the page",
    pattern: /\bconsole\.\w+\s*\(/,
    in: "code",
    applies: (path) => isShipped(path) && !isIn(path, "server/cli"),
    bad: ["server/live/a.ts", "console.log(frame);"],
  },
  {
    name: "an import of types only that still loads the file",
    instead: "write `import type { … }`: `import { type … }` is kept as a bare import at run time",
    pattern: /\bimport\s*\{\s*type\s+\w+(\s+as\s+\w+)?(\s*,\s*type\s+\w+(\s+as\s+\w+)?)*\s*,?\s*\}/,
    in: "code",
    applies: isTypeScript,
    bad: ["app/ui/a.tsx", 'import { type Services } from "../../server/services/make-services.ts";'],
  },
  {
    name: "a check turned off without a reason",
    instead: "say why it is safe: `-- the reason`",
    pattern: /@ts-(ignore|nocheck)|eslint-disable(?![^\n]* -- \S)|@ts-expect-error\s*(\*\/|\n|$)/,
    in: "text",
    applies: (path) => /\.([cm]?js|tsx?)$/.test(path),
    bad: ["server/http/a.ts", "// eslint-disable-next-line no-console"],
  },
  {
    name: "work left for later",
    instead: "do it, or open an issue",
    pattern: /\b(TODO|FIXME|XXX|HACK)\b/,
    in: "text",
    applies: (path) => path !== "package-lock.json",
    bad: ["app/ui/a.tsx", "// TODO: colours"],
  },
  {
    name: "a path of somebody's machine",
    instead: "start from the repository's folder, `DATA_DIR` or the system's temporary folder",
    pattern: /(?<![\w./)\]}*$-])\/(work|tmp|root|home|Users|mnt|opt|workspace)\/[\w.-]/,
    in: "text",
    applies: () => true,
    bad: ["README.md", "cp assay.sqlite /tmp/backup.sqlite"],
  },
  {
    name: "the address of a package registry",
    instead: "leave it to npm's own settings",
    pattern: /\bregistry\.[\w-]+\.\w+|\b(npmmirror|artifactory|verdaccio|jfrog)\b|^\s*registry\s*=/im,
    in: "text",
    applies: () => true,
    bad: [".npmrc", "registry=https://packages.example/"],
  },
  {
    name: "a download address in the lock file",
    instead: "omit-lockfile-registry-resolved=true in .npmrc, then npm install",
    // A workspace is "resolved" too, to its folder.
    pattern: /"resolved"\s*:\s*"\w+(\+\w+)?:/,
    in: "text",
    applies: (path) => path === "package-lock.json",
    bad: ["package-lock.json", '"resolved": "https://packages.example/a-1.0.0.tgz",'],
  },
];

/** Lists what a ban finds in a file, as `path:line`, the line and what to do instead. */
export function checkBan(ban: Ban, file: SourceFile): string[] {
  if (!ban.applies(file.path) || !isOurs(file.path)) return [];
  const everywhere = new RegExp(ban.pattern, `${ban.pattern.flags.replace("g", "")}g`);
  return [...file[ban.in].matchAll(everywhere)].map((match) => {
    const line = file.text.slice(0, match.index).split("\n").length;
    return `${file.path}:${line}: ${ban.name}: ${match[0].trim()} (${ban.instead})`;
  });
}
