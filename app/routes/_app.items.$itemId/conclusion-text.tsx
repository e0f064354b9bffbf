import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { JsonValue } from "#domain/ledger/canonical-json.ts";
import { LostCite } from "./cited-text.tsx";
import { useDesk } from "./use-desk.ts";

type Tree = { name?: string; attributes?: Record<string, JsonValue>; children?: Tree[]; text?: string; marks?: object };

/** The joint conclusion as it stands on the server, to read. */
export function ConclusionText({ nodes }: { nodes: readonly JsonValue[] }) {
  const { t } = useTranslation("workbench");
  return (
    <section className="conclusion">
      <h2 className="h3 mb1">{t("conclusion")}</h2>
      <div className="prose">
        {nodes.length === 0 ? <p className="cap">{t("noConclusion")}</p> : <Nodes nodes={nodes as Tree[]} />}
      </div>
    </section>
  );
}

function Nodes({ nodes }: { nodes: readonly Tree[] }) {
  return nodes.map((node, at) => <TreeNode key={at} node={node} />);
}

function TreeNode({ node }: { node: Tree }): ReactNode {
  const { view } = useDesk();
  if (node.text !== undefined) {
    const marks = node.marks ?? {};
    const italic = "italic" in marks ? <i>{node.text}</i> : node.text;
    return "bold" in marks ? <b>{italic}</b> : italic;
  }
  const children = <Nodes nodes={node.children ?? []} />;
  if (node.name === "cite") {
    const number = view.notes.find((note) => note.id === node.attributes?.["annotation"])?.number;
    return number === undefined ? <LostCite /> : <span className="cite">@{number}</span>;
  }
  if (node.name === "bulletList") return <ul>{children}</ul>;
  return node.name === "listItem" ? <li>{children}</li> : <p>{children}</p>;
}
