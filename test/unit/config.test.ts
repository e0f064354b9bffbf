import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { ConfigError, type Environment, readConfig } from "../../server/config.ts";

const PUBLIC_ORIGIN = "https://assay.example";

function listProblems(environment: Environment): readonly string[] {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe("readConfig", () => {
  test("fills in what is left out", () => {
    expect(readConfig({ PUBLIC_ORIGIN })).toEqual({
      port: 3000,
      host: "127.0.0.1",
      dataDir: resolve("data"),
      databaseLocation: join(resolve("data"), "assay.db"),
      lockLocation: join(resolve("data"), "checkpoints.db"),
      replicaDir: null,
      witnessPolicyPath: null,
      trustRootsPath: null,
      scanReader: null,
      publicOrigin: PUBLIC_ORIGIN,
      isSecure: true,
      trustedProxies: [],
      isDemo: false,
      isDevelopment: false,
      logLevel: "info",
      metricsToken: null,
    });
  });

  test("reads what is set, and takes an empty variable for none", () => {
    const config = readConfig({
      PORT: "8080",
      HOST: "0.0.0.0",
      DATA_DIR: "/srv/assay",
      DATABASE_URL: "postgres://assay@db:5432/assay",
      PUBLIC_ORIGIN: "http://localhost:8080",
      TRUSTED_PROXIES: "10.0.0.0/8, ::1",
      DEMO: "1",
      LOG_LEVEL: " ",
    });
    expect(config).toMatchObject({
      port: 8080,
      host: "0.0.0.0",
      dataDir: "/srv/assay",
      databaseLocation: "postgres://assay@db:5432/assay",
      isSecure: false,
      trustedProxies: ["10.0.0.0/8", "::1"],
      isDemo: true,
      logLevel: "info",
    });
  });

  test("gives the demo and development an address of this machine", () => {
    expect(readConfig({ DEMO: "1", PORT: "4000" }).publicOrigin).toBe("http://localhost:4000");
    expect(readConfig({}, true)).toMatchObject({ publicOrigin: "http://localhost:3000", isDevelopment: true });
  });

  test("is frozen", () => {
    const config = readConfig({ PUBLIC_ORIGIN });
    expect(() => Object.assign(config, { port: 1 })).toThrow(TypeError);
  });

  test("names every problem at once, each with how to mend it", () => {
    const problems = listProblems({
      PORT: "65536",
      HOST: "somewhere",
      DATABASE_URL: "mysql://db",
      PUBLIC_ORIGIN: "http://assay.example",
      TRUSTED_PROXIES: "10.0.0.0/33",
      DEMO: "perhaps",
      LOG_LEVEL: "loud",
      METRICS_TOKEN: "secret",
    });
    expect(problems.map((problem) => problem.split(" ")[0])).toEqual([
      "PORT",
      "HOST",
      "DATABASE_URL",
      "PUBLIC_ORIGIN",
      "TRUSTED_PROXIES",
      "DEMO",
      "LOG_LEVEL",
      "METRICS_TOKEN",
    ]);
    for (const problem of problems) expect(problem).toMatch(/; (set|write|leave) /);
  });

  test("asks for the public origin outside the demo", () => {
    expect(listProblems({ LOG_LEVEL: "loud" })).toHaveLength(2);
    expect(listProblems({})).toEqual([expect.stringContaining("PUBLIC_ORIGIN is missing; set it")]);
  });

  test.each([
    "http://assay.example",
    "https://assay.example/",
    "https://assay.example/path",
    "assay.example",
    "ftp://x",
  ])("refuses %s as a public origin", (origin) => {
    expect(listProblems({ PUBLIC_ORIGIN: origin })).toHaveLength(1);
  });

  test.each(["http://localhost", "http://127.0.0.1:3000", "http://[::1]:3000", "https://assay.example:8443"])(
    "takes %s as a public origin",
    (origin) => {
      expect(readConfig({ PUBLIC_ORIGIN: origin }).publicOrigin).toBe(origin);
    },
  );

  test.each(["10.0.0.0/8/1", "10.0.0", "::1/129", "localhost", "10.0.0.1/"])("refuses %s as a proxy", (proxy) => {
    expect(listProblems({ PUBLIC_ORIGIN, TRUSTED_PROXIES: proxy })).toHaveLength(1);
  });
});
