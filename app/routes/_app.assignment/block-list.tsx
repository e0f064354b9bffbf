import { Form } from "@remix-run/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/i18n/use-format.ts";
import { Button } from "#app/ui/button.tsx";
import { SelectField } from "#app/ui/field.tsx";
import type { AssignmentView, BlockView } from "../../../server/services/assignment/assignment-view.ts";
import { MoveForm } from "./move-form.tsx";

/** Who scores each block of one entity, and the form that changes one. */
export function BlockList({ view }: { view: AssignmentView }) {
  const { t } = useTranslation("assignment");
  const format = useFormat();
  const { entities, entity } = view;
  return (
    <section aria-labelledby="blocks">
      <h2 id="blocks" className="h2">
        {t("blocks.title")}
      </h2>
      <Form method="get" className="row wrap mt3">
        <SelectField
          name="entity"
          required
          label={t("blocks.entity")}
          defaultValue={entity?.id ?? entities[0]?.id ?? ""}
          options={entities.map(({ id, name }) => ({ value: id, label: name[format.locale] }))}
        />
        <Button type="submit">{t("blocks.show")}</Button>
      </Form>
      {entity !== null && (
        <div className="assignment-scroll mt3" role="region" aria-label={t("blocks.title")} tabIndex={0}>
          <table className="tbl" key={entity.id}>
            <thead>
              <tr>
                <th scope="col">{t("blocks.index")}</th>
                <th scope="col">{t("blocks.items")}</th>
                <th scope="col">{t("blocks.experts")}</th>
                <th scope="col">{t("blocks.change")}</th>
              </tr>
            </thead>
            <tbody>
              {entity.blocks.map((block) => (
                <BlockRow key={block.mainIndex} view={view} entityId={entity.id} block={block} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function BlockRow({ view, entityId, block }: { view: AssignmentView; entityId: string; block: BlockView }) {
  const { t } = useTranslation("assignment");
  const format = useFormat();
  const [isOpen, setIsOpen] = useState(false);
  const names = block.experts.map(({ label, isGuest }) => (isGuest ? `${label} (${t("blocks.guest")})` : label));
  return (
    <tr>
      <th scope="row" className="wrap">
        {block.mainIndex} · {block.name[format.locale]}
      </th>
      <td className="num">{format.count(block.itemCount)}</td>
      <td className="wrap">{names.join(", ")}</td>
      <td>
        {block.canMove && !isOpen && <Button onClick={() => setIsOpen(true)}>{t("blocks.change")}</Button>}
        {isOpen && <MoveForm view={view} entityId={entityId} block={block} />}
      </td>
    </tr>
  );
}
