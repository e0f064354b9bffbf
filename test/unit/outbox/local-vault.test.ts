import { describe, expect, test } from "vitest";
import { openLocalVault } from "#app/live/local/local-vault.ts";

const makeKey = (fill: number): Uint8Array<ArrayBuffer> => new Uint8Array(32).fill(fill);
const SECRET = { text: "Chỉ người viết đọc được." };

describe("a local vault", () => {
  test("opens what it sealed, also when it is opened anew with the same key", async () => {
    const box = await (await openLocalVault("account-1", makeKey(1))).seal(SECRET, "outbox");
    expect(await (await openLocalVault("account-1", makeKey(1))).open(box, "outbox")).toEqual(SECRET);
    expect(new TextDecoder().decode(box.body)).not.toContain("người viết");
  });

  test.each([
    ["another key", "account-1", 2, "outbox"],
    ["another account", "account-2", 1, "outbox"],
    ["another place", "account-1", 1, "prose"],
  ])("does not open under %s", async (_what, account, fill, place) => {
    const box = await (await openLocalVault("account-1", makeKey(1))).seal(SECRET, "outbox");
    const other = await openLocalVault(account, makeKey(fill));
    await expect(other.open(box, place)).rejects.toThrow();
  });

  test("does not open what was changed", async () => {
    const vault = await openLocalVault("account-1", makeKey(1));
    const { nonce, body } = await vault.seal(SECRET, "outbox");
    const changed = new Uint8Array(body);
    changed[3]! ^= 1;
    await expect(vault.open({ nonce, body: changed.buffer }, "outbox")).rejects.toThrow();
  });

  test("never seals the same twice alike, and names the same alike for one account only", async () => {
    const [one, other] = await Promise.all([openLocalVault("a", makeKey(1)), openLocalVault("b", makeKey(2))]);
    const boxes = await Promise.all([one.seal(SECRET, "x"), one.seal(SECRET, "x")]);
    expect(new Uint8Array(boxes[0].body)).not.toEqual(new Uint8Array(boxes[1].body));
    expect(await one.toTag("draft/item")).toBe(await one.toTag("draft/item"));
    expect(await one.toTag("draft/item")).not.toBe(await other.toTag("draft/item"));
    expect(await one.toTag("draft/item")).toMatch(/^[0-9a-f]{64}$/);
  });

  test("leaves no key behind, and takes none of another length", async () => {
    const key = makeKey(7);
    await openLocalVault("account-1", key);
    expect(key).toEqual(new Uint8Array(32));
    await expect(openLocalVault("account-1", new Uint8Array(16))).rejects.toThrow(RangeError);
  });
});
