"use client";

import { Checkbox, Textarea, TextInput } from "@mantine/core";
import type { LoadPeople } from "#components/people/person-select.tsx";
import { AskControls } from "#components/reviews/asks/ask-controls.tsx";
import { ConditionControls } from "#components/reviews/decisions/condition-controls.tsx";
import { FeedbackControls } from "#components/reviews/decisions/feedback-controls.tsx";
import { Choice } from "#components/ui/controls/choice.tsx";
import { REVIEW_LENGTHS } from "#lib/lengths.ts";
import type { ReviewDetail } from "#lib/reviews/output.ts";
import { REASON_CODES, REASON_WORDS } from "#lib/reviews/rules/states.ts";
import type { MoveField } from "./moves.ts";

type Props = {
  fields: readonly MoveField[];
  loadPeople: LoadPeople;
  /** The guardian to be rated; null when no rating is due. */
  rated: string | null;
  requesterId: number | null;
  askable: ReviewDetail["askable"];
};

/** The controls of an action, by field kind. */
export function MoveControls({ fields, loadPeople, rated, requesterId, askable }: Props) {
  return fields.map((field) => {
    switch (field.kind) {
      case "asks":
        return askable ? <AskControls key="asks" askable={askable} /> : null;
      case "conflict":
        return (
          <Textarea
            key="conflict"
            name="conflict"
            label="Conflict of interest"
            description="Empty means that you have none. A stated conflict blocks the approval until it is waived."
            maxLength={REVIEW_LENGTHS.conflict}
            autosize
            minRows={2}
          />
        );
      case "feedback":
        return rated === null ? null : <FeedbackControls key="feedback" guardian={rated} />;
      case "conditions":
        return <ConditionControls key="conditions" loadPeople={loadPeople} requesterId={requesterId} />;
      case "reason_code":
        return (
          <Choice
            key={field.name}
            name={field.name}
            label={field.label}
            data={REASON_CODES.map((code) => ({ value: code, label: REASON_WORDS[code] }))}
          />
        );
      case "check":
        return <Checkbox key={field.name} name={field.name} label={field.label} required={field.required ?? false} />;
      case "text":
        return (
          <Textarea key={field.name} {...labels(field)} name={field.name} maxLength={field.max} autosize minRows={3} />
        );
      default:
        return (
          <TextInput
            key={field.name}
            {...labels(field)}
            name={field.name}
            type={field.kind === "day" ? "date" : "text"}
            defaultValue={field.kind === "day" ? field.value : undefined}
            maxLength={field.kind === "day" ? undefined : field.max}
          />
        );
    }
  });
}

function labels(field: { label: string; description?: string; required?: boolean }) {
  return { label: field.label, description: field.description, required: field.required ?? false };
}
