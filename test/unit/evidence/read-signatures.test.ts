import { beforeAll, describe, expect, test } from "vitest";
import { readSignatures } from "../../../server/services/evidence/read-signatures.ts";
import { type Holder, makeHolder, signPdf, toDer } from "../../helpers/sign-pdf.ts";

const now = new Date("2026-03-01T00:00:00Z");
const signedAt = new Date("2025-03-14T02:03:04Z");
const facts = { signer: "Nguyễn Văn An", issuer: "Cơ quan chứng thực", signedAt: "2025-03-14T02:03:04.000Z" };
let root: Holder;
let signer: Holder;
let signed: Buffer;

beforeAll(async () => {
  root = await makeHolder({ name: "Cơ quan chứng thực", serial: 1 });
  signer = await makeHolder({ name: "Nguyễn Văn An", serial: 2, issuer: root });
  signed = await signPdf({ signer, chain: [root], signedAt });
});

const look = (bytes: Uint8Array, roots: readonly Holder[] = [root]) =>
  readSignatures(bytes, { roots: roots.map(toDer), now });

/** The same file with other bytes in one place. */
function change(bytes: Buffer, from: string, to: string): Buffer {
  const at = bytes.indexOf(from, 0, "latin1");
  expect(at, from).toBeGreaterThan(0);
  const changed = Buffer.from(bytes);
  changed.write(to, at, "latin1");
  return changed;
}

describe("a signature of the whole file", () => {
  test("is valid when its certificate leads to a trusted root", async () => {
    expect(await look(signed)).toEqual([{ state: "valid", reason: null, coversWholeFile: true, ...facts }]);
  });

  test("is not called valid without roots, or with those of others", async () => {
    const stranger = await makeHolder({ name: "Cơ quan chứng thực", serial: 1 });
    expect(await look(signed, [])).toMatchObject([{ state: "not-checked", reason: "no-trust-roots", ...facts }]);
    expect(await look(signed, [stranger])).toMatchObject([{ state: "not-checked", reason: "untrusted-issuer" }]);
    const own = await signPdf({ signer: stranger, signedAt });
    expect(await look(own)).toMatchObject([{ state: "not-checked", reason: "untrusted-issuer" }]);
  });

  test("is invalid when a single byte of the page was changed", async () => {
    const bytes = change(signed, "/MediaBox [0 0 200", "/MediaBox [0 0 201");
    expect(await look(bytes)).toMatchObject([{ state: "invalid", reason: "content-changed", ...facts }]);
  });

  test("is invalid when the signature itself was changed, or is not one", async () => {
    const at = signed.indexOf("/Contents <");
    const digits = /^[0-9a-f]+?(?=(0000)+>)/.exec(signed.toString("latin1", at + 11))![0];
    const last = digits.slice(-8);
    const broken = change(
      signed,
      last,
      last.replace(/./g, (digit) => (digit === "1" ? "2" : "1")),
    );
    expect(["signature-broken", "malformed"]).toContain((await look(broken))[0]!.reason);
    const nonsense = change(signed, "/Contents <30", "/Contents <ff");
    expect(await look(nonsense)).toMatchObject([{ state: "invalid", reason: "malformed", signer: null }]);
  });

  test("is invalid when the certificate was not in its time", async () => {
    const early = new Date("2023-01-01T00:00:00Z");
    const bytes = await signPdf({ signer, chain: [root], signedAt: early });
    expect(await look(bytes)).toMatchObject([{ state: "invalid", reason: "certificate-expired" }]);
    const old = await makeHolder({ name: "Cũ", serial: 3, issuer: root, notAfter: new Date("2025-12-31T00:00:00Z") });
    const timeless = await signPdf({ signer: old, chain: [root] });
    expect(await look(timeless)).toMatchObject([{ reason: "certificate-expired", signedAt: null }]);
  });
});

describe("a file that goes on after its signature", () => {
  test("says so when nobody signed what follows", async () => {
    const more = Buffer.from("3 0 obj\n<< /Type /Page /Contents 9 0 R >>\nendobj\n%%EOF\n");
    expect(await look(Buffer.concat([signed, more]))).toEqual([
      { state: "not-checked", reason: "signed-then-changed", coversWholeFile: false, ...facts },
    ]);
    expect(await look(Buffer.concat([signed, Buffer.from("\r\n\0")]))).toMatchObject([{ state: "valid" }]);
  });

  test("says so of the first of two signatures; the second one stands for the whole", async () => {
    const second = await makeHolder({ name: "Văn thư", serial: 4, issuer: root });
    const twice = await signPdf({ signer: second, chain: [root], signedAt, before: signed });
    expect(await look(twice)).toMatchObject([
      { state: "not-checked", reason: "signed-again", signer: "Nguyễn Văn An", coversWholeFile: false },
      { state: "valid", reason: null, signer: "Văn thư", coversWholeFile: true },
    ]);
  });
});

test("ranges that leave out more than the signature are invalid, whatever they name", async () => {
  const text = signed.toString("latin1");
  const [, length, from, rest] = /\/ByteRange \[0 (\d+) (\d+) (\d+)/.exec(text)!;
  const write = (numbers: string) => change(signed, `[0 ${length} ${from} ${rest}`, `[${numbers}`.padEnd(30));
  const gap = { state: "invalid", reason: "ranges-leave-gap", signer: null };
  const lies = [
    `0 ${Number(length) - 9} ${from} ${rest}`,
    `9 ${length} ${from} ${rest}`,
    `0 ${length} ${from} ${Number(rest) + 9}`,
    `0 ${length}`,
    `0 0 0 0`,
  ];
  for (const lie of lies) expect(await look(write(lie))).toMatchObject([gap]);
});

test("a file without signatures has none, and one with too many is not looked through", async () => {
  expect(await look(Buffer.from("%PDF-1.7\n%%EOF\n"))).toEqual([]);
  const many = await look(Buffer.from("/ByteRange [0 1 2 3]\n".repeat(5_000)));
  expect(many).toHaveLength(20);
  expect(many.at(-1)).toMatchObject({ state: "not-checked", reason: "too-many" });
});
