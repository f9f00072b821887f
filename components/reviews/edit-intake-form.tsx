"use client";

import { Button, Group, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ProblemAlert } from "#components/ui/problem-alert.tsx";
import { useAction } from "#components/ui/use-action.ts";
import { paths } from "#lib/paths.ts";
import type { Intake } from "#lib/reviews/rules/intake.ts";
import type { TierRule } from "#lib/reviews/rules/tier.ts";
import { REVIEW_TYPES, type ReviewType, TYPE_WORDS } from "#lib/reviews/rules.ts";
import { IntakeControls } from "./intake-controls.tsx";
import type { ReviewAction } from "./move-dialog.tsx";

type Props = {
  review: {
    id: number;
    sequence: number;
    title: string;
    type: ReviewType | null;
    requestedLaunchOn: string | null;
    intake: Intake;
  };
  tierRules: TierRule[];
  action: ReviewAction;
};

/** The intake of a review that is not decided. In an open review changed answers are a new revision. */
export function EditIntakeForm({ review, tierRules, action }: Props) {
  const router = useRouter();
  const [title, setTitle] = useState(review.title);
  const [type, setType] = useState<ReviewType>(review.type ?? "change");
  const [launch, setLaunch] = useState(review.requestedLaunchOn ?? "");
  const [intake, setIntake] = useState(review.intake);
  const { run, pending, problem } = useAction(action, {
    success: "Intake saved.",
    onDone: () => router.push(paths.review(review.id)),
  });
  const save = () =>
    run(review.id, { sequence: review.sequence, title, type, requestedLaunchOn: launch || null, intake });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Stack gap="md" maw={760}>
        <TextInput
          label="Title"
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
          required
          maxLength={160}
        />
        <NativeSelect
          label="Type"
          value={type}
          onChange={(event) => setType(event.currentTarget.value as ReviewType)}
          data={REVIEW_TYPES.map((value) => ({ value, label: TYPE_WORDS[value] }))}
        />
        <TextInput
          label="Requested launch"
          type="date"
          value={launch}
          onChange={(event) => setLaunch(event.currentTarget.value)}
        />
        <IntakeControls intake={intake} onChange={setIntake} tierRules={tierRules} />
        <ProblemAlert problem={problem} />
        <Group>
          <Button type="submit" loading={pending}>
            Save intake
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
