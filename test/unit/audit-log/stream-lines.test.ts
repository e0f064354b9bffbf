import { expect, test } from "vitest";
import { streamLines } from "../../../server/services/audit-log/stream-lines.ts";

test("lines come in order, as they are read", async () => {
  const lines = Array.from({ length: 100 }, (_, number) => `line ${number}`);
  const stream = streamLines(async (write) => {
    for (const line of lines) await write(line);
  });
  expect(await new Response(stream).text()).toBe(`${lines.join("\n")}\n`);
});

test("a reader that stands still ends the making, and so does one that goes away", async () => {
  const endings = [
    { leave: () => undefined, stallMs: 5 },
    { leave: (stream: ReadableStream) => void stream.cancel(), stallMs: 60_000 },
  ];
  for (const { leave, stallMs } of endings) {
    await new Promise<void>((ended) => {
      const stream = streamLines(async (write) => {
        try {
          for (;;) await write("a line");
        } finally {
          ended();
        }
      }, stallMs);
      leave(stream);
    });
  }
});

test("what the making throws, the reader hears", async () => {
  const stream = streamLines(() => Promise.reject(new Error("no database")));
  await expect(new Response(stream).text()).rejects.toThrow("no database");
});
