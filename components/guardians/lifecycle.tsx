import { Fold } from "#components/ui/page/fold.tsx";
import { Moment } from "#components/ui/words/moment.tsx";
import type { Lifecycle as Guardianship } from "#lib/guardians/output.ts";
import { LEAVING_REASON_WORDS, movedTo } from "#lib/guardians/rules.ts";
import { m } from "#lib/member-name.ts";
import { counted } from "#lib/words.ts";
import type { Now } from "#lib/zoned-time.ts";
import { GuardianStateMark } from "./guardian-state.tsx";
import classes from "./lifecycle.module.css";

/** Every period as a guardian. The history of who changed what and why is collapsed. */
export function Lifecycle({ lifecycles, now }: { lifecycles: Guardianship[]; now: Now }) {
  if (lifecycles.length === 0) return <p className="dimmed">{m`Never nominated as a guardian.`}</p>;
  return lifecycles.map((guardianship) => (
    <div key={guardianship.id} className={classes.time}>
      <p>
        <GuardianStateMark state={guardianship.state} label={lastMove(guardianship)} /> in {guardianship.team.name}
        {guardianship.successor ? `, succeeded by ${guardianship.successor.name}` : ""}
      </p>
      {guardianship.leavingReason ? (
        <p>Reason for leaving: {LEAVING_REASON_WORDS[guardianship.leavingReason]}</p>
      ) : null}
      {guardianship.hoursPerMonth === null ? null : <p>{guardianship.hoursPerMonth} h a month agreed</p>}
      {guardianship.rationale ? <p className="dimmed">“{guardianship.rationale}”</p> : null}
      <Fold bare line={`History, ${counted(guardianship.moves.length, "change")}`}>
        <ol className={classes.moves}>
          {guardianship.moves.map((move) => (
            <li key={`${move.to}-${String(move.at)}`}>
              {movedTo(move)}{" "}
              <span className="dimmed">
                <Moment at={move.at} now={now} />
                {move.by ? ` by ${move.by.name}` : ""}
                {move.reason ? `: ${move.reason}` : ""}
              </span>
            </li>
          ))}
        </ol>
      </Fold>
    </div>
  ));
}

function lastMove({ moves }: Guardianship): string | undefined {
  const last = moves.at(-1);
  return last && movedTo(last);
}
