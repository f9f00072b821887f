import { Status } from "#components/ui/status.tsx";
import { GATE_WORDS, type Gate } from "#lib/reviews/rules/gates.ts";
import classes from "./gate-list.module.css";

type Ask = { id: number; gate: string | null; reason: string; askedBy: { name: string } };
type Props = { gates: readonly Gate[]; asks?: readonly Ask[] };

/** The gates as a checklist, each with its reason, a link to what would meet it, and the waivers that are asked for. */
export function GateList({ gates, asks = [] }: Props) {
  return (
    <ul className={classes.gates}>
      {gates.map((gate) => (
        <li key={gate.id}>
          <div className={classes.head}>
            <a href={`#${gate.meets}`}>{GATE_WORDS[gate.id]}</a>
            <Status value={gate.state} size="sm" />
          </div>
          <p className={classes.reason}>{gate.reason}</p>
          {asks
            .filter((ask) => ask.gate === gate.id)
            .map((ask) => (
              <p key={ask.id} className={classes.reason}>
                {ask.askedBy.name} asks that it may stand: {ask.reason}
              </p>
            ))}
        </li>
      ))}
    </ul>
  );
}
