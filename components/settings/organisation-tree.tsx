import { counted } from "#lib/words.ts";
import classes from "./organisation-tree.module.css";

type Node = { id: number; name: string; depth: number; teams: number };

/** The organisations, each below the one it belongs to. */
export function OrganisationTree({ nodes }: { nodes: Node[] }) {
  return (
    <ul className={classes.tree}>
      {nodes.map(({ id, name, depth, teams }) => (
        <li key={id} className={classes.node} style={{ paddingInlineStart: `${12 + depth * 20}px` }}>
          <span>{name}</span>
          <span className="dimmed">{counted(teams, "team")}</span>
        </li>
      ))}
    </ul>
  );
}
