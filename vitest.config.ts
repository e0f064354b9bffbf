import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";

/** What is measured in these is the process: it has to be theirs alone. */
const MEASURED = ["export-memory", "endurance", "hostile-*", "slow-readers"].map((name) => `test/**/${name}.test.ts`);

const SETUP = "test/setup.ts";
const PAGES = "test/setup-pages.ts";

/** Files of a project share what is loaded, which is a quarter of the time; what they open is closed with each. */
function project(name: string, options: TestProjectInlineConfiguration["test"]): TestProjectInlineConfiguration {
  return { extends: true, test: { name, isolate: false, setupFiles: [SETUP], exclude: MEASURED, ...options } };
}

const SERVED = ["routes", "live", "e2e"].map((dir) => `test/${dir}/**/*.test.ts`);
const UNIT = "test/unit/**/*.test.{ts,tsx}";

// Its own config, without the Remix plugin: route modules are plain functions to test.
export default defineConfig({
  test: {
    globalSetup: ["test/helpers/global-setup.ts"],
    testTimeout: 30_000,
    hookTimeout: 120_000,
    teardownTimeout: 30_000,
    maxWorkers: 2,
    restoreMocks: true,
    projects: [
      project("measured", { include: MEASURED, exclude: [UNIT], isolate: true, setupFiles: [SETUP, PAGES] }),
      project("served", { include: SERVED, setupFiles: [SETUP, PAGES] }),
      project("stored", { include: ["test/**/*.test.ts"], exclude: [UNIT, ...SERVED, ...MEASURED] }),
      project("unit", { include: [UNIT], exclude: [] }),
    ],
  },
});
