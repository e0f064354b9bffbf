import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { Button } from "#app/ui/button.tsx";
import { InlineAlert } from "#app/ui/inline-alert.tsx";
import { type GlyphState, StateGlyph } from "#app/ui/state-glyph.tsx";
import type { BoardView } from "../../../server/services/board/read-board.ts";
import type { BatchView } from "../../../server/services/process/read-batch.ts";
import { OpeningDialog } from "./opening-dialog.tsx";
import { RespondDialog } from "./respond-dialog.tsx";

type Act = "propose" | "confirm" | "respond";

const GLYPHS: Readonly<Record<BatchView["phase"], GlyphState>> = {
  independent: "sealed",
  reconciliation: "open",
  response: "final",
  approval: "final",
  published: "final",
};

/** Every batch of the panel, where it stands, and what this person may do with it. */
export function BatchList({ board }: { board: BoardView }) {
  const { t } = useTranslation("board");
  const { locale } = useFormat();
  const [act, setAct] = useState<{ batchId: string; act: Act } | null>(null);
  const batch = board.batches.find(({ batchId }) => batchId === act?.batchId);
  const close = (): void => setAct(null);
  return (
    <section aria-labelledby="batches">
      <h2 id="batches" className="h2 mb1">
        {t("batches")}
      </h2>
      {board.batches.length === 0 && <p className="sec">{t("batch.empty")}</p>}
      <ul>
        {board.batches.map((one) => (
          <li key={one.batchId} className="batch-row">
            <StateGlyph state={GLYPHS[one.phase]} hasText />
            <div className="col">
              <b className="med">
                {one.mainIndex.code} {one.mainIndex.name[locale]}
              </b>
              <BatchFacts batch={one} />
            </div>
            <BatchActs batch={one} onAct={(next) => setAct({ batchId: one.batchId, act: next })} />
            <ProposalNote batch={one} />
          </li>
        ))}
      </ul>
      {batch !== undefined && act?.act === "respond" && (
        <RespondDialog key={act.batchId} batch={batch} now={board.now} onClose={close} />
      )}
      {batch !== undefined && act !== null && act.act !== "respond" && (
        <OpeningDialog key={act.batchId} batch={batch} act={act.act} onClose={close} />
      )}
    </section>
  );
}

function BatchFacts({ batch }: { batch: BatchView }) {
  const { t } = useTranslation("board");
  const format = useFormat();
  const { phase, seals, items, dueAt } = batch;
  const isBlind = phase === "independent";
  const count = (value: number): string => format.count(value);
  const parts = [
    t(`batch.phase.${phase}`),
    isBlind && seals !== null && t("batch.seals", { given: count(seals.given), due: count(seals.due) }),
    !isBlind && t("batch.finals", { final: count(items.final), total: count(items.total) }),
    t("batch.due", { at: format.dayTime(dueAt) }),
  ];
  return <span className="cap">{parts.filter(Boolean).join(" · ")}</span>;
}

function BatchActs({ batch, onAct }: { batch: BatchView; onAct: (act: Act) => void }) {
  const { t } = useTranslation("board");
  const { propose, proposal, confirm, respond } = batch;
  const name = batch.mainIndex.code;
  return (
    <span className="row">
      {propose !== null && (proposal === null || !proposal.isCurrent) && (
        <Button size="sm" onClick={() => onAct("propose")}>
          {t(proposal === null ? "batch.propose" : "batch.proposeAgain")}
          <span className="sr"> {name}</span>
        </Button>
      )}
      {confirm !== null && (
        <Button size="sm" variant="office" onClick={() => onAct("confirm")}>
          {t("batch.confirm")}
          <span className="sr"> {name}</span>
        </Button>
      )}
      {respond !== null && (
        <Button size="sm" variant="office" onClick={() => onAct("respond")}>
          {t("batch.respond")}
          <span className="sr"> {name}</span>
        </Button>
      )}
    </span>
  );
}

function ProposalNote({ batch: { proposal } }: { batch: BatchView }) {
  const { t } = useTranslation("board");
  const format = useFormat();
  if (proposal === null) return null;
  const seq = format.count(proposal.seq);
  return (
    <div className="batch-note">
      <InlineAlert tone={proposal.isCurrent ? "neutral" : "warn"}>
        {t(proposal.isCurrent ? "batch.proposed" : "batch.proposedMoved", { seq })}
      </InlineAlert>
    </div>
  );
}
