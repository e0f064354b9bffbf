import { describe, expect, it } from "vitest";
import { en } from "../../../app/i18n/en.ts";
import { makeI18n } from "../../../app/i18n/make-i18n.ts";
import { vi } from "../../../app/i18n/vi.ts";
import { EVENTS, type EventType } from "../../../server/domain/event/catalogue.ts";

type Tree = { readonly [key: string]: string | Tree };

function listTexts(tree: Tree, path = ""): [path: string, text: string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[path + key, value]] : listTexts(value, `${path}${key}.`),
  );
}

const placeholders = (text: string): string[] =>
  [...text.matchAll(/{{\s*(\w+)/g)].map((match) => match[1] ?? "").sort();
const vietnamese = new Map(listTexts(vi));
const english = new Map(listTexts(en));

const EVENT_TYPES = Object.keys(EVENTS) as EventType[];

describe("catalogues", () => {
  it("have the same keys, English its singulars besides", () => {
    const own = [...english.keys()].filter((key) => !vietnamese.has(key));
    expect(own.filter((key) => !english.has(key.replace(/_one$/, "_other")) || !key.endsWith("_one"))).toEqual([]);
    expect([...vietnamese.keys()].filter((key) => !english.has(key))).toEqual([]);
    expect(
      [...vietnamese.keys()].filter((key) => key.endsWith("_other") && !english.has(key.replace(/_other$/, "_one"))),
    ).toEqual([]);
  });

  it("ask for the same values in both languages", () => {
    const differing = [...vietnamese].filter(
      ([key, text]) => String(placeholders(text)) !== String(placeholders(english.get(key) ?? "")),
    );
    expect(differing.map(([key]) => key)).toEqual([]);
  });

  it("are written without shouting, pleading or praise", () => {
    const texts = [...vietnamese, ...english].filter(([, text]) =>
      /!|vui lòng|thành công|please|successfully/i.test(text),
    );
    expect(texts).toEqual([]);
  });

  it.each(["vi", "en"] as const)("have words in %s for every type of event, and no type has another's", (locale) => {
    const { t } = makeI18n(locale, { vi, en }[locale]);
    const words = EVENT_TYPES.map((type) => t(`log:event.${type}`, { defaultValue: "" }));
    expect(EVENT_TYPES.filter((_type, at) => words[at] === "")).toEqual([]);
    expect(words.filter((word, at) => words.indexOf(word) !== at)).toEqual([]);
  });

  it("choose the plural and write its number", () => {
    expect(makeI18n("vi", vi).t("shell:log.events", { count: 48213 })).toBe("48.213 sự kiện");
    expect(makeI18n("en", en).t("shell:log.events", { count: 1 })).toBe("1 event");
    expect(makeI18n("en", en).t("shell:log.events", { count: 48213 })).toBe("48,213 events");
  });
});
