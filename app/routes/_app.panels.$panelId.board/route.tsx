import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { refusalResponse } from "#app/http/refusal-response.server.ts";
import { requireSession } from "#app/http/session.server.ts";
import { useFormat } from "#app/i18n/use-format.ts";
import { useShell } from "#app/live/use-commands.ts";
import { LinkButton } from "#app/ui/button.tsx";
import { Page } from "#app/ui/context-bar.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { InlineAlert } from "#app/ui/inline-alert.tsx";
import type { PageHandle } from "#app/ui/page-handle.ts";
import { toPhaseSteps } from "#app/ui/phase-steps.ts";
import { AgreementLine } from "./agreement-line.tsx";
import { BatchList } from "./batch-list.tsx";
import { BoardMatrix } from "./board-matrix.tsx";
import { BoardProgress } from "./board-progress.tsx";
import { BoardTools, type Measure, type RowOrder } from "./board-tools.tsx";
import { sortRows } from "./sort-rows.ts";
import { useBoardPeers } from "./use-board-peers.ts";
import { Whereabouts } from "./whereabouts.tsx";
import { WidestRanges } from "./widest-ranges.tsx";

export const handle: PageHandle = { title: (t) => t("board:title") };

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { account } = requireSession({ request, context });
  try {
    return await context.services.pages.board(account, params["panelId"] ?? "");
  } catch (error) {
    throw refusalResponse(error);
  }
}

export default function BoardPage() {
  const board = useLoaderData<typeof loader>();
  const { t } = useTranslation(["board", "shell"]);
  const { round } = useShell();
  const format = useFormat();
  const [measure, setMeasure] = useState<Measure>("spread");
  const [order, setOrder] = useState<RowOrder>("attention");
  const rows = useMemo(() => sortRows(board, order), [board, order]);
  const peers = useBoardPeers(board);
  const roundName = round === null ? "" : t(`shell:tier.${round.tier}`, { year: round.year });
  const panelName = t("panelNumber", { number: board.panel.number });
  const isEmpty = board.rows.length === 0;
  return (
    <Page
      hasPanes
      crumbs={[{ label: roundName, to: "/" }, { label: panelName, to: "/board" }, { label: t("title") }]}
      phases={toPhaseSteps(
        board.round.phase,
        board.batches.map(({ phase, items, dueAt }) => ({ phase, isFinal: items.final === items.total, dueAt })),
        (dueAt) => format.deadline(dueAt, board.now),
      )}
    >
      <div className="bd">
        <section className="mxw" aria-label={t("matrix")}>
          <BoardTools board={board} measure={measure} onMeasure={setMeasure} order={order} onOrder={setOrder} />
          {board.isDeclarationMissing && (
            <InlineAlert
              tone="warn"
              title={t("declaration.title")}
              actions={
                <LinkButton to="/interests" size="sm">
                  {t("declaration.action")}
                </LinkButton>
              }
            >
              {t("declaration.text")}
            </InlineAlert>
          )}
          {isEmpty ? (
            <EmptyState title={t("empty.title")}>{t("empty.text")}</EmptyState>
          ) : (
            <BoardMatrix board={board} rows={rows} measure={measure} peers={peers} />
          )}
        </section>
        <div className="side">
          <BoardProgress board={board} />
          <BatchList board={board} />
          <AgreementLine board={board} />
          <WidestRanges board={board} />
          <Whereabouts board={board} peers={peers} />
        </div>
      </div>
    </Page>
  );
}

export { RouteError as ErrorBoundary } from "#app/ui/route-error.tsx";
