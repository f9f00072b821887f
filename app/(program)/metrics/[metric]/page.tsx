import type { Metadata } from "next";
import { BacklogAges } from "#components/metrics/backlog-ages.tsx";
import { BesideLeadTime } from "#components/metrics/beside-lead-time.tsx";
import { CountedGuardians } from "#components/metrics/counted-guardians.tsx";
import { EligibleTeams } from "#components/metrics/eligible-teams.tsx";
import { FigureQuarters } from "#components/metrics/figure-quarters.tsx";
import { FirstModels } from "#components/metrics/first-models.tsx";
import { IssueRates } from "#components/metrics/issue-rates.tsx";
import { LeadTimeByArm } from "#components/metrics/lead-time-by-arm.tsx";
import { MetricDefinition } from "#components/metrics/metric-definition.tsx";
import { asOfWords } from "#components/metrics/metric-words.ts";
import { windowWords } from "#components/metrics/window-words.ts";
import { ReviewStateMark } from "#components/reviews/queue/review-state.tsx";
import { TierMark } from "#components/reviews/queue/tier-mark.tsx";
import { DataTable } from "#components/ui/lists/data-table.tsx";
import { EmptyState } from "#components/ui/lists/empty-state.tsx";
import { Pager } from "#components/ui/lists/pager.tsx";
import { PageHead } from "#components/ui/page/page-head.tsx";
import { Section } from "#components/ui/page/section.tsx";
import { Days, NotKnown } from "#components/ui/words/days.tsx";
import { Tag } from "#components/ui/words/tag.tsx";
import { metricRows } from "#lib/metrics/rows.ts";
import { ARM_WORDS } from "#lib/metrics/rules/arms.ts";
import { numbersOf, pickedIn } from "#lib/metrics/rules/metrics-address.ts";
import { formatCount } from "#lib/numbers.ts";
import { paths } from "#lib/paths.ts";
import { pageContext } from "#lib/web/context.ts";
import { found } from "#lib/web/found.ts";
import { countedIn } from "#lib/words.ts";

export const metadata: Metadata = { title: "Rows behind a metric" };

type Props = {
  params: Promise<{ metric: string }>;
  searchParams: Promise<Record<string, string | undefined>>;
};

export default async function MetricRowsPage({ params, searchParams }: Props) {
  const ctx = await pageContext();
  const { metric } = await params;
  const { page, ...parameters } = await searchParams;
  const query = pickedIn(parameters);
  const rows = await found(metricRows(ctx, metric, { ...numbersOf(query), page: page || undefined }));
  return (
    <>
      <PageHead
        title={`${rows.metric.id} ${rows.metric.name}`}
        back={{ href: paths.metrics(query), label: "Metrics" }}
        facts={`${rows.scope.label}, ${windowWords(rows)}, ${asOfWords(rows)}${rows.behind === "nothing" ? "" : `: ${countedIn(rows, "row")} that you can open`}`}
      />
      <MetricDefinition metric={rows.metric} query={query} />
      {rows.figure ? <FigureQuarters figure={rows.figure} query={query} /> : null}
      {rows.backlog ? <BacklogAges ages={rows.backlog} query={query} /> : null}
      {rows.teams ? <EligibleTeams teams={rows.teams} total={rows.total} /> : null}
      {rows.models ? <FirstModels models={rows.models} total={rows.total} /> : null}
      {rows.guardians ? (
        <CountedGuardians
          guardians={rows.guardians}
          total={rows.total}
          inProgress={rows.quarter?.inProgress ?? false}
        />
      ) : null}
      {rows.issues ? <IssueRates rates={rows.issues} query={query} asOfWords={asOfWords(rows)} /> : null}
      {rows.beside ? <BesideLeadTime beside={rows.beside} /> : null}
      {rows.byArm ? (
        <Section title="By arm">
          <LeadTimeByArm byArm={rows.byArm} query={query} />
        </Section>
      ) : null}
      {rows.metric.id === "M14" ? <People people={rows.people} /> : null}
      {rows.behind === "reviews" ? (
        <Section title="Reviews behind it">
          <Reviews rows={rows} />
        </Section>
      ) : null}
      {rows.behind === "nothing" ? (
        <p className="dimmed">This number has no rows: it counts activity, logged time or answers.</p>
      ) : (
        <Pager
          page={rows.page}
          pages={rows.pages}
          total={countedIn(rows, "row")}
          href={(page) => paths.metricRows(metric, { ...query, page })}
        />
      )}
    </>
  );
}

type Rows = Awaited<ReturnType<typeof metricRows>>;

function People({ people }: { people: Rows["people"] }) {
  if (people === null) {
    return (
      <EmptyState title="People are not shown here">
        Managers see their own people; program staff see everyone. No one sees groups of fewer than five, or past days.
      </EmptyState>
    );
  }
  return (
    <DataTable
      caption="People behind the number"
      columns={[
        { key: "name", label: "Person", width: "30%" },
        { key: "team", label: "Team", width: "25%" },
        { key: "missing", label: "Missing", width: "45%", wraps: true },
      ]}
      rows={people.map((person) => ({
        key: person.id,
        href: paths.person(person.id),
        cells: { name: person.name, team: person.team, missing: person.missing.join(", ") || "Nothing" },
      }))}
      empty={null}
    />
  );
}

function ReviewName({ review: { ref, title, imported } }: { review: Rows["reviews"][number] }) {
  return (
    <span title={`${ref} ${title}`}>
      {ref} {title} {imported ? <Tag>Imported</Tag> : null}
    </span>
  );
}

type Counted = { kind: Rows["counted"][number]["kind"]; value: Rows["reviews"][number]["counted"][number] };

function CountedValue({ kind, value }: Counted) {
  if (value === null) return <NotKnown />;
  if (typeof value === "string") return value;
  return kind === "duration" ? <Days seconds={value} /> : formatCount(value);
}

function Reviews({ rows }: { rows: Rows }) {
  return (
    <DataTable
      caption="Reviews behind the number"
      columns={[
        { key: "review", label: "Review" },
        { key: "team", label: "Team", width: "9rem", leaves: "second" },
        { key: "tier", label: "Tier", width: "6rem", leaves: "second", bare: true },
        { key: "state", label: rows.isNow ? "State" : "State today", width: "11rem", bare: true },
        // With more than one arm counted, the column is dropped to save space.
        ...(rows.counted.length > 1 ? [] : [{ key: "arm", label: "Arm", width: "9rem", leaves: "first" as const }]),
        { key: "lead", label: "Lead or age", align: "right", width: "6rem" },
        ...rows.counted.map(({ label, kind }) =>
          kind === "words"
            ? { key: label, label, width: "8rem" }
            : { key: label, label, align: "right" as const, width: "5.5rem" },
        ),
      ]}
      rows={rows.reviews.map((review) => ({
        key: review.id,
        href: paths.review(review.id),
        cells: {
          review: <ReviewName review={review} />,
          team: review.team ?? <span className="dimmed">No team</span>,
          tier: <TierMark tier={review.tier} />,
          state: (
            <ReviewStateMark
              state={review.state}
              elsewhere={review.elsewhere}
              onWaivers={review.onWaivers}
              stale={review.stale}
              quiet
            />
          ),
          arm: ARM_WORDS[review.arm],
          lead: <Days seconds={review.seconds} />,
          ...Object.fromEntries(
            rows.counted.map(({ label, kind }, index) => [
              label,
              <CountedValue key={label} kind={kind} value={review.counted[index] ?? null} />,
            ]),
          ),
        },
      }))}
      empty={
        <EmptyState title="No rows that you can open">The number may count more rows than you can see.</EmptyState>
      }
    />
  );
}
