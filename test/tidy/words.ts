import ts from "typescript";
import { parseTypeScript } from "./source-files.ts";
import type { SourceFile } from "./source-files.ts";

/** Attributes that a person reads or hears. */
const SPOKEN = /^(title|alt|placeholder|label|aria-(label|description|roledescription|valuetext|placeholder))$/;
const LETTER = /\p{L}/u;

/**
 * Lists words written into a page instead of its catalogues.
 *
 * What is in braces is not looked at, unless it is a plain string: it may come from the catalogues or the data.
 */
export function checkLiteralWords(file: Pick<SourceFile, "path" | "text">): string[] {
  if (!/^app\/(ui|routes)\/.*\.tsx$/.test(file.path)) return [];
  const source = parseTypeScript(file);
  const problems: string[] = [];
  const report = (node: ts.Node, words: string): void => {
    const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
    if (LETTER.test(words)) problems.push(`${file.path}:${line}: "${words.trim()}" belongs in app/i18n`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) report(node, node.text);
    if (ts.isJsxExpression(node) && node.expression && isRead(node)) {
      if (ts.isStringLiteralLike(node.expression)) report(node, node.expression.text);
    }
    if (ts.isJsxAttribute(node) && node.initializer && ts.isStringLiteral(node.initializer)) {
      if (SPOKEN.test(node.name.getText(source))) report(node, node.initializer.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return problems;
}

function isRead(node: ts.JsxExpression): boolean {
  return ts.isJsxAttribute(node.parent) ? SPOKEN.test(node.parent.name.getText()) : true;
}

/** A catalogue: sentences by key, in groups. */
export type Catalogue = { readonly [key: string]: string | Catalogue };

/**
 * Lists keys that one of two catalogues lacks, and sentences whose `{{values}}` differ.
 *
 * Plural forms count as one key, because languages have different ones.
 */
export function checkCatalogues(vi: Catalogue, en: Catalogue): string[] {
  const [viValues, enValues] = [listSentences(vi), listSentences(en)];
  const keys = new Set([...viValues.keys(), ...enValues.keys()]);
  return [...keys].sort().flatMap((key) => {
    const [viNames, enNames] = [viValues.get(key), enValues.get(key)];
    if (viNames === undefined) return [`${key} is missing in vi`];
    if (enNames === undefined) return [`${key} is missing in en`];
    return viNames === enNames ? [] : [`${key} has other values: vi {{${viNames}}}, en {{${enNames}}}`];
  });
}

function listSentences(catalogue: Catalogue, prefix = ""): Map<string, string> {
  const sentences = new Map<string, string>();
  for (const [key, value] of Object.entries(catalogue)) {
    const path = `${prefix}${key}`;
    if (typeof value !== "string") {
      for (const [inner, names] of listSentences(value, `${path}.`)) sentences.set(inner, names);
      continue;
    }
    const names = new Set([...value.matchAll(/\{\{\s*-?\s*([\w.]+)/g)].map((match) => match[1] ?? ""));
    const plural = path.replace(/_(zero|one|two|few|many|other)$/, "");
    // "one" may leave its number out, so of several plural forms the fullest counts.
    const joined = [...names].sort().join(", ");
    if (joined.length >= (sentences.get(plural)?.length ?? 0)) sentences.set(plural, joined);
  }
  return sentences;
}
