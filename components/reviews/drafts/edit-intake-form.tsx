"use client";

import { Button, NativeSelect, Text, TextInput } from "@mantine/core";
import { useRouter } from "next/navigation";
import { RiskAside } from "#components/reviews/decisions/risk-aside.tsx";
import { FormPart } from "#components/reviews/moves/form-part.tsx";
import type { ReviewAction } from "#components/reviews/moves/move-dialog.tsx";
import { matchingChoice } from "#components/ui/controls/matching-choice.ts";
import { Form } from "#components/ui/forms/form.tsx";
import { KeptNotice } from "#components/ui/forms/kept-notice.tsx";
import { ProblemAlert } from "#components/ui/forms/problem-alert.tsx";
import { useAction } from "#components/ui/forms/use-action.ts";
import { useKept } from "#components/ui/forms/use-draft.ts";
import type { Intake } from "#lib/intake/rules/intake.ts";
import type { TierRule } from "#lib/intake/rules/tier-rules.ts";
import type { Tier } from "#lib/intake/rules/tiers.ts";
import { REVIEW_LENGTHS } from "#lib/lengths.ts";
import { paths } from "#lib/paths.ts";
import type { EditReviewInput } from "#lib/reviews/input.ts";
import { REVIEW_TYPES, type ReviewType, TYPE_WORDS } from "#lib/reviews/rules/review-types.ts";
import { IntakeControls, type WrittenIntake } from "./intake-controls.tsx";
import { besideIntake } from "./intake-problems.ts";
import classes from "./new-review-form.module.css";

type Written = WrittenIntake & { title: string; type: ReviewType; launch: string; sequence: number };

type Props = {
  review: {
    id: number;
    sequence: number;
    title: string;
    type: ReviewType | null;
    requestedLaunchOn: string | null;
    tier: Tier | null;
    tierOverride: Tier | null;
    intake: Intake;
  };
  tierRules: TierRule[];
  action: ReviewAction<EditReviewInput>;
};

/** The intake of an undecided review. In an open review, changed answers create a new revision. */
export function EditIntakeForm({ review, tierRules, action }: Props) {
  const router = useRouter();
  const saved: Written = {
    title: review.title,
    type: review.type ?? "change",
    launch: review.requestedLaunchOn ?? "",
    intake: review.intake,
    sequence: review.sequence,
  };
  const { value, set, forget, ...kept } = useKept("intake", review.id, saved);
  const { title, type, launch, intake } = value;
  const change = (part: Partial<Written>) => set({ ...value, ...part });
  const { run, pending, problem } = useAction(action, {
    success: "Intake saved.",
    onDone: () => {
      forget();
      router.push(paths.review(review.id));
    },
  });
  const save = () => {
    const wanted: EditReviewInput = {
      sequence: review.sequence,
      title,
      type,
      requestedLaunchOn: launch || null,
      intake,
    };
    void run(review.id, wanted);
  };
  return (
    <Form className={classes.form} problem={problem} onSend={save}>
      <div className={classes.main}>
        <KeptNotice kept={kept} />
        {value.sequence === review.sequence ? null : (
          <Text c="var(--bad)">
            The review has changed since you typed this. Compare before you save: saving replaces it.
          </Text>
        )}
        <FormPart title="The change">
          <TextInput
            name="title"
            label="Title"
            value={title}
            onChange={(event) => change({ title: event.currentTarget.value })}
            required
            maxLength={REVIEW_LENGTHS.title}
          />
          <NativeSelect
            name="type"
            label="Type"
            value={type}
            onChange={(event) => change({ type: matchingChoice(REVIEW_TYPES, event.currentTarget.value) ?? type })}
            data={REVIEW_TYPES.map((value) => ({ value, label: TYPE_WORDS[value] }))}
          />
          <TextInput
            name="requestedLaunchOn"
            label="Requested launch"
            type="date"
            value={launch}
            onChange={(event) => change({ launch: event.currentTarget.value })}
          />
        </FormPart>
        <IntakeControls written={value} onChange={change} problems={problem?.problems ?? []} />
      </div>
      <RiskAside intake={intake} saved={review} tierRules={tierRules}>
        <ProblemAlert problem={besideIntake(problem, intake)} />
        <Button type="submit" loading={pending}>
          Save intake
        </Button>
      </RiskAside>
    </Form>
  );
}
