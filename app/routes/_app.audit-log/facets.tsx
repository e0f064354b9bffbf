import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { Icon } from "#app/ui/icon.tsx";
import { EVENT_GROUPS, type LogTerm } from "#domain/ledger/log-query.ts";
import type { LogFacets } from "../../../server/services/audit-log/log-view.ts";
import type { LogQuery } from "./use-log-query.ts";

const not = (key: LogTerm["key"], value: string): LogTerm => ({ key, value, isNegated: true });

/** What is in view by kind, by whom and by proof; unticking one takes it out of the stream. */
export function Facets({ facets, query }: { facets: LogFacets; query: LogQuery }) {
  const { t } = useTranslation("log");
  const format = useFormat();
  const { groups, actors, hidden, covered, waiting } = facets;
  return (
    <aside className="facets" aria-label={t("filters")}>
      <h2 className="h3">{t("facet.event")}</h2>
      {groups.map(({ group, count }) => (
        <Facet
          key={group}
          label={t(`group.${group}`)}
          count={count}
          query={query}
          terms={EVENT_GROUPS[group].map((pattern) => not("type", pattern))}
        />
      ))}
      <p className="fac" title={t("commitmentText")}>
        <span className="fac-hidden" aria-hidden="true" />
        <span className="clip">{t("facet.hidden")}</span>
        <span className="k n">{format.count(hidden)}</span>
      </p>
      <h2 className="h3">{t("facet.actor")}</h2>
      {actors.map(({ group, count }) => (
        <Facet key={group} label={t(`actors.${group}`)} count={count} query={query} terms={[not("actor", group)]} />
      ))}
      <h2 className="h3">{t("facet.proof")}</h2>
      <Facet
        label={t("facet.covered")}
        count={covered}
        query={query}
        terms={[{ key: "proof", value: "waiting", isNegated: false }]}
      />
      <Facet
        label={t("facet.waiting")}
        count={waiting}
        query={query}
        terms={[{ key: "proof", value: "checkpoint", isNegated: false }]}
      />
      <p className="cap">{t("facet.note")}</p>
    </aside>
  );
}

interface FacetProps {
  label: string;
  count: number;
  query: LogQuery;
  /** Terms that take it out of the stream. */
  terms: readonly LogTerm[];
}

function Facet({ label, count, query, terms }: FacetProps) {
  const format = useFormat();
  const isIn = !terms.every((term) => query.has(term));
  return (
    <button
      type="button"
      className="fac"
      role="checkbox"
      aria-checked={isIn}
      onClick={() => (isIn ? query.add(terms) : query.remove(terms))}
    >
      <span className={isIn ? "box on" : "box"}>{isIn && <Icon name="check" size="xs" />}</span>
      <span className="clip">{label}</span>
      <span className="k n">{format.count(count)}</span>
    </button>
  );
}
