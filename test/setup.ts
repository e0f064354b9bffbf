import fc from "fast-check";
import { afterAll, afterEach, beforeEach, expect, vi } from "vitest";
import { closeLeftOpen } from "./helpers/after-file.ts";
import { scaled } from "./scale.ts";

// One and the same at small counts, so that a run that fails is about its change; anew in each full run.
fc.configureGlobal(scaled({ small: { seed: 20_261_130 }, full: {} }));

// A complaint on the console is a defect somebody stopped seeing: it fails the test that caused it.
let errors: unknown[][] = [];

beforeEach(() => {
  errors = [];
  vi.spyOn(console, "error").mockImplementation((...args) => {
    errors.push(args);
  });
});

afterEach(() => {
  expect(errors, "console.error was called").toEqual([]);
});

// Hooks of a file run before those of its set-up: what uses a server is closed before the server.
afterAll(closeLeftOpen);
