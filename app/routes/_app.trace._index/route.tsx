import type { LoaderFunctionArgs } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { refusalResponse } from "#app/http/refusal-response.server.ts";
import { requireSession } from "#app/http/session.server.ts";
import { useFormat } from "#app/i18n/use-format.ts";
import { matchesFolded } from "#app/i18n/vietnamese-text.ts";
import { Page } from "#app/ui/context-bar.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { IconField } from "#app/ui/field.tsx";
import { toTracePath } from "#app/ui/places.ts";
import { NumberState } from "#app/ui/number-state.tsx";
import type { PageHandle } from "#app/ui/page-handle.ts";
import type { TraceLine } from "../../../server/services/trace/trace-view.ts";

export const handle: PageHandle = { title: (t) => t("trace:title") };

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { account } = requireSession({ request, context });
  try {
    return await context.services.pages.traceList(account);
  } catch (error) {
    throw refusalResponse(error);
  }
}

export default function TraceList() {
  const view = useLoaderData<typeof loader>();
  const { t } = useTranslation(["trace", "shell"]);
  const { locale } = useFormat();
  const [query, setQuery] = useState("");
  const lines = view.lines.filter(({ entityName, indicator, seq }) =>
    matchesFolded(`${entityName[locale]} ${indicator.code} ${indicator.name[locale]} #${seq}`, query),
  );
  const roundName =
    view.round === null ? "" : t(`shell:tier.${view.round.tier as "provincial"}`, { year: view.round.year });
  return (
    <Page crumbs={[{ label: roundName }, { label: t("title") }].filter(({ label }) => label !== "")}>
      {view.lines.length === 0 ? (
        <EmptyState title={t("list.emptyTitle")}>{t("list.emptyText")}</EmptyState>
      ) : (
        <section className="trace-list" aria-label={t("title")}>
          <div className="row wrap">
            <IconField
              icon="search"
              label={t("list.search")}
              placeholder={t("list.search")}
              type="search"
              value={query}
              onChange={(event) => setQuery(event.target.value)}
            />
            <span className="cap" role="status">
              {t("list.shown", { count: lines.length })}
            </span>
          </div>
          {lines.length === 0 ? (
            <EmptyState title={t("list.noMatchTitle")}>{t("list.noMatchText")}</EmptyState>
          ) : (
            <LineTable lines={lines} />
          )}
        </section>
      )}
    </Page>
  );
}

function LineTable({ lines }: { lines: readonly TraceLine[] }) {
  const { t } = useTranslation(["trace", "common"]);
  const format = useFormat();
  return (
    <div className="scroll">
      <table className="tb mt2">
        <thead>
          <tr>
            <th>{t("list.entity")}</th>
            <th>{t("list.indicator")}</th>
            <th className="r">{t("list.value")}</th>
            <th>{t("list.at")}</th>
            <th className="r">{t("list.entry")}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ itemId, entityName, indicator, value, state, seq, at }) => (
            <tr key={itemId}>
              <td className="med">{entityName[format.locale]}</td>
              <td className="wrap">
                <Link to={toTracePath(itemId)}>
                  {indicator.code} {indicator.name[format.locale]}
                </Link>{" "}
                {indicator.isSample && <span className="tag out">{t("sample")}</span>}
              </td>
              <td className="r">
                {value.state === "number" ? (
                  <>
                    <NumberState value={value.milliPoints / 1000} state={state} to={toTracePath(itemId)} />
                    <span className="muted n">
                      {" "}
                      {t("common:outOf", { max: format.plain(indicator.maxMilliPoints / 1000) })}
                    </span>
                  </>
                ) : (
                  t(`state.${value.state}`)
                )}
              </td>
              <td className="n">{format.dateTimeExact(at)}</td>
              <td className="r hash">#{format.count(seq)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export { RouteError as ErrorBoundary } from "#app/ui/route-error.tsx";
