import type { Metadata } from "next";
import { AssumptionsForm } from "#components/metrics/assumptions-form.tsx";
import { BusinessCase } from "#components/metrics/business-case.tsx";
import { quarterName } from "#components/metrics/metric-words.ts";
import { PageHead } from "#components/ui/page/page-head.tsx";
import { exactTime } from "#components/ui/words/relative-time.ts";
import { businessCasePage } from "#lib/metrics/business-case.ts";
import { assumedIn } from "#lib/metrics/input.ts";
import { pickedIn } from "#lib/metrics/rules/metrics-address.ts";
import { paths } from "#lib/paths.ts";
import { pageContext } from "#lib/web/context.ts";
import { found } from "#lib/web/found.ts";

export const metadata: Metadata = { title: "Business case" };

type Props = { searchParams: Promise<Record<string, string | undefined>> };

export default async function BusinessCasePage({ searchParams }: Props) {
  const ctx = await pageContext();
  const parameters = await searchParams;
  const query = pickedIn(parameters);
  const { written, right, wrong } = assumedIn(parameters);
  const { quarter, asOf } = query;
  const page = await found(businessCasePage(ctx, { quarter, asOf, ...right }));
  return (
    <>
      <PageHead
        title="Business case"
        back={{ href: paths.metrics(query), label: "Metrics" }}
        facts={`The program, ${page.effect.from.label} to ${quarterName(page.effect.to)}, as of ${exactTime(new Date(page.effect.asOf))}. Yearly savings where a difference is shown`}
      />
      <BusinessCase page={page}>
        {page.measured ? (
          <AssumptionsForm written={written} wrong={wrong} measured={page.measured} query={query} />
        ) : null}
      </BusinessCase>
    </>
  );
}
