import { expect, test } from "vitest";
import { loadPatiently } from "#app/live/patient-lazy.tsx";
import { MissingPart } from "#app/ui/missing-part.tsx";

const Part = (): null => null;
const atOnce = (): Promise<void> => Promise.resolve();

/** Fails so many times, then gives a part. */
function makeLoader(failures: number) {
  let tries = 0;
  return async () => {
    tries += 1;
    if (tries <= failures) throw new TypeError("Failed to fetch dynamically imported module");
    return { default: Part };
  };
}

test("a part that the network did not bring is asked for again", async () => {
  const paused: number[] = [];
  const pause = async (failures: number): Promise<void> => void paused.push(failures);
  expect(await loadPatiently(makeLoader(3), { pause, isOnline: () => true })).toEqual({ default: Part });
  expect(paused).toEqual([0, 1, 2]);
});

test("without a network for as long as it takes; with one its place says in the end that it is missing", async () => {
  const offline = { pause: atOnce, isOnline: () => false };
  expect(await loadPatiently(makeLoader(40), offline)).toEqual({ default: Part });
  const online = { pause: atOnce, isOnline: () => true };
  expect(await loadPatiently(makeLoader(4), online)).toEqual({ default: MissingPart });
});
