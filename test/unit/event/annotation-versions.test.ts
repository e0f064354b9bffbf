import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { hashAnnotation } from "#domain/annotation/hash-annotation.ts";
import { type Act, buildParts, parseParts } from "#domain/event/act.ts";
import { toWrittenValue } from "#domain/event/annotation-versions.ts";
import { toMentions } from "#domain/event/annotation-events.ts";
import { canonicalJson, type JsonValue } from "#domain/ledger/canonical-json.ts";

const COMMAND = "01JZ0000000000000000000000";
const FILE = "a".repeat(64);
const sha256 = (bytes: Uint8Array): Uint8Array => createHash("sha256").update(bytes).digest();

const VALUE_1 = {
  annotation: "n1",
  version: 1,
  evidence: "e1",
  sha256: FILE,
  kind: "supports",
  criterion: null,
  page: 2,
  start: 10,
  end: 20,
};
const TEXT = { exact: "mười chữ .", prefix: "", suffix: "", body: "Đủ." };

function read(type: string, v: number, value: object, text: object): Act {
  const head = canonicalJson({ actor: "p_0123456789", command: COMMAND, type, v });
  const parts = { head, value: canonicalJson(value as JsonValue), text: canonicalJson(text as JsonValue) };
  const parsed = parseParts(parts);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.act;
}

test.each(["annotation.created", "annotation.revised"])("%s of the first version is a text without a name", (type) => {
  const act = read(type, 1, VALUE_1, TEXT) as Act<"annotation.created">;
  expect(act.value).toEqual({
    annotation: "n1",
    version: 1,
    kind: "supports",
    criterion: null,
    target: { kind: "text", evidence: "e1", sha256: FILE, extraction: null, page: 2, start: 10, end: 20, boxes: [] },
    mentions: [],
  });
  expect(act.text).toEqual(TEXT);
});

test("what cites an old annotation cites the bytes of its entry", () => {
  const act = read("annotation.created", 1, VALUE_1, TEXT) as Act<"annotation.created">;
  const written = canonicalJson(VALUE_1);
  expect(toWrittenValue(act)).toBe(written);
  const cited = hashAnnotation(sha256, { value: written, text: canonicalJson(TEXT) });
  expect(hashAnnotation(sha256, { value: toWrittenValue(act), text: canonicalJson(act.text) })).toBe(cited);
});

test("today's bytes are today's, for a text as for a region", () => {
  const text = read("annotation.created", 1, VALUE_1, TEXT) as Act<"annotation.created">;
  const region = { kind: "region", evidence: "e1", sha256: FILE, page: 1, box: { x: 0, y: 0, width: 5, height: 5 } };
  for (const target of [text.value.target, region]) {
    const value = { ...text.value, target } as typeof text.value;
    const built = buildParts({
      type: "annotation.created",
      actor: "p_0123456789",
      command: COMMAND,
      facts: {},
      value,
      text: TEXT,
    });
    const act = parseParts(built);
    expect(act.ok && toWrittenValue(act.act as Act<"annotation.created">)).toBe(built.value);
  }
});

test("an old reply calls on nobody", () => {
  const act = read("message.posted", 1, { message: "m1", annotation: "n1" }, { body: "Đồng ý." });
  expect(act.value).toEqual({ message: "m1", annotation: "n1", mentions: [] });
});

test("mentions are each once and in one order; another order is refused", () => {
  expect(toMentions(["p_bbbbbbbbbb", "p_aaaaaaaaaa", "p_bbbbbbbbbb"])).toEqual(["p_aaaaaaaaaa", "p_bbbbbbbbbb"]);
  const post = (mentions: string[]) => () =>
    read("message.posted", 2, { message: "m", annotation: "n", mentions }, { body: "Mời xem." });
  expect(post(["p_aaaaaaaaaa", "p_bbbbbbbbbb"])).not.toThrow();
  expect(post(["p_bbbbbbbbbb", "p_aaaaaaaaaa"])).toThrow("mentions.unordered");
  expect(post(["p_aaaaaaaaaa", "p_aaaaaaaaaa"])).toThrow("mentions.unordered");
});
