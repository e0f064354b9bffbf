// A small tree in the shape of ours: what each layer rule must catch, and what it must let through.

const packageOf = (name: string, main = "index.js"): readonly [string, string][] => [
  [`node_modules/${name}/package.json`, JSON.stringify({ name, version: "1.0.0", main })],
  [`node_modules/${name}/${main}`, "module.exports = {};"],
];

/** What the lines below import: packages by name only, and one file in each layer. */
export const TARGETS: readonly (readonly [file: string, text: string])[] = [
  ...["zod", "yjs", "kysely", "better-sqlite3", "ws", "react", "fast-check", "vite", "stranger"].flatMap((name) =>
    packageOf(name),
  ),
  ...[
    "server/domain/rule.ts",
    "server/domain/live/room-rule.ts",
    "server/services/use-case.ts",
    "server/live/room.ts",
    "server/http/handler.ts",
    "server/config.ts",
    "db/schema/score.ts",
    "db/queries/find-score.ts",
    "app/ui/button.tsx",
    "app/routes/_app.items.$itemId/rich-text.tsx",
    "test/helpers/make-score.ts",
    "vite.config.ts",
  ].map((file) => [file, "export const name = 1; export type Name = string;"] as const),
  // The other half of a cycle, which is reported once.
  ["db/bad-cycle-b.ts", 'import "./bad-cycle-a.ts";'],
];

/** Lines that the table allows: none may be caught. */
export const GOOD_LINES: readonly (readonly [file: string, line: string])[] = [
  ["server/domain/good.ts", 'import { z } from "zod"; import { name } from "./rule.ts";'],
  ["server/domain/live/good.ts", 'import * as Y from "yjs"; import { name } from "../rule.ts";'],
  [
    "db/good.ts",
    'import { sql } from "kysely"; import fs from "node:fs"; import { name } from "../server/domain/rule.ts";',
  ],
  ["server/services/good.ts", 'import { name } from "../../db/queries/find-score.ts";'],
  ["server/services/good.ts", 'import { name as rule } from "../domain/rule.ts";'],
  ["server/services/good.ts", 'import type { Transaction } from "kysely";'],
  ["server/live/good.ts", 'import { name } from "../services/use-case.ts"; import "./room.ts"; import "ws";'],
  ["server/live/good.ts", 'import type { Name } from "../../db/schema/score.ts";'],
  ["server/http/good.ts", 'import { name } from "../domain/rule.ts";'],
  ["server/main.ts", 'import "./config.ts"; import "./live/room.ts"; import "../db/queries/find-score.ts";'],
  ["server/main.ts", 'const open = () => import("vite");'],
  ["server/start-server.ts", 'import "./config.ts"; import "./live/room.ts"; import "../db/queries/find-score.ts";'],
  ["server/cli/good.ts", 'import "../services/use-case.ts"; import "../../db/queries/find-score.ts";'],
  ["app/ui/good.tsx", 'import { name } from "#domain/rule.ts"; import { name as button } from "#app/ui/button.tsx";'],
  ["app/ui/good.tsx", 'import type { Name } from "../../server/services/use-case.ts"; import "react";'],
  ["app/routes/_app.items.$itemId/good.tsx", 'const open = () => import("./rich-text.tsx");'],
  ["app/routes/_app.items.$itemId/good.tsx", 'import type { Name } from "./rich-text.tsx";'],
  ["app/http/good.server.ts", 'import fs from "node:fs"; import { name } from "#domain/rule.ts";'],
  ["app/ui/parent.tsx", 'import { child } from "./child.tsx"; export type Parent = typeof child;'],
  ["app/ui/child.tsx", 'import type { Parent } from "./parent.tsx"; export const child = 1;'],
  ["test/unit/good.test.ts", 'import fc from "fast-check"; import "../../db/queries/find-score.ts";'],
];

interface BadLine {
  readonly rule: string;
  readonly file: string;
  readonly line: string;
  /** What the violation names as its target. */
  readonly to: string;
}

const bad = (rule: string, file: string, line: string, to: string): BadLine => ({ rule, file, line, to });

/** Lines of which each must be caught by its rule, and by no other. One line a file. */
export const BAD_LINES: readonly BadLine[] = [
  bad("domain-is-pure", "server/domain/bad-node.ts", 'import { createHash } from "node:crypto";', "crypto"),
  bad("domain-is-pure", "server/domain/bad-yjs.ts", 'import * as Y from "yjs";', "node_modules/yjs/index.js"),
  bad(
    "domain-is-pure",
    "server/domain/bad-type.ts",
    'import type { Name } from "../../db/schema/score.ts";',
    "db/schema/score.ts",
  ),
  bad("domain-live-is-pure", "server/domain/live/bad.ts", 'import "node:timers";', "timers"),
  bad("domain-live-is-pure", "server/domain/live/bad-ws.ts", 'import "ws";', "node_modules/ws/index.js"),
  bad(
    "db-knows-the-domain-only",
    "db/queries/bad.ts",
    'import "../../server/services/use-case.ts";',
    "server/services/use-case.ts",
  ),
  bad("services-know-domain-and-db", "server/services/bad.ts", 'import "../live/room.ts";', "server/live/room.ts"),
  bad(
    "services-know-domain-and-db",
    "server/services/bad-type.ts",
    'import type { Name } from "../http/handler.ts";',
    "server/http/handler.ts",
  ),
  bad(
    "live-and-http-go-through-services",
    "server/live/bad.ts",
    'import "../../db/queries/find-score.ts";',
    "db/queries/find-score.ts",
  ),
  bad("live-and-http-go-through-services", "server/http/bad.ts", 'import "../live/room.ts";', "server/live/room.ts"),
  bad(
    "live-and-http-go-through-services",
    "server/http/bad-type.ts",
    'import type { Name } from "../../db/queries/find-score.ts";',
    "db/queries/find-score.ts",
  ),
  bad(
    "live-and-http-name-rows-as-types",
    "server/http/bad-schema.ts",
    'import { name } from "../../db/schema/score.ts";',
    "db/schema/score.ts",
  ),
  bad("config-knows-nobody", "server/config.ts", 'import "../db/queries/find-score.ts";', "db/queries/find-score.ts"),
  bad("main-and-cli-stay-in-the-server", "server/cli/bad.ts", 'import "../../app/ui/button.tsx";', "app/ui/button.tsx"),
  bad("server-has-known-folders", "server/jobs/bad.ts", 'import "../domain/rule.ts";', "server/domain/rule.ts"),
  bad("app-knows-the-domain-only", "app/ui/bad.tsx", 'import "../../server/live/room.ts";', "server/live/room.ts"),
  bad(
    "app-knows-the-domain-only",
    "app/http/bad.server.ts",
    'import type { Name } from "../../db/schema/score.ts";',
    "db/schema/score.ts",
  ),
  bad(
    "app-names-services-as-types",
    "app/http/bad-service.server.ts",
    'import { name } from "../../server/services/use-case.ts";',
    "server/services/use-case.ts",
  ),
  bad("app-runs-in-the-browser", "app/ui/bad-node.tsx", 'import { readFile } from "node:fs/promises";', "fs/promises"),
  bad(
    "database-packages-stay-in-db",
    "server/services/bad-sql.ts",
    'import { sql } from "kysely";',
    "node_modules/kysely/index.js",
  ),
  bad("server-packages-stay-in-the-server", "app/live/bad.ts", 'import "ws";', "node_modules/ws/index.js"),
  bad("page-packages-stay-in-app", "server/http/bad-react.ts", 'import "react";', "node_modules/react/index.js"),
  bad("no-cycle", "db/bad-cycle-a.ts", 'import "./bad-cycle-b.ts";', "db/bad-cycle-b.ts"),
  bad("no-development-package", "db/bad-dev.ts", 'import "fast-check";', "node_modules/fast-check/index.js"),
  bad(
    "no-lazy-development-package",
    "server/http/bad-dev.ts",
    'const open = () => import("vite");',
    "node_modules/vite/index.js",
  ),
  bad(
    "no-editor-with-the-page",
    "app/routes/_app.items.$itemId/bad.tsx",
    'import { name } from "./rich-text.tsx";',
    "app/routes/_app.items.$itemId/rich-text.tsx",
  ),
  bad("no-package-by-luck", "test/unit/bad.ts", 'import "stranger";', "node_modules/stranger/index.js"),
  bad("no-tests-and-configuration-in-code", "db/bad-config.ts", 'import "../vite.config.ts";', "vite.config.ts"),
  bad("no-dead-import", "db/bad-dead.ts", 'import "./nowhere.ts";', "./nowhere.ts"),
];
