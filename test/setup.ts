import { afterEach, beforeEach, expect, vi } from "vitest";

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
