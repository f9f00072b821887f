import { Status } from "#components/ui/status.tsx";
import { GATE_WORDS, type Gate } from "#lib/reviews/rules/gates.ts";
import classes from "./gate-list.module.css";

/** The gates as a checklist, each with its reason and a link to what would meet it. */
export function GateList({ gates }: { gates: readonly Gate[] }) {
  return (
    <ul className={classes.gates}>
      {gates.map((gate) => (
        <li key={gate.id}>
          <div className={classes.head}>
            <a href={`#${gate.meets}`}>{GATE_WORDS[gate.id]}</a>
            <Status value={gate.state} size="sm" />
          </div>
          <p className={classes.reason}>{gate.reason}</p>
        </li>
      ))}
    </ul>
  );
}
