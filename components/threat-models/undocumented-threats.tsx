import Link from "next/link";
import { Status } from "#components/ui/words/status.tsx";
import type { ThreatRow } from "#lib/threat-models/output.ts";
import { counted } from "#lib/words.ts";
import classes from "./undocumented-threats.module.css";

/** How many threats are named before the rest collapses. */
const SHOWN = 5;

type Props = {
  threats: readonly ThreatRow[];
  /** The threat model with its version: "Checkout API v2". */
  model: string;
  href: string;
  /** Text about the blocking threats, if any. */
  blocks: string | null;
};

/** The threats without a documented mitigation, in plain form. */
export function UndocumentedThreats({ threats, model, href, blocks }: Props) {
  const undocumented = threats.filter((threat) => threat.undocumented);
  const all = counted(threats.length, "threat");
  if (threats.length === 0) {
    return (
      <p>
        <Status value="unmet" label="No threat" /> in{" "}
        <Link href={href} prefetch={false}>
          {model}
        </Link>
      </p>
    );
  }
  if (undocumented.length === 0) {
    return (
      <p>
        <Status value="good" label="Every threat has a documented mitigation" />{" "}
        <Link href={href} prefetch={false} className="nowrap">
          {all}
        </Link>{" "}
        of {model}
      </p>
    );
  }
  return (
    <div className={classes.box}>
      <p className={classes.head}>
        <Status
          value="unmet"
          label={counted(
            undocumented.length,
            "threat has no documented mitigation",
            "threats have no documented mitigation",
          )}
        />{" "}
        of{" "}
        <Link href={href} prefetch={false} className="nowrap">
          {all}
        </Link>{" "}
        of {model}
      </p>
      <Lines threats={undocumented.slice(0, SHOWN)} blocks={blocks} />
      {undocumented.length > SHOWN ? (
        <details>
          <summary>{undocumented.length - SHOWN} more</summary>
          <Lines threats={undocumented.slice(SHOWN)} blocks={blocks} />
        </details>
      ) : null}
    </div>
  );
}

function Lines({ threats, blocks }: Pick<Props, "threats" | "blocks">) {
  return (
    <ul className={classes.list}>
      {threats.map((threat) => (
        <li key={threat.itemId}>
          {threat.numericId === null ? null : <span className={classes.number}>#{threat.numericId} </span>}
          {threat.text || "A threat without text"}{" "}
          <span className="dimmed">
            (priority {threat.priority ?? "not set"}
            {threat.unmitigated ? "" : ", not applicable"}
            {threat.blocking && blocks ? `, ${blocks}` : ""})
          </span>
        </li>
      ))}
    </ul>
  );
}
