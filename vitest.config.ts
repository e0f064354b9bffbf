import { defineConfig } from "vitest/config";

// Its own config, without the Remix plugin: route modules are plain functions to test.
export default defineConfig({
  test: {
    globalSetup: ["test/helpers/global-setup.ts"],
    setupFiles: ["test/setup.ts"],
    testTimeout: 30_000,
    hookTimeout: 120_000,
    teardownTimeout: 30_000,
    maxWorkers: 2,
    restoreMocks: true,
    projects: [
      {
        extends: true,
        // Nothing of these outlives a test: they share what is loaded.
        test: { name: "unit", include: ["test/unit/**/*.test.{ts,tsx}"], isolate: false },
      },
      { extends: true, test: { name: "system", include: ["test/**/*.test.{ts,tsx}"], exclude: ["test/unit/**"] } },
    ],
  },
});
