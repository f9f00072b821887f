import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { ServiceActs } from "#components/people/service-acts.tsx";
import { ServiceFacts } from "#components/people/service-facts.tsx";
import { ReviewLines } from "#components/reviews/queue/review-lines.tsx";
import { TierMark } from "#components/reviews/queue/tier-mark.tsx";
import { ModelLines } from "#components/threat-models/model-lines.tsx";
import { isOffered } from "#components/ui/acts/is-offered.ts";
import { PageHead } from "#components/ui/page/page-head.tsx";
import { Section } from "#components/ui/page/section.tsx";
import { Tag } from "#components/ui/words/tag.tsx";
import { nowOf } from "#lib/context.ts";
import { servicePage } from "#lib/pages/service-page.ts";
import { paths } from "#lib/paths.ts";
import { pageContext } from "#lib/web/context.ts";
import { found } from "#lib/web/found.ts";
import { pathId } from "#lib/web/path-id.ts";
import { editServiceAction, retireServiceAction } from "../../actions.ts";

export const metadata: Metadata = { title: "Service" };

export default async function ServicePage({ params }: { params: Promise<{ service: string }> }) {
  const ctx = await pageContext();
  const id = pathId((await params).service) ?? notFound();
  const { service, models, editing, retiring, teams } = await found(servicePage(ctx, id));
  return (
    <>
      <PageHead
        title={service.name}
        back={{ href: paths.team(service.team.id), label: service.team.name }}
        beside={
          <>
            <TierMark tier={service.tier} />
            {service.retiredAt ? <Tag>Retired</Tag> : null}
          </>
        }
        facts={<ServiceFacts service={service} timeZone={nowOf(ctx).timeZone} />}
        action={
          service.retiredAt === null && isOffered(editing) ? (
            <ServiceActs
              service={service}
              teams={teams}
              editing={editing}
              retiring={retiring}
              edit={editServiceAction}
              retire={retireServiceAction}
            />
          ) : null
        }
      />
      <Section title="Threat models">
        <ModelLines models={models} withService={false} empty="No threat models that you can see." />
      </Section>
      <Section
        title="Reviews"
        action={
          <Link href={paths.reviews({ service: id })} prefetch={false}>
            All reviews of the service
          </Link>
        }
      >
        <ReviewLines reviews={service.reviews} empty="No reviews that you can see." />
      </Section>
    </>
  );
}
