import type { ReactNode } from "react";
import { TierMark } from "#components/reviews/queue/tier-mark.tsx";
import { DataTable } from "#components/ui/lists/data-table.tsx";
import { Tag } from "#components/ui/words/tag.tsx";
import { paths } from "#lib/paths.ts";
import type { ServiceRow } from "#lib/teams/output.ts";

type Props = { services: ServiceRow[]; caption?: string; empty: ReactNode };

/** Services with their teams; retired services are labelled. */
export function ServiceLines({ services, caption = "Services", empty }: Props) {
  return (
    <DataTable
      caption={caption}
      columns={[
        { key: "name", label: "Service", width: "46%" },
        { key: "team", label: "Team", width: "36%" },
        { key: "tier", label: "Tier", width: "18%", bare: true },
      ]}
      rows={services.map((service) => ({
        key: service.id,
        href: paths.service(service.id),
        cells: {
          name: service.retiredAt ? (
            <>
              {service.name} <Tag>Retired</Tag>
            </>
          ) : (
            service.name
          ),
          team: service.team.name,
          tier: <TierMark tier={service.tier} />,
        },
      }))}
      empty={empty}
    />
  );
}
