import type { Metadata } from "next";
import { AssumptionsForm } from "#components/metrics/assumptions-form.tsx";
import { BusinessCase } from "#components/metrics/business-case.tsx";
import { quarterName } from "#components/metrics/metric-words.ts";
import { PageHead } from "#components/ui/page-head.tsx";
import { businessCasePage } from "#lib/metrics/business-case.ts";
import { pickedIn } from "#lib/metrics/rules/picked.ts";
import { paths } from "#lib/paths.ts";
import { pageContext } from "#lib/web/context.ts";
import { found } from "#lib/web/found.ts";

export const metadata: Metadata = { title: "Business case" };

type Props = { searchParams: Promise<Record<string, string | undefined>> };

export default async function BusinessCasePage({ searchParams }: Props) {
  const ctx = await pageContext();
  const parameters = await searchParams;
  const { reviews, days, findings, hoursPerFinding } = parameters;
  const query = pickedIn(parameters);
  const given = Object.entries({ reviews, days, findings, hoursPerFinding }).filter(([, value]) => value);
  const page = await found(businessCasePage(ctx, Object.fromEntries(given)));
  return (
    <>
      <PageHead
        title="Business case"
        back={{ href: paths.metrics(query), label: "Metrics" }}
        facts={`The program, ${page.effect.from.label} to ${quarterName(page.effect.to)}. What guardians save in a year, as far as a difference is shown`}
      />
      <BusinessCase page={page}>
        {page.assumed && page.measured ? (
          <AssumptionsForm assumed={page.assumed} measured={page.measured} query={query} />
        ) : null}
      </BusinessCase>
    </>
  );
}
