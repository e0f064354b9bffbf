import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../i18n/use-format.ts";
import { browserCrypto } from "../live/browser-crypto.ts";
import { gatherEvidence } from "../live/gather-evidence.ts";
import { saveJson } from "../live/public-log.ts";
import { useShell } from "../live/use-commands.ts";
import { keepHead } from "../live/use-log-watch.ts";
import { type EntryEvidence, type EntryVerification, verifyEntry } from "../live/verify-entry.ts";
import { Button } from "./button.tsx";
import { Icon } from "./icon.tsx";
import { useShortcuts } from "./shortcuts.tsx";
import { MerkleLadder } from "./merkle-ladder.tsx";
import { ProofStatements } from "./proof-statements.tsx";
import { RawEntry } from "./raw-entry.tsx";

type Run =
  | { readonly state: "idle" | "running" | "waiting" | "unreachable" }
  | {
      readonly state: "done";
      readonly evidence: EntryEvidence;
      readonly result: EntryVerification;
      readonly seconds: number;
    };

export interface ProofPanelProps {
  entry: EntryEvidence["entry"];
  /** What the entry is, above the proof. */
  children?: ReactNode;
}

/** Proof is a place: the entry is recomputed here, in this browser, and it can fail. */
export function ProofPanel({ entry, children }: ProofPanelProps) {
  const { t } = useTranslation("trace");
  const { log } = useShell();
  const [run, setRun] = useState<Run>({ state: "idle" });
  const gather = () => gatherEvidence(browserCrypto, { log, entry, onWait: () => setRun({ state: "waiting" }) });

  const verify = async (): Promise<void> => {
    setRun({ state: "running" });
    try {
      const startedMs = performance.now();
      const evidence = await gather();
      const result = verifyEntry(browserCrypto, evidence);
      if (result.isVerified) keepHead(evidence.head, log);
      setRun({ state: "done", evidence, result, seconds: (performance.now() - startedMs) / 1000 });
    } catch {
      setRun({ state: "unreachable" });
    }
  };
  const download = async (): Promise<void> => {
    try {
      const evidence = run.state === "done" ? run.evidence : await gather();
      saveJson(`assay-entry-${entry.seq}.json`, toBundle(evidence));
    } catch {
      setRun({ state: "unreachable" });
    }
  };
  // `verify` and `download` handle what fails themselves.
  useShortcuts([
    {
      id: "trace.verify",
      code: "KeyV",
      keys: ["V"],
      label: t("keys.verify"),
      hint: t("keys.verify"),
      run: () => void verify(),
    },
  ]);
  const hasFailed = run.state === "done" && !run.result.isVerified;
  return (
    <aside className="proof" aria-label={t("proof.title")}>
      {children}
      <Verdict run={run} seq={entry.seq} onRun={() => void verify()} />
      {run.state === "done" && (
        <>
          <ProofStatements
            result={run.result}
            seq={entry.seq}
            witnessing={{ note: run.evidence.head.note, policy: log.witnesses?.policy ?? null }}
          />
          <MerkleLadder result={run.result} seq={entry.seq} />
        </>
      )}
      <RawEntry entry={entry} />
      {run.state === "done" && (
        <section aria-labelledby="note">
          <h3 className="h3" id="note">
            {t("proof.checkpoint")}
          </h3>
          <p className="pre mt1">{run.evidence.head.note}</p>
        </section>
      )}
      <div className="act row">
        <Button icon="download" variant={hasFailed ? "negative" : "plain"} onClick={() => void download()}>
          {t(hasFailed ? "proof.downloadEvidence" : "proof.download")}
        </Button>
      </div>
    </aside>
  );
}

/** What is saved: everything that the verification looked at, in the shapes in which it was served. */
function toBundle({ log, entry, head, inclusion, kept, consistency }: EntryEvidence) {
  const { seq, leafHash, entry: text, parts } = entry;
  return {
    kind: "assay-proof",
    v: 1,
    log,
    seq,
    leafHash,
    entry: text,
    parts,
    checkpoint: head.note,
    inclusion,
    kept,
    consistency,
  };
}

function Verdict({ run, seq, onRun }: { run: Run; seq: number; onRun: () => void }) {
  const { t } = useTranslation("trace");
  const format = useFormat();
  const isDone = run.state === "done";
  const tone = isDone ? (run.result.isVerified ? "ok" : "bad") : "";
  const isBusy = run.state === "running" || run.state === "waiting";
  return (
    <div className={`verdict ${tone}`} role={tone === "bad" ? "alert" : "status"}>
      <div className="row">
        <span className={tone}>
          <Icon name={tone === "bad" || run.state === "unreachable" ? "alert" : "shield"} />
        </span>
        <h2 className="h2">{t(toTitle(run))}</h2>
        <span className="sp" />
        <Button size="sm" shortcut="V" onClick={onRun} disabledReason={isBusy ? t("proof.running") : null}>
          {t(isDone ? "proof.again" : "proof.run")}
        </Button>
      </div>
      {isDone && run.result.isVerified && (
        <p className="t12 mt1">{t("proof.verifiedText", { seconds: format.decimal(run.seconds, 1) })}</p>
      )}
      {isDone && !run.result.isVerified && (
        <p className="t12 mt1">
          {run.result.failedLevel === null
            ? t("proof.failedOther")
            : t("proof.failedTree", { level: run.result.failedLevel })}{" "}
          {t("proof.failedAdvice")}
        </p>
      )}
      {run.state === "idle" && <p className="t12 mt1 sec">{t("proof.idleText", { leaf: format.count(seq) })}</p>}
      {run.state === "waiting" && <p className="t12 mt1 sec">{t("proof.waiting")}</p>}
      {run.state === "unreachable" && <p className="t12 mt1 sec">{t("proof.unreachableText")}</p>}
    </div>
  );
}

function toTitle(run: Run) {
  if (run.state === "done") return run.result.isVerified ? "proof.verified" : "proof.failed";
  if (run.state === "unreachable") return "proof.unreachable";
  return run.state === "idle" ? "proof.idle" : "proof.running";
}
