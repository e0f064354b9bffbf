import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { Icon } from "#app/ui/icon.tsx";
import type { LogCheckpoint } from "../../../server/services/audit-log/log-view.ts";

/** How long each witness took to cosign the newest checkpoints; without witnesses it says so. */
export function WitnessTable({
  newest,
  witnesses,
}: {
  newest: readonly LogCheckpoint[];
  witnesses: readonly string[];
}) {
  const { t } = useTranslation("log");
  const format = useFormat();
  return (
    <section aria-labelledby="witnesses">
      <div className="row b">
        <h2 className="h2" id="witnesses">
          {t("witness.title")}
        </h2>
        <span className="sp" />
        {witnesses.length > 0 && <span className="cap">{t("witness.delay")}</span>}
      </div>
      {witnesses.length === 0 && (
        <p className="t12 mt1">
          {t("witness.none")} <span className="sec">{t("witness.noneText")}</span>
        </p>
      )}
      {newest.length === 0 ? (
        <p className="t12 mt1 sec">{t("witness.noCheckpoint")}</p>
      ) : (
        <div className="scroll mt1">
          <table className="wm">
            <thead>
              <tr>
                <th>{t("witness.column")}</th>
                <th>{t("witness.at")}</th>
                {witnesses.map((name) => (
                  <th key={name} className="c">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {newest.slice(0, 5).map((checkpoint) => (
                <tr key={checkpoint.size}>
                  <td className="n med">{format.count(checkpoint.size)}</td>
                  <td className="sec n">
                    {format.day(checkpoint.at)} {format.timeExact(checkpoint.at)}
                  </td>
                  {witnesses.map((name) => (
                    <td key={name} className="c">
                      <Cosigned checkpoint={checkpoint} name={name} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Cosigned({ checkpoint, name }: { checkpoint: LogCheckpoint; name: string }) {
  const { t } = useTranslation("log");
  const format = useFormat();
  const found = checkpoint.cosignatures.find((one) => one.name === name);
  if (found === undefined) {
    return (
      <span className="warn">
        <Icon name="clock" size="xs" label={t("witness.missing")} />
      </span>
    );
  }
  return (
    <span className="row gap1 n">
      <span className="ok">
        <Icon name="check" size="xs" label={t("witness.cosigned")} />
      </span>
      {t("witness.seconds", { seconds: format.count(found.delaySeconds) })}
    </span>
  );
}
