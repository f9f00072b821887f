import { type Column, DataTable } from "#components/ui/lists/data-table.tsx";
import { EmptyState } from "#components/ui/lists/empty-state.tsx";
import { Moment } from "#components/ui/words/moment.tsx";
import { m } from "#lib/member-name.ts";
import { paths } from "#lib/paths.ts";
import type { ProfileView } from "#lib/policies/rules/run-view.ts";
import type { Now } from "#lib/zoned-time.ts";

const COLUMNS: Column[] = [
  { key: "name", label: "Profile" },
  { key: "tiers", label: "Checks reviews of tier", width: "12rem" },
  { key: "rules", label: "Rules", align: "right", width: "5rem" },
  { key: "references", label: "References", align: "right", width: "6rem", leaves: "second" },
  { key: "version", label: "Version", align: "right", width: "5rem" },
  { key: "published", label: "Published", width: "14rem", leaves: "first" },
];

export function ProfileTable({ profiles, now }: { profiles: readonly ProfileView[]; now: Now }) {
  const rows = profiles.map(({ profileId, name, tiers, version, definition, publishedBy, publishedAt }) => ({
    key: profileId,
    href: paths.checkProfile(profileId),
    cells: {
      name,
      tiers: tiers.length > 0 ? tiers.join(", ") : <span className="dimmed">none</span>,
      rules: definition.sensitive.length,
      references: definition.references.identity.length + definition.references.resource.length,
      version,
      published: (
        <>
          {publishedBy?.name ?? m`Guardians`} <Moment at={publishedAt} now={now} />
        </>
      ),
    },
  }));
  const empty = (
    <EmptyState title="No check profile yet">
      The standard profile is created when the first review with a policy is submitted.
    </EmptyState>
  );
  return <DataTable caption="Check profiles" columns={COLUMNS} rows={rows} empty={empty} />;
}
