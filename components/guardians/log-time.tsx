"use client";

import { TextInput } from "@mantine/core";
import { Choice } from "#components/ui/controls/choice.tsx";
import { formChoice } from "#components/ui/controls/form-choice.ts";
import { formNumber } from "#components/ui/controls/form-number.ts";
import { formText } from "#components/ui/controls/form-text.ts";
import { NumberField } from "#components/ui/controls/number-field.tsx";
import { FormDialog } from "#components/ui/forms/form-dialog.tsx";
import type { LogActivityInput } from "#lib/activity/input.ts";
import type { LoggedActivity } from "#lib/activity/output.ts";
import { ACTIVITY_TYPES, ACTIVITY_WORDS } from "#lib/activity/rules.ts";
import type { Permission } from "#lib/auth/actor.ts";
import { ACTIVITY_LENGTHS, REF_LENGTH } from "#lib/lengths.ts";
import { reviewId } from "#lib/paths.ts";
import type { ActionResult } from "#lib/web/form-action.ts";
import { loggedWords } from "./logged-words.ts";

type Props = {
  /** Today in the program's time zone, as YYYY-MM-DD. */
  today: string;
  permission: Permission;
  /** Button text when a “Log time” heading is above the button. */
  opener?: string;
  action: (input: LogActivityInput) => Promise<ActionResult<LoggedActivity>>;
};

/** A quick form for logging your own minutes. */
export function LogTime({ today, permission, opener, action }: Props) {
  return (
    <FormDialog
      label="Log time"
      {...(opener ? { opener, button: { size: "xs", variant: "subtle", color: "gray" } } : {})}
      title="Log time"
      success={loggedWords}
      permission={permission}
      action={(form) =>
        action({
          type: formChoice(form, "type", ACTIVITY_TYPES),
          minutes: formNumber(form, "minutes"),
          onDate: formText(form, "onDate"),
          reviewId: reviewIn(formText(form, "reviewId")),
          note: formText(form, "note"),
        })
      }
    >
      <Choice
        name="type"
        label="Activity"
        data={ACTIVITY_TYPES.map((type) => ({ value: type, label: ACTIVITY_WORDS[type] }))}
      />
      <NumberField name="minutes" label="Minutes" whole required />
      <TextInput name="onDate" type="date" label="Day" defaultValue={today} required />
      <TextInput
        name="reviewId"
        label="Review, if it was one"
        placeholder="REV-12"
        maxLength={REF_LENGTH}
        onInput={({ currentTarget }) =>
          currentTarget.setCustomValidity(
            reviewIn(currentTarget.value) === NO_REVIEW ? "must be a review number such as REV-12" : "",
          )
        }
      />
      <TextInput name="note" label="Note" maxLength={ACTIVITY_LENGTHS.note} />
    </FormDialog>
  );
}

/** An id no review has. */
const NO_REVIEW = -1;

function reviewIn(text: string): number | null {
  const ref = text.trim().toUpperCase();
  return ref === "" ? null : (reviewId(ref) ?? NO_REVIEW);
}
