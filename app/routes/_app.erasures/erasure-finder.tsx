import { Form, Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Button } from "#app/ui/button.tsx";
import { TextField } from "#app/ui/field.tsx";
import { PLACE_PATHS } from "#app/ui/places.ts";
import type { ErasuresView } from "../../../server/services/erasure/erasure-view.ts";

/** Asks for a preview; what it asks for is in the address. */
export function ErasureFinder({ asked }: { asked: ErasuresView["asked"] }) {
  const { t } = useTranslation("erasure");
  return (
    <section aria-labelledby="find">
      <h2 id="find" className="h2">
        {t("find.title")}
      </h2>
      <Form method="get" className="erasures-find mt2" key={JSON.stringify(asked)}>
        <TextField
          label={t("find.entries")}
          hint={t("find.entriesHint")}
          name="entries"
          defaultValue={asked.entries}
          autoComplete="off"
        />
        <TextField
          label={t("find.item")}
          hint={t("find.itemHint")}
          name="item"
          defaultValue={asked.item}
          autoComplete="off"
        />
        <TextField
          label={t("find.identities")}
          hint={t("find.identitiesHint")}
          name="identities"
          defaultValue={asked.identities}
          autoComplete="off"
        />
        <div className="row wrap">
          <Button type="submit">{t("find.submit")}</Button>
          <Link to={PLACE_PATHS.log}>{t("find.fromLog")}</Link>
        </div>
      </Form>
    </section>
  );
}
