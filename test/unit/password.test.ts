import { expect, test } from "vitest";
import { hashPassword, isPassword } from "../../server/services/identity/password.ts";

test("a storm of attempts is bounded, and everybody who got a place is answered", async () => {
  const passwordHash = await hashPassword("mật khẩu");
  const answers = await Promise.allSettled(
    Array.from({ length: 80 }, (_, i) => isPassword(i % 2 === 0 ? "mật khẩu" : "sai", passwordHash)),
  );
  const answered = answers.slice(0, 66);
  expect(answered).toEqual(answered.map((_, i) => ({ status: "fulfilled", value: i % 2 === 0 })));
  for (const refused of answers.slice(66)) {
    expect(refused).toMatchObject({ status: "rejected", reason: { code: "sign-in.busy" } });
  }
  expect(await isPassword("mật khẩu", passwordHash)).toBe(true);
});

test("the same password has another hash each time", async () => {
  expect(await hashPassword("mật khẩu")).not.toBe(await hashPassword("mật khẩu"));
});
