import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { EditService } from "#components/people/edit-service.tsx";
import { ReviewLines } from "#components/reviews/review-lines.tsx";
import { TierMark } from "#components/reviews/tier-mark.tsx";
import { DataTable } from "#components/ui/data-table.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { Section } from "#components/ui/section.tsx";
import { may } from "#lib/auth/policy.ts";
import { servicePage } from "#lib/pages/service-page.ts";
import { paths } from "#lib/paths.ts";
import { pageContext } from "#lib/web/context.ts";
import { found } from "#lib/web/found.ts";
import { pathId } from "#lib/web/path-id.ts";
import { editServiceAction } from "../../actions.ts";

export const metadata: Metadata = { title: "Service" };

export default async function ServicePage({ params }: { params: Promise<{ service: string }> }) {
  const ctx = await pageContext();
  const id = pathId((await params).service) ?? notFound();
  const { service, models } = await found(servicePage(ctx, id));
  return (
    <>
      <PageHead
        title={service.name}
        back={{ href: paths.team(service.team.id), label: service.team.name }}
        facts={service.description}
        action={
          <EditService
            key={JSON.stringify([service.name, service.tier, service.description, service.links])}
            service={service}
            permission={may(ctx.actor, "service.add", { teamId: service.teamId })}
            action={editServiceAction}
          />
        }
      />
      <Facts
        items={[
          { label: "Risk tier", value: <TierMark tier={service.tier} /> },
          {
            label: "Links",
            value:
              service.links.length > 0
                ? service.links.map(({ label, url }) => (
                    <a key={url} href={url} rel="noreferrer">
                      {label}{" "}
                    </a>
                  ))
                : "None",
          },
        ]}
      />
      <Section title="Threat models">
        <DataTable
          caption="Threat models"
          columns={[
            { key: "name", label: "Model" },
            { key: "version", label: "Version", align: "right" },
            { key: "threats", label: "Threats", align: "right" },
            { key: "undocumented", label: "Without mitigation", align: "right" },
          ]}
          rows={models.map((model) => ({
            key: model.id,
            href: paths.threatModel(model.id),
            cells: {
              name: model.name,
              version: model.version.seq,
              threats: model.version.threats,
              undocumented: model.version.undocumented,
            },
          }))}
          empty={<p className="dimmed">No threat model that you may see.</p>}
        />
      </Section>
      <Section title="Reviews">
        <ReviewLines reviews={service.reviews} empty="No review that you may see." />
        <p>
          <Link href={paths.reviews({ service: id })} prefetch={false}>
            All reviews of the service
          </Link>
        </p>
      </Section>
    </>
  );
}
