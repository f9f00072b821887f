import Link from "next/link";
import { Moment } from "#components/ui/words/moment.tsx";
import { BELT_WORDS, type Belt } from "#lib/belts/rules.ts";
import { paths } from "#lib/paths.ts";
import type { Now } from "#lib/zoned-time.ts";
import classes from "./waiting-list.module.css";

type Named = { id: number; name: string };
type Props = {
  nominations: { person: Named; team: Named; at: Date }[];
  proposals: { person: Named; belt: Belt }[];
  now: Now;
};

/** Items to resolve in the directory: nominations without consent, and belts reached. */
export function WaitingList({ nominations, proposals, now }: Props) {
  return (
    <ul className={classes.list}>
      {nominations.map(({ person, team, at }) => (
        <li key={`nomination ${person.id}`}>
          <Link href={`${paths.person(person.id)}#lifecycle`} prefetch={false}>
            Decide the nomination of {person.name}
          </Link>
          <span className="dimmed">
            {team.name}, <Moment at={at} now={now} />
          </span>
        </li>
      ))}
      {proposals.map(({ person, belt }) => (
        <li key={`belt ${person.id}`}>
          <Link href={`${paths.person(person.id)}#belt`} prefetch={false}>
            Award the {BELT_WORDS[belt].toLowerCase()} to {person.name}
          </Link>
          <span className="dimmed">all items met</span>
        </li>
      ))}
    </ul>
  );
}
