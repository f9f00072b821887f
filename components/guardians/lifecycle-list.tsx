import Link from "next/link";
import { Facts } from "#components/ui/facts.tsx";
import { Moment } from "#components/ui/moment.tsx";
import type { Lifecycle } from "#lib/guardians/output.ts";
import { GUARDIAN_STATE_WORDS } from "#lib/guardians/rules.ts";
import { paths } from "#lib/paths.ts";
import classes from "./lifecycle-list.module.css";

/** The times a person was a guardian, the latest first, each with its moves. */
export function LifecycleList({ times, now }: { times: Lifecycle[]; now: Date }) {
  return times.map((time) => (
    <div key={time.id} className={classes.time}>
      <Facts items={factsOf(time)} />
      <ol className={classes.moves}>
        {time.moves.map((move) => (
          <li key={`${move.to} ${new Date(move.at).toISOString()}`}>
            {GUARDIAN_STATE_WORDS[move.to]}
            {move.by ? `, by ${move.by.name}` : ""}{" "}
            <span className="dimmed">
              <Moment at={move.at} now={now} />
            </span>
            {move.reason ? <span>: {move.reason}</span> : null}
          </li>
        ))}
      </ol>
    </div>
  ));
}

function factsOf({ team, rationale, hoursPerMonth, successor }: Lifecycle) {
  return [
    {
      label: "Team",
      value: (
        <Link href={paths.team(team.id)} prefetch={false}>
          {team.name}
        </Link>
      ),
    },
    { label: "Rationale", value: rationale },
    ...(hoursPerMonth === null ? [] : [{ label: "Hours per month", value: hoursPerMonth }]),
    ...(successor === null ? [] : [{ label: "Successor", value: successor.name }]),
  ];
}
