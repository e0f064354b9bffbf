import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { InlineAlert } from "#app/ui/inline-alert.tsx";
import { CheckGlyph } from "#app/ui/state-glyph.tsx";
import type { IndexView } from "../../../server/services/index/index-view.ts";

/** What stands between the round and its publication, as plain facts; and that nothing here is published yet. */
export function IndexGate({ view }: { view: IndexView }) {
  const { t } = useTranslation("index");
  const format = useFormat();
  const { entities, sources, openCases } = view.gate;
  const { result } = view;
  return (
    <>
      {!view.isPublished && (
        <InlineAlert tone="warn" title={t("provisional.title")}>
          {t("provisional.text")}
          {view.hasSamples && ` ${t("samples")}`}
        </InlineAlert>
      )}
      <div className="gate" role="group" aria-label={t("gate.label")}>
        <ul>
          <Fact isMet={entities.complete === entities.total}>{t("gate.complete", { ...entities })}</Fact>
          <Fact isMet={openCases === 0}>
            {openCases === 0 ? t("gate.noOpenCases") : t("gate.openCases", { count: openCases })}
          </Fact>
          <li className="muted">{t("gate.whole")}</li>
        </ul>
        <ul>
          {sources.map(({ source, given, total }) => (
            <Fact key={source} isMet={given === total}>
              {t("gate.source", {
                source: t(`sourceShort.${source}`),
                given: format.count(given),
                total: format.count(total),
              })}
            </Fact>
          ))}
        </ul>
        {result && (
          <div>
            <p className="med">{t("gate.log")}</p>
            <p className="muted">
              <span className="hash">#{format.count(result.seq)}</span>{" "}
              {t("gate.recorded", { time: format.dateTimeExact(result.at) })}
            </p>
            <p className="muted">
              {t("gate.result")}{" "}
              <span className="hash" title={result.hash}>
                {format.hash(result.hash)}
              </span>
            </p>
          </div>
        )}
      </div>
    </>
  );
}

function Fact({ isMet, children }: { isMet: boolean; children: React.ReactNode }) {
  return (
    <li>
      <CheckGlyph state={isMet ? "met" : "missing"} />
      <span>{children}</span>
    </li>
  );
}
