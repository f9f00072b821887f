import type { Metadata } from "next";
import { CriteriaTable } from "#components/program/criteria-table.tsx";
import { GOAL_FACTS, GoalBars } from "#components/program/goal-bars.tsx";
import { GoalActs, SetGoal } from "#components/program/goal-forms.tsx";
import { Plaque } from "#components/program/plaque.tsx";
import { EditProgram } from "#components/program/program-forms.tsx";
import { PublishCriteria } from "#components/program/publish-criteria.tsx";
import { OpenProgramReview } from "#components/program-reviews/review-forms.tsx";
import { ReviewTable } from "#components/program-reviews/review-table.tsx";
import { TierMark } from "#components/reviews/queue/tier-mark.tsx";
import { DataTable } from "#components/ui/lists/data-table.tsx";
import { PageHead } from "#components/ui/page/page-head.tsx";
import { Section } from "#components/ui/page/section.tsx";
import { may } from "#lib/auth/policy.ts";
import { DEFAULT_CRITERIA } from "#lib/belts/rules.ts";
import { nowOf } from "#lib/context.ts";
import { TIERS } from "#lib/intake/rules/tiers.ts";
import { quarterKey, quarterLabel } from "#lib/metrics/rules/quarter.ts";
import { programPage } from "#lib/pages/program-page.ts";
import { businessDays } from "#lib/program/rules/settings.ts";
import { mayOpen } from "#lib/program-reviews/rules/capabilities.ts";
import { pageContext } from "#lib/web/context.ts";
import {
  editGoalAction,
  editProgramAction,
  endGoalAction,
  measureMetricAction,
  publishCriteriaAction,
  setGoalAction,
} from "../actions.ts";
import { openProgramReviewAction } from "../reviews/actions.ts";

export const metadata: Metadata = { title: "Program" };

export default async function ProgramPage() {
  const ctx = await pageContext();
  const page = await programPage(ctx);
  const { about, tierRules, goals, values, versions, latest, people, reviewable } = page;
  const edits = may(ctx.actor, "program.edit", null);
  return (
    <>
      <PageHead
        title={about.name}
        facts={`Quarters and business hours in ${about.timeZone}; ${about.calendar.fromHour}:00 to ${about.calendar.toHour}:00 on business days`}
        action={<EditProgram program={about} permission={edits} action={editProgramAction} />}
      />
      <Plaque vision={about.vision} mission={about.mission} sponsor={about.sponsor} />
      <Section
        title="Goals"
        id="goals"
        facts={GOAL_FACTS}
        action={
          <SetGoal
            people={people}
            organisations={page.organisations}
            measure={measureMetricAction}
            permission={edits}
            action={setGoalAction}
          />
        }
      >
        <GoalBars
          whole
          goals={goals}
          values={values}
          today={ctx.day}
          actsOf={(goal) =>
            edits.allowed ? (
              <GoalActs goal={goal} people={people} permission={edits} edit={editGoalAction} end={endGoalAction} />
            ) : null
          }
        />
      </Section>
      <Section
        title="Program reviews"
        id="reviews"
        facts="One per ended quarter"
        action={
          <OpenProgramReview
            quarters={reviewable.map((quarter) => ({ value: quarterKey(quarter), label: quarterLabel(quarter) }))}
            today={ctx.day}
            permission={mayOpen(ctx.actor, reviewable.length)}
            action={openProgramReviewAction}
          />
        }
      >
        <ReviewTable reviews={page.reviews} />
      </Section>
      <Section
        title="Belts"
        id="belts"
        action={
          <PublishCriteria
            criteria={latest?.criteria ?? DEFAULT_CRITERIA}
            version={latest?.version ?? 0}
            permission={may(ctx.actor, "belt.publish-criteria", null)}
            action={publishCriteriaAction}
          />
        }
      >
        <CriteriaTable versions={versions} now={nowOf(ctx)} />
      </Section>
      <Section title="Tiers and clocks" id="tiers">
        <DataTable
          caption="Service levels by tier"
          columns={[
            { key: "tier", label: "Tier", width: "14%" },
            { key: "first", label: "First response", align: "right", width: "17%" },
            { key: "time", label: "Reviewer time", align: "right", width: "17%" },
            { key: "rules", label: "Set when", width: "52%", wraps: true },
          ]}
          rows={TIERS.map((tier) => ({
            key: tier,
            cells: {
              tier: <TierMark tier={tier} />,
              first: businessDays(about.sla[tier].firstResponseDays),
              time: businessDays(about.sla[tier].reviewerDays),
              rules:
                tierRules
                  .filter((rule) => rule.tier === tier)
                  .map(({ name }) => name)
                  .join("; ") || "No rule of a higher tier applies",
            },
          }))}
          empty={null}
        />
      </Section>
    </>
  );
}
