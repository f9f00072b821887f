import Link from "next/link";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Moment } from "#components/ui/moment.tsx";
import { Status } from "#components/ui/status.tsx";
import type { Need } from "#lib/agenda/rules.ts";
import classes from "./need-list.module.css";

/** What needs a person, ordered by due time: each row a verb and a link. */
export function NeedList({ needs, now }: { needs: Need[]; now: Date }) {
  if (needs.length === 0) {
    return <EmptyState title="Nothing needs you">What waits for you is listed here, the most urgent first.</EmptyState>;
  }
  return (
    <ul className={classes.needs}>
      {needs.map((need) => (
        <li key={need.key} className={classes.need}>
          <span className={classes.what}>
            <Link href={need.href} prefetch={false} data-row-link="">
              <span className={classes.verb}>{need.verb}</span> {need.thing}
            </Link>
            <span className={classes.note}>{need.note}</span>
          </span>
          <span className={classes.due}>
            {need.overdue ? <Status value="breached" label="Overdue" size="sm" /> : null}
            {need.due ? (
              <span className="dimmed">
                <Moment at={need.due} now={now} />
              </span>
            ) : null}
          </span>
        </li>
      ))}
    </ul>
  );
}
