// Who may load whom: the layer table of the architecture, packages included, on the resolved import graph.
// test/tidy/layers.test.ts holds a bad line for each rule, so a rule that never matches cannot stay here.

const runTimeOnly = { dependencyTypesNot: ["type-only"] };
const code = "^(app|server|db)/";
const editor = "^app/routes/_app\\.items\\.\\$itemId/(rich-text\\.tsx|cite-node\\.ts|prose-extensions\\.ts)$";
const configFile = "^[^/]+\\.(config\\.(js|ts)|cjs)$";
const browser = { path: "^app/", pathNot: "\\.server\\.tsx?$" };
const packages = (...names) => `^node_modules/(${names.join("|")})(/|$)`;

/** @type {(name: string, comment: string, from: object, to: object) => object} */
const forbid = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

module.exports = {
  forbidden: [
    forbid(
      "domain-is-pure",
      "The domain also runs in the browser and in the verifier: itself and zod, nothing else, not even as a type.",
      { path: "^server/domain/", pathNot: "^server/domain/live/" },
      { path: ".", pathNot: ["^server/domain/", packages("zod")] },
    ),
    forbid(
      "domain-live-is-pure",
      "Rules about shared documents may use Yjs, and are otherwise as pure as the rest of the domain.",
      { path: "^server/domain/live/" },
      { path: ".", pathNot: ["^server/domain/", packages("zod", "yjs", "y-protocols", "lib0")] },
    ),
    forbid(
      "db-knows-the-domain-only",
      "Rows in, domain types out: the database layer knows no use case and no page.",
      { path: "^db/" },
      { path: "^(app|server|test)/", pathNot: "^server/domain/" },
    ),
    forbid(
      "services-know-domain-and-db",
      "What a use case needs from elsewhere is handed to it by server/main.ts.",
      { path: "^server/services/" },
      { path: "^(app|server|test)/", pathNot: "^server/(services|domain)/" },
    ),
    forbid(
      "live-and-http-go-through-services",
      "Whatever is written goes through a service and so leaves a ledger entry.",
      { path: "^server/(live|http)/" },
      { path: "^(app|server|db|test)/", pathNot: ["^server/($1|services|domain)/", "^db/schema/"] },
    ),
    forbid(
      "live-and-http-name-rows-as-types",
      "db/schema may be named as a type; loading it at run time is a way around the services.",
      { path: "^server/(live|http)/" },
      { path: "^db/schema/", ...runTimeOnly },
    ),
    forbid(
      "config-knows-nobody",
      "The environment is read and checked before anything else is loaded.",
      { path: "^server/config\\.ts$" },
      { path: code, pathNot: "^server/domain/" },
    ),
    forbid(
      "main-and-cli-stay-in-the-server",
      "Pages reach the server as a build, and the server reaches pages through Remix's load context only.",
      { path: "^server/((main|start-server)\\.ts$|cli/)" },
      { path: "^(app|test)/" },
    ),
    forbid(
      "server-has-known-folders",
      "A new folder below server/ has no layer yet: write its rule here first.",
      { path: "^server/", pathNot: "^server/((main|start-server|config)\\.ts$|(cli|http|live|services|domain)/)" },
      {},
    ),
    forbid(
      "app-knows-the-domain-only",
      "A route that imports server/live gets its own copy of the rooms, and two copies of a lock.",
      { path: "^app/" },
      { path: "^(server|db|test)/", pathNot: "^server/(domain|services)/" },
    ),
    forbid(
      "app-names-services-as-types",
      "Services come from the load context; a page may name their types.",
      { path: "^app/" },
      { path: "^server/services/", ...runTimeOnly },
    ),
    forbid(
      "app-runs-in-the-browser",
      "Only *.server.ts files may use Node or server packages at run time; Remix's own are taken out of the bundle.",
      { ...browser },
      { dependencyTypes: ["core"], ...runTimeOnly },
    ),
    forbid(
      "database-packages-stay-in-db",
      "One layer opens connections and builds queries; a use case may name a transaction as a type.",
      { path: "^(app|server)/" },
      { path: packages("better-sqlite3", "pg", "kysely"), ...runTimeOnly },
    ),
    forbid(
      "server-packages-stay-in-the-server",
      "Sockets, password hashes, logs, PDF writing and the reading of uploads have no business in a page.",
      { path: "^app/" },
      {
        path: packages(
          "ws",
          "pino",
          "pdfkit",
          "@node-rs/[^/]+",
          "@tus/[^/]+",
          "file-type",
          "yauzl",
          "fontkit",
          "saxes",
          "mammoth",
          "htmlparser2",
          "pkijs",
          "asn1js",
        ),
        ...runTimeOnly,
      },
    ),
    forbid(
      "page-packages-stay-in-app",
      "The server hands requests to Remix; it draws nothing itself.",
      { path: "^(server|db)/" },
      {
        path: packages(
          "react",
          "react-dom",
          "react-i18next",
          "@remix-run/react",
          "@tiptap/[^/]+",
          "idb",
          "tus-js-client",
        ),
        ...runTimeOnly,
      },
    ),
    forbid(
      "no-cycle",
      "Modules that load each other have no order to be understood in; types may point back.",
      {},
      { circular: true, viaOnly: runTimeOnly },
    ),
    forbid(
      "no-development-package",
      "What ships runs after `npm ci --omit=dev`; only server/main.ts may load Vite, lazily, for `npm run dev`.",
      { path: code },
      { dependencyTypes: ["npm-dev"], dynamic: false, ...runTimeOnly },
    ),
    forbid(
      "no-lazy-development-package",
      "What ships runs after `npm ci --omit=dev`; only server/main.ts may load Vite, lazily, for `npm run dev`.",
      { path: code, pathNot: "^server/main\\.ts$" },
      { dependencyTypes: ["npm-dev"], dynamic: true },
    ),
    forbid(
      "no-editor-with-the-page",
      "The editor of prose is a third of the page's scripts: it comes once the page can be read, by a lazy import.",
      { path: "^app/", pathNot: editor },
      { path: editor, dynamic: false, ...runTimeOnly },
    ),
    forbid(
      "no-package-by-luck",
      "A package that package.json does not name comes with another one, and may go with it.",
      { path: "^(app|server|db|test)/" },
      { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
    ),
    forbid(
      "no-tests-and-configuration-in-code",
      "Code that ships does not need its tests or its tools' configuration.",
      { path: code },
      { path: ["^test/", configFile] },
    ),
    forbid("no-dead-import", "An import must lead somewhere.", {}, { couldNotResolve: true, pathNot: "^virtual:" }),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(build|dist|coverage|data)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    // The command line is a workspace of this package and lives on its dependencies.
    combinedDependencies: true,
    detectProcessBuiltinModuleCalls: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".js", ".mjs", ".cjs", ".json", ".d.ts"],
      mainFields: ["module", "main", "types", "typings"],
    },
  },
};
