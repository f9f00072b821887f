import { Status, type StatusValue } from "#components/ui/status.tsx";
import type { Documentation } from "#lib/threat-models/documentation.ts";
import type { ThreatRow } from "#lib/threat-models/output.ts";
import classes from "./threat-list.module.css";

const LOOKS: Record<Documentation, { value: StatusValue; label: string }> = {
  undocumented: { value: "unmet", label: "No documented mitigation" },
  documented: { value: "due", label: "Mitigation documented" },
  done: { value: "met", label: "Mitigations done" },
  accepted: { value: "waived", label: "Accepted" },
  transferred: { value: "waived", label: "Transferred" },
  not_applicable: { value: "not_applicable", label: "Not applicable" },
  unknown: { value: "incomplete", label: "Status not understood" },
};

/** Threats with what is written down against them: those with nothing first. */
export function ThreatList({ threats }: { threats: readonly ThreatRow[] }) {
  if (threats.length === 0) return <p className="dimmed">This version holds no threat.</p>;
  return (
    <ol className={classes.threats}>
      {threats.map((threat) => (
        <li key={threat.itemId} className={classes.threat} data-unmitigated={threat.unmitigated || undefined}>
          <p className={classes.text}>
            {threat.numericId === null ? null : <span className={classes.number}>#{threat.numericId} </span>}
            {threat.text || "A threat without text"}
          </p>
          <p className={classes.facts}>
            <Status size="sm" {...LOOKS[threat.unmitigated ? "undocumented" : threat.documentation]} />
            <span>Priority {threat.priority ?? "not set"}</span>
            {threat.status ? <span className="dimmed">Status in the file: {threat.status}</span> : null}
            {threat.blocking ? <strong className="tone-bad">Blocks approval</strong> : null}
          </p>
          {threat.mitigations.length > 0 ? (
            <ul className={classes.mitigations} aria-label="Mitigations">
              {[...new Set(threat.mitigations)].map((text) => (
                <li key={text}>{text || "A mitigation without text"}</li>
              ))}
            </ul>
          ) : null}
        </li>
      ))}
    </ol>
  );
}
