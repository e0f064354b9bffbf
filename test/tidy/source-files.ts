import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import ts from "typescript";

/** The repository's folder. */
export const ROOT = resolve(import.meta.dirname, "../..");

/** One file of the repository. */
export interface SourceFile {
  /** Path from the repository's folder, with `/`. */
  readonly path: string;
  /** Everything in it; empty for a binary file. */
  readonly text: string;
  /** The same without comments, line for line; equal to `text` where the language is none of ours. */
  readonly code: string;
}

const OUTSIDE = new Set([".git", "node_modules", "build", "dist", "data", "coverage", "test-results"]);
const TEXT = /\.(tsx?|[cm]?js|css|json|md|ya?ml|csv|sql|svg|html|webmanifest)$|(^|\/)(run|\.npmrc|\.gitignore)$/;

/** Lists every file of the repository but what is installed or built, by path. */
export function listSourceFiles(): SourceFile[] {
  return listPaths("").map((path) => toSourceFile(path, TEXT.test(path) ? readFileSync(join(ROOT, path), "utf8") : ""));
}

/** Makes a file of a path and a text; the path tells the language. */
export function toSourceFile(path: string, text: string): SourceFile {
  const code = /\.tsx?$/.test(path) ? blankComments(parseTypeScript({ path, text })) : text;
  return { path, text, code };
}

/** Parses a TypeScript file; errors in it are the compiler's business. */
export function parseTypeScript({ path, text }: Pick<SourceFile, "path" | "text">): ts.SourceFile {
  const kind = path.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind);
}

function listPaths(dir: string): string[] {
  const entries = readdirSync(join(ROOT, dir), { withFileTypes: true });
  return entries.flatMap((entry) => {
    const path = dir === "" ? entry.name : `${dir}/${entry.name}`;
    // `db/seeds/data` ships; only the data folder of a running server, in the root, does not.
    if (OUTSIDE.has(entry.name) && (dir === "" || entry.name === "node_modules")) return [];
    return entry.isDirectory() ? listPaths(path) : entry.isFile() ? [path] : [];
  });
}

/** Replaces every character of a comment by a blank, so that lines and columns stay. */
function blankComments(file: ts.SourceFile): string {
  const { text } = file;
  const parts = text.split("");
  const opening = /\/[/*]/g;
  for (let found = opening.exec(text); found !== null; found = opening.exec(text)) {
    if (isText(findInnermost(file, found.index))) continue;
    const isBlock = found[0] === "/*";
    const close = text.indexOf(isBlock ? "*/" : "\n", found.index + 2);
    const end = close === -1 ? text.length : close + (isBlock ? 2 : 0);
    for (let i = found.index; i < end; i += 1) if (parts[i] !== "\n") parts[i] = " ";
    opening.lastIndex = end;
  }
  return parts.join("");
}

/** The smallest node in which a character stands; what stands between two nodes is the parent's. */
function findInnermost(node: ts.Node, position: number): ts.Node {
  const inside = (child: ts.Node): ts.Node | undefined =>
    child.getStart() <= position && position < child.getEnd() ? child : undefined;
  const child = ts.forEachChild(node, inside);
  return child === undefined ? node : findInnermost(child, position);
}

/** Where two slashes are two slashes. */
const isText = (node: ts.Node): boolean =>
  ts.isStringLiteralLike(node) ||
  ts.isRegularExpressionLiteral(node) ||
  ts.isTemplateHead(node) ||
  ts.isTemplateMiddleOrTemplateTail(node) ||
  ts.isJsxText(node);
