#!/usr/bin/env node
// The command line. The version is checked before anything else is loaded: better-sqlite3 ends an older Node in a
// segmentation fault, which tells nobody what to do.
import type { CommandOutput } from "./index-compute.ts";

const NODE_MAJOR_MIN = 24;

type Command = (argv: readonly string[], output: CommandOutput) => Promise<number>;

/** Commands by the words that call them, each loaded when it is called. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  "index compute": async () => (await import("./index-compute.ts")).runIndexCompute,
  verify: async () => (await import("./verify.ts")).runVerify,
  export: async () => (await import("./export.ts")).runExport,
  "lock accept": async () => (await import("./lock-accept.ts")).runLockAccept,
  doctor: async () => (await import("./doctor.ts")).runDoctor,
  recover: async () => (await import("./recover.ts")).runRecover,
  "keys show": async () => (await import("./keys.ts")).runShowKeys,
  "keys rotate-log": async () => (await import("./keys.ts")).runRotateLog,
  "keys rotate-parts": async () => (await import("./keys.ts")).runRotateParts,
  "account create": async () => (await import("./account-create.ts")).runAccountCreate,
  seat: async () => (await import("./seat.ts")).runSeat,
  "import-values": async () => (await import("./import-values.ts")).runImportValues,
  declare: async () => (await import("./declare.ts")).runDeclare,
  "move-phase": async () => (await import("./move-phase.ts")).runMovePhase,
  act: async () => (await import("./act.ts")).runAct,
  witness: async () => (await import("./witness.ts")).runWitness,
  seed: async () => (await import("./seed.ts")).runSeed,
  demo: async () => (await import("./demo.ts")).runDemo,
};

async function main(argv: readonly string[]): Promise<number> {
  if (Number.parseInt(process.versions.node, 10) < NODE_MAJOR_MIN) {
    process.stderr.write(
      `assay needs Node ${NODE_MAJOR_MIN} or newer, this is ${process.versions.node}. ` +
        "Run it as: npx --no-install assay …\n",
    );
    return 2;
  }
  for (const [name, load] of Object.entries(COMMANDS)) {
    const words = name.split(" ");
    if (words.every((word, position) => argv[position] === word)) {
      const command = await load();
      return command(argv.slice(words.length), process);
    }
  }
  const isHelp = argv.length === 0 || argv[0] === "--help";
  const names = Object.keys(COMMANDS).map((name) => `  assay ${name}\n`);
  (isHelp ? process.stdout : process.stderr).write(`commands:\n${names.join("")}`);
  return isHelp ? 0 : 2;
}

process.exitCode = await main(process.argv.slice(2));
