import { Facts } from "#components/ui/facts.tsx";
import { Status } from "#components/ui/status.tsx";
import { type DatabaseRole, OWNER_SERVES } from "#lib/database-role.ts";
import { type Unsealed, unsealedWords } from "#lib/events/rules.ts";

type Props = {
  /** Null for the embedded database, which has one role. */
  role: DatabaseRole | null;
  /** What is not sealed though it should be, or null. */
  unsealed: Unsealed | null;
  anchors: {
    host: string | null;
    posted: { sealNumber: number; at: Date } | null;
    failing: { since: Date; problem: string } | null;
  };
};

/** What keeps the events as they were recorded. */
export function RecordFacts({ role, unsealed, anchors: { host, posted, failing } }: Props) {
  return (
    <Facts
      items={[
        ...(role === null ? [] : [{ label: "Role of the server", value: <RoleOfServer role={role} /> }]),
        ...(unsealed ? [{ label: "Seals", value: <Late {...unsealed} /> }] : []),
        { label: "Anchors", value: host ? `Posted to ${host}` : "Not posted anywhere. Set ANCHOR_URL" },
        ...(posted
          ? [{ label: "Last anchor posted", value: `Seal ${posted.sealNumber}, at ${posted.at.toISOString()}` }]
          : []),
        ...(host && failing ? [{ label: "Posting", value: <Failing {...failing} /> }] : []),
      ]}
    />
  );
}

function RoleOfServer({ role }: { role: DatabaseRole }) {
  if (role === "application") return <Status value="good" label="May not change or empty tables" size="sm" />;
  return (
    <>
      <Status value="at_risk" label="Owns the tables" size="sm" /> {OWNER_SERVES}
    </>
  );
}

function Late(unsealed: Unsealed) {
  return (
    <>
      <Status value="bad" label="Not sealed" size="sm" /> {unsealedWords(unsealed)}
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
