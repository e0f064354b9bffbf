import { useDesk } from "./use-desk.ts";
import { ChangeComposer } from "./change-composer.tsx";
import { ChangeStream } from "./change-stream.tsx";
import { ConclusionEditor } from "./conclusion-editor.tsx";
import { ConclusionText } from "./conclusion-text.tsx";
import { ConvergenceSection } from "./convergence-section.tsx";
import { FinaliseBar } from "./finalise-bar.tsx";
import { LateChange } from "./late-change.tsx";
import { ReasonList } from "./reason-list.tsx";
import { RubricSection } from "./rubric-section.tsx";

/** After the opening: where everybody stands, the own change, what changed, the conclusion, and the final score. */
export function ReconcileRail() {
  const { view } = useDesk();
  const { reconciliation, rights } = view;
  if (reconciliation === null) return <RubricSection />;
  return (
    <>
      <ConvergenceSection reconciliation={reconciliation} />
      {rights.canChange && view.own !== null ? (
        <ChangeComposer own={view.own} reconciliation={reconciliation} />
      ) : (
        <LateChange onDissent={null} />
      )}
      <ChangeStream changes={reconciliation.changes} />
      {view.actorId === null ? <ConclusionText nodes={reconciliation.conclusion.nodes} /> : <ConclusionEditor />}
      <ReasonList scores={reconciliation.scores} />
      <FinaliseBar reconciliation={reconciliation} />
    </>
  );
}
