import type { ReactNode } from "react";
import { counted } from "#lib/words.ts";
import classes from "./organisation-tree.module.css";

type Node = { id: number; name: string; depth: number; teams: number };
type Props = { nodes: Node[]; control: (node: Node) => ReactNode };

/** Organisations nested by parent, with their actions. */
export function OrganisationTree({ nodes, control }: Props) {
  return (
    <ul className={classes.tree}>
      {nodes.map((node) => (
        <li key={node.id} className={classes.node} style={{ paddingInlineStart: `${12 + node.depth * 20}px` }}>
          <span className={classes.name}>{node.name}</span>
          <span className="dimmed">{counted(node.teams, "team")}</span>
          {control(node)}
        </li>
      ))}
    </ul>
  );
}
