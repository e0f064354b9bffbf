import { expect, test } from "vitest";
import { vi } from "../../../app/i18n/vi.ts";
import { listSourceFiles } from "../../tidy/source-files.ts";

type Tree = { readonly [key: string]: string | Tree };

const listKeys = (tree: Tree, path = ""): string[] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [path + key] : listKeys(value, `${path}${key}.`),
  );

const code = listSourceFiles()
  .filter(({ path }) => /^(app|server)\/.*\.tsx?$/.test(path) && !/^app\/i18n\/(vi|en)/.test(path))
  .map((file) => file.text)
  .join("\n");

/** Keys that are put together, as patterns: `phase.${phase}` is every key of one word below `phase`. */
const patterns = [...code.matchAll(/`([\w:.-]*\$\{[^`{}]*\}(?:[\w:.-]|\$\{[^`{}]*\})*)`/g)]
  .map((match) => match[1]!.split(/\$\{[^}]*\}/))
  .filter((parts) => parts.some((part) => /\w[.:]$|^[.:]\w/.test(part)))
  .map((parts) => new RegExp(`^${parts.map((part) => part.replaceAll(".", "\\.")).join("[\\w-]+(?:\\.[\\w-]+)*")}$`));

test.each(Object.entries(vi))("every text of %s is said somewhere", (namespace, tree: Tree) => {
  const unused = listKeys(tree).filter((key) => {
    const name = key.replace(/_(one|other)$/, "");
    if (new RegExp(`["'\`:]${name.replaceAll(".", "\\.")}["'\`]`).test(code)) return false;
    return !patterns.some((pattern) => pattern.test(name) || pattern.test(`${namespace}:${name}`));
  });
  expect(unused).toEqual([]);
});
