import { Moment } from "#components/ui/words/moment.tsx";
import type { LinkedIdentity } from "#lib/people/output.ts";
import type { Now } from "#lib/zoned-time.ts";
import classes from "./sign-in-lines.module.css";

/** A person's identities at identity providers. */
export function IdentityLines({ identities, now }: { identities: readonly LinkedIdentity[]; now: Now }) {
  if (identities.length === 0) return <p className="dimmed">No identity is linked.</p>;
  return (
    <ul className={classes.lines} aria-label="Linked identities">
      {identities.map(({ id, issuer, subject, linkedAt }) => (
        <li key={id}>
          <code>{subject}</code> at {issuer}
          <span className="dimmed">
            , linked <Moment at={linkedAt} now={now} />
          </span>
        </li>
      ))}
    </ul>
  );
}
