import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useNavigate, useSearchParams } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { refusalResponse } from "#app/http/refusal-response.server.ts";
import { requireSession } from "#app/http/session.server.ts";
import { useFormat } from "#app/i18n/use-format.ts";
import { Page } from "#app/ui/context-bar.tsx";
import type { PageHandle } from "#app/ui/page-handle.ts";
import { toPhaseSteps } from "#app/ui/phase-steps.ts";
import { useShortcuts } from "#app/ui/shortcuts.tsx";
import { ContributionTree } from "./contribution-tree.tsx";
import { EntryTable } from "./entry-table.tsx";
import { ProofPanel } from "#app/ui/proof-panel.tsx";
import { ScoreHistory } from "./score-history.tsx";
import { TraceHead } from "./trace-head.tsx";

export const handle: PageHandle = { title: (t) => t("trace:title") };

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { account } = requireSession({ request, context });
  try {
    return await context.services.pages.trace(account, { itemId: params["itemId"] ?? "" });
  } catch (error) {
    throw refusalResponse(error);
  }
}

export default function Trace() {
  const view = useLoaderData<typeof loader>();
  const { t } = useTranslation(["trace", "shell"]);
  const { locale } = useFormat();
  const { item, round, entries } = view;
  const { at, select } = useSelection(
    view.entries.map((entry) => entry.seq),
    view.decision?.seq ?? null,
  );
  const hint = t("keys.events");
  useShortcuts([
    {
      id: "trace.previous",
      code: "ArrowLeft",
      keys: ["←"],
      label: t("keys.previous"),
      hint,
      run: () => select(at - 1),
    },
    { id: "trace.next", code: "ArrowRight", keys: ["→"], label: t("keys.next"), hint, run: () => select(at + 1) },
    { id: "trace.first", code: "Home", keys: ["Home"], label: t("keys.first"), run: () => select(0) },
    { id: "trace.last", code: "End", keys: ["End"], label: t("keys.last"), run: () => select(entries.length - 1) },
  ]);
  const selected = entries[at];
  const name = `${item.indicator.code} ${item.indicator.name[locale]}`;
  return (
    <Page
      hasPanes
      crumbs={[
        { label: t(`shell:tier.${round.tier as "provincial"}`, { year: round.year }) },
        { label: t("title"), to: "/trace" },
        { label: item.entityName[locale] },
        { label: `${item.mainIndex.code} ${item.mainIndex.name[locale]}` },
        { label: name },
      ]}
      phases={toPhaseSteps(round.phase, [{ phase: item.batchPhase, isFinal: item.state !== "opened" }])}
    >
      <div className="tc">
        <section className="tcl" aria-label={t("titleOf", { indicator: name, entity: item.entityName[locale] })}>
          <TraceHead view={view} />
          {view.index && <ContributionTree index={view.index} item={item} />}
          <ScoreHistory view={view} at={at} onSelect={select} />
          <EntryTable entries={entries} at={at} />
        </section>
        {selected && <ProofPanel key={selected.seq} entry={selected} />}
      </div>
    </Page>
  );
}

/** The entry that the address names; the decision's, or the last one, when it names none. */
function useSelection(seqs: readonly number[], decisionSeq: number | null) {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const named = seqs.indexOf(Number(search.get("at") ?? Number.NaN));
  const decided = seqs.indexOf(decisionSeq ?? -1);
  const at = named >= 0 ? named : decided >= 0 ? decided : seqs.length - 1;
  const select = (place: number): void => {
    const seq = seqs[place];
    // The router shows an address that cannot be opened; there is nothing to wait for.
    if (seq !== undefined) void navigate(`?at=${seq}`, { replace: true, preventScrollReset: true });
  };
  return { at, select };
}

export { RouteError as ErrorBoundary } from "#app/ui/route-error.tsx";
