import { Moment } from "#components/ui/moment.tsx";
import type { Lifecycle as Guardianship } from "#lib/guardians/output.ts";
import { GUARDIAN_STATE_WORDS } from "#lib/guardians/rules.ts";
import { GuardianStateMark } from "./guardian-state.tsx";

/** Every time as a guardian with its moves, who made them and why. */
export function Lifecycle({ lifecycles, now }: { lifecycles: Guardianship[]; now: Date }) {
  if (lifecycles.length === 0) return <p className="dimmed">Never nominated as a guardian.</p>;
  return lifecycles.map((guardianship) => (
    <div key={guardianship.id}>
      <p>
        <GuardianStateMark state={guardianship.state} /> in {guardianship.team.name}
        {guardianship.hoursPerMonth === null ? "" : `, ${guardianship.hoursPerMonth} h a month agreed`}
        {guardianship.successor ? `, succeeded by ${guardianship.successor.name}` : ""}
      </p>
      {guardianship.rationale ? <p className="dimmed">“{guardianship.rationale}”</p> : null}
      <ul>
        {guardianship.moves.map((move) => (
          <li key={`${move.to}-${String(move.at)}`}>
            {GUARDIAN_STATE_WORDS[move.to]} <Moment at={move.at} now={now} />
            {move.by ? ` by ${move.by.name}` : ""}
            {move.reason ? `: ${move.reason}` : ""}
          </li>
        ))}
      </ul>
    </div>
  ));
}
