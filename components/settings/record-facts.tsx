import { Facts } from "#components/ui/page/facts.tsx";
import { Status } from "#components/ui/words/status.tsx";
import { type DatabaseRole, OWNER_SERVES } from "#lib/database-role.ts";
import { NONE_SEALED, type Unsealed, unsealedWords } from "#lib/events/rules.ts";

type Kept = {
  /** The newest seal, or null. */
  sealed: { number: number; sealedAt: Date } | null;
  /** Events that should be sealed but are not, or null. */
  unsealed: Unsealed | null;
  anchors: {
    host: string | null;
    posted: { sealNumber: number; at: Date } | null;
    failing: { since: Date; problem: string } | null;
    overdue: Date | null;
  };
};

type Props = {
  /** Null for the embedded database, which has one role. */
  role: DatabaseRole | null;
} & (Kept | Unread);

/** Who prevents the rest from being read. */
type Unread = { unread: string };

/** How the event record is protected against changes. */
export function RecordFacts({ role, ...found }: Props) {
  const server = role === null ? [] : [{ label: "Role of the server", value: <RoleOfServer role={role} /> }];
  if ("unread" in found) return <Facts items={[...server, { label: "Seals", value: <NotRead {...found} /> }]} />;
  const { sealed, unsealed, anchors } = found;
  const { host, posted, failing, overdue } = anchors;
  return (
    <Facts
      items={[
        ...server,
        { label: "Seals", value: unsealed ? <Late {...unsealed} /> : newestWords(sealed) },
        { label: "Anchors", value: host ? `Go to ${host}` : "Go nowhere. Set ANCHOR_URL" },
        ...(host || posted ? [{ label: "Last anchor posted", value: lastWords(posted) }] : []),
        ...(host && failing ? [{ label: "Posting", value: <Failing {...failing} /> }] : []),
        ...(host && overdue && !failing ? [{ label: "Posting", value: <Overdue since={overdue} /> }] : []),
      ]}
    />
  );
}

function RoleOfServer({ role }: { role: DatabaseRole }) {
  if (role === "application") return <Status value="good" label="Cannot change or empty tables" size="sm" />;
  return (
    <>
      <Status value="at_risk" label="Owns the tables" size="sm" /> {OWNER_SERVES}
    </>
  );
}

function NotRead({ unread }: Unread) {
  return (
    <>
      <Status value="at_risk" label="Not known" size="sm" /> {unread}
    </>
  );
}

function newestWords(sealed: Kept["sealed"]): string {
  if (!sealed) return NONE_SEALED;
  return `The newest is number ${sealed.number}, of ${sealed.sealedAt.toISOString()}`;
}

function Late(unsealed: Unsealed) {
  return (
    <>
      <Status value="bad" label="Not sealed" size="sm" /> {unsealedWords(unsealed)}
    </>
  );
}

function lastWords(posted: Kept["anchors"]["posted"]): string {
  if (!posted) return "None yet";
  return `Seal ${posted.sealNumber}, at ${posted.at.toISOString()}, to what ANCHOR_URL was then`;
}

function Overdue({ since }: { since: Date }) {
  return (
    <>
      <Status value="bad" label="Overdue" size="sm" />{" "}
      {`What was sealed at ${since.toISOString()} was not posted, and no attempt is known to have failed. See “post-anchor” in the log.`}
    </>
  );
}

function Failing({ since, problem }: { since: Date; problem: string }) {
  return (
    <>
      <Status value="bad" label={`Failed since ${since.toISOString()}`} size="sm" /> {problem}
    </>
  );
}
