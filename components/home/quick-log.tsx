"use client";

import { Button, NativeSelect } from "@mantine/core";
import { useState } from "react";
import { LogTime } from "#components/guardians/log-time.tsx";
import { loggedWords } from "#components/guardians/logged-words.ts";
import { ProblemAlert } from "#components/ui/forms/problem-alert.tsx";
import { useAction } from "#components/ui/forms/use-action.ts";
import type { LogActivityInput } from "#lib/activity/input.ts";
import type { LoggedActivity } from "#lib/activity/output.ts";
import { ACTIVITY_TYPES, ACTIVITY_WORDS } from "#lib/activity/rules.ts";
import { ALLOWED } from "#lib/auth/actor.ts";
import { reviewId, reviewRef } from "#lib/paths.ts";
import type { ActionResult } from "#lib/web/form-action.ts";
import classes from "./quick-log.module.css";

type Props = {
  /** The reviews this person works on, the latest first. */
  reviews: number[];
  /** Today in the program's time zone, as YYYY-MM-DD. */
  today: string;
  action: (input: LogActivityInput) => Promise<ActionResult<LoggedActivity>>;
};

const SPANS = [
  { minutes: 15, words: "15 min" },
  { minutes: 30, words: "30 min" },
  { minutes: 60, words: "1 h" },
];

const OTHER = ACTIVITY_TYPES.filter((type) => type !== "review");

/**
 * Logs today's time with two choices: purpose and duration. The day is taken on press, because a page can stay open
 * past midnight.
 */
export function QuickLog({ reviews, today, action }: Props) {
  const [into, setInto] = useState("");
  const { run, pending, problem } = useAction(action, {
    success: loggedWords,
  });
  const log = (minutes: number) => {
    const review = reviewId(into);
    const type = OTHER.find((one) => one === into) ?? "review";
    return run({ type, minutes, reviewId: review, note: "" });
  };
  return (
    <div className={classes.log}>
      <ProblemAlert problem={problem} />
      <NativeSelect
        aria-label="What the time went into"
        size="xs"
        value={into}
        onChange={(event) => setInto(event.currentTarget.value)}
        data={[
          { value: "", label: "A review" },
          ...reviews.map(reviewRef).map((ref) => ({ value: ref, label: `Review ${ref}` })),
          ...OTHER.map((type) => ({ value: type, label: ACTIVITY_WORDS[type] })),
        ]}
      />
      <div className={classes.spans}>
        {SPANS.map(({ minutes, words }) => (
          <Button
            key={minutes}
            size="xs"
            variant="default"
            disabled={pending}
            aria-label={`Log ${words}`}
            onClick={() => log(minutes)}
          >
            {words}
          </Button>
        ))}
        <LogTime today={today} permission={ALLOWED} opener="Other" action={action} />
      </div>
    </div>
  );
}
