import { expect, test } from "vitest";
import { openReadingLine } from "../../../server/services/uploads/reading-line.ts";
import { until } from "../../helpers/until.ts";

test("so many are read at once, in their order, none twice; what waits is left at the end", async () => {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const read = (id: string): Promise<void> => {
    begun.push(id);
    return new Promise((resolve) => ends.set(id, resolve));
  };
  const line = openReadingLine({ atOnce: 2, read });
  for (const id of ["a", "b", "a", "c", "d", "c"]) line.add(id);
  expect(begun).toEqual(["a", "b"]);
  ends.get("b")?.();
  await until(() => begun.length === 3);
  line.add("b");
  const stopped = line.stop();
  for (const id of ["a", "c"]) ends.get(id)?.();
  await stopped;
  // What is handed in while the server closes is for the next start: the reader is closed by now.
  line.add("e");
  await line.idle();
  expect(begun).toEqual(["a", "b", "c"]);
});
