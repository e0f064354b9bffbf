import { describe, expect, it } from "vitest";
import { buildParts, parseParts } from "#domain/event/act.ts";
import { currentVersion, EVENTS, type EventType } from "#domain/event/catalogue.ts";
import { ERASED_TEXT } from "#domain/event/erased-text.ts";
import { OLDER_VERSIONS } from "#domain/event/older-versions.ts";
import { canonicalJson } from "#domain/ledger/canonical-json.ts";

const COMMAND = "01JZ0000000000000000000000";

function makeCreated(v: number, value: object, text: object) {
  const head = canonicalJson({ actor: "system", command: COMMAND, type: "log.created", v });
  return { head, value: canonicalJson(value as never), text: canonicalJson(text as never) };
}

describe("versions of events", () => {
  it("reads a superseded shape and gives today's", () => {
    const parsed = parseParts(makeCreated(1, { clock: "real time", verifierKey: "log+0+key" }, {}));
    expect(parsed).toEqual({
      ok: true,
      act: {
        head: { type: "log.created", v: 1, actor: "system", command: COMMAND },
        value: {
          verifierKey: "log+0+key",
          clock: "real time",
          recoveryKey: null,
          witnessPolicy: null,
          previous: null,
        },
        text: { reason: "" },
      },
    });
  });

  it("reads evidence of a time when it was PDF without versions, erased or not", () => {
    const head = canonicalJson({ actor: "p_0123456789", command: COMMAND, type: "evidence.added", v: 1 });
    const hash = "ab".repeat(32);
    const old = { evidence: "e1", position: 1, sha256: hash, issuedOn: "2025-01-02", pageCount: 3, extraction: hash };
    const text = { number: "12/NQ", name: "Nghị quyết", abstract: "" };
    const added = { format: "pdf", byteCount: null, replaces: null, supplement: null, signatures: null };
    const whole = parseParts({ head, value: canonicalJson(old), text: canonicalJson(text) });
    expect(whole).toMatchObject({
      ok: true,
      act: { value: { ...old, ...added }, text: { ...text, fileName: "", signers: "" } },
    });
    const fields = ["number", "name", "abstract", "fileName", "signers"];
    const erased = parseParts({ head, value: canonicalJson(old), text: null });
    expect(erased).toMatchObject({
      ok: true,
      act: { value: { ...old, ...added }, text: Object.fromEntries(fields.map((field) => [field, ERASED_TEXT])) },
    });
  });

  it("does not read one version by the schema of another", () => {
    expect(parseParts(makeCreated(2, { clock: "real time", verifierKey: "log+0+key" }, {})).ok).toBe(false);
    expect(parseParts(makeCreated(3, { clock: "real time", verifierKey: "log+0+key" }, {}))).toEqual({
      ok: false,
      issues: [{ path: "head.v", message: "unknown version 3 of log.created" }],
    });
  });

  it("writes today's version of every event, and numbers the older ones from 1 without a gap", () => {
    for (const type of Object.keys(EVENTS) as EventType[]) {
      const older = Object.keys(OLDER_VERSIONS[type] ?? {}).map(Number);
      expect(older).toEqual(older.map((_, place) => place + 1));
      expect(currentVersion(type)).toBe(older.length + 1);
    }
    expect(Object.keys(OLDER_VERSIONS).filter((type) => !(type in EVENTS))).toEqual([]);
  });
});

describe("an erased text", () => {
  const parts = buildParts({
    type: "score.kept",
    actor: "p_0123456789",
    command: COMMAND,
    facts: { expects: 1 },
    value: { value: { state: "number", milliPoints: 0 } },
    text: { reason: "" },
  });

  it("is read as the mark in each of its fields, with head and value as they were", () => {
    const whole = parseParts(parts);
    const erased = parseParts({ ...parts, text: null });
    expect(whole.ok && erased.ok).toBe(true);
    if (!whole.ok || !erased.ok) return;
    expect(erased.act).toEqual({ ...whole.act, text: { reason: ERASED_TEXT } });
  });

  it("is nothing that a person can enter", () => {
    const forged = parseParts({ ...parts, text: canonicalJson({ reason: ERASED_TEXT }) });
    expect(forged).toMatchObject({ ok: false, issues: [{ path: "text.reason" }] });
  });
});
