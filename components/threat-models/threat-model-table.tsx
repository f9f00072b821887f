import type { ReactNode } from "react";
import { type Column, DataTable } from "#components/ui/lists/data-table.tsx";
import { Moment } from "#components/ui/words/moment.tsx";
import { paths } from "#lib/paths.ts";
import type { ThreatModelRow } from "#lib/threat-models/output.ts";
import { AUTHOR_WORDS } from "#lib/threat-models/rules/model.ts";
import type { Now } from "#lib/zoned-time.ts";
import { UNDOCUMENTED, UndocumentedCount } from "./undocumented-count.tsx";

const COLUMNS: Column[] = [
  { key: "name", label: "Threat model" },
  { key: "service", label: "Service", width: "15rem" },
  UNDOCUMENTED,
  { key: "threats", label: "Threats", align: "right", width: "5rem" },
  { key: "version", label: "Version", align: "right", width: "5rem", leaves: "second" },
  { key: "author", label: "Written by", width: "9rem", leaves: "first" },
  { key: "imported", label: "Imported", width: "8rem", leaves: "second" },
];

type Props = { models: readonly ThreatModelRow[]; now: Now; empty: ReactNode };

export function ThreatModelTable({ models, now, empty }: Props) {
  const rows = models.map(({ id, name, service, team, version }) => ({
    key: id,
    href: paths.threatModel(id),
    cells: {
      name,
      service: (
        <>
          {service.name} <span className="dimmed">{team.name}</span>
        </>
      ),
      version: version.seq,
      threats: version.threats,
      undocumented: <UndocumentedCount count={version.undocumented} />,
      author: version.author?.name ?? AUTHOR_WORDS[version.authorRole],
      imported: <Moment at={version.importedAt} now={now} />,
    },
  }));
  return <DataTable caption="Threat models" columns={COLUMNS} rows={rows} empty={empty} />;
}
