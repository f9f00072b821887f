"use client";

import { TextInput } from "@mantine/core";
import { Choice } from "#components/ui/controls/choice.tsx";
import { formText } from "#components/ui/controls/form-text.ts";
import { FormDialog } from "#components/ui/forms/form-dialog.tsx";
import type { Permission } from "#lib/auth/actor.ts";
import { m } from "#lib/member-name.ts";
import type {
  CloseProgramReviewInput,
  EditProgramReviewInput,
  OpenProgramReviewInput,
} from "#lib/program-reviews/input.ts";
import type { ActionResult } from "#lib/web/form-action.ts";
import { quarterWords } from "#lib/words.ts";

type OpenProps = {
  /** Finished quarters without a review, the latest first. */
  quarters: { value: string; label: string }[];
  today: string;
  permission: Permission;
  action: (input: OpenProgramReviewInput) => Promise<ActionResult<unknown>>;
};

export function OpenProgramReview({ quarters, today, permission, action }: OpenProps) {
  return (
    <FormDialog
      label="Open review"
      title="Open a program review"
      explain="Freezes the program's current numbers."
      success="Program review opened."
      permission={permission}
      action={(form) => action({ quarter: formText(form, "quarter"), heldOn: formText(form, "heldOn") })}
    >
      <Choice name="quarter" label="Quarter" data={quarters} />
      <HeldOn written={today} />
    </FormDialog>
  );
}

type EditProps = {
  quarter: string;
  heldOn: string;
  permission: Permission;
  action: (quarter: string, input: EditProgramReviewInput) => Promise<ActionResult<unknown>>;
};

export function EditProgramReview({ quarter, heldOn, permission, action }: EditProps) {
  return (
    <FormDialog
      label="Edit day"
      title="Edit the review date"
      explain={m`Sets who counts as a guardian on that day.`}
      success="Saved."
      permission={permission}
      action={(form) => action(quarter, { heldOn: formText(form, "heldOn") })}
    >
      <HeldOn written={heldOn} />
    </FormDialog>
  );
}

type CloseProps = {
  quarter: string;
  permission: Permission;
  action: (input: CloseProgramReviewInput) => Promise<ActionResult<unknown>>;
};

export function CloseProgramReview({ quarter, permission, action }: CloseProps) {
  return (
    <FormDialog
      label="Close review"
      title={`Close the ${quarterWords(quarter)} program review?`}
      explain="Attendance and decisions become final. Follow-ups can still be done or dropped."
      success="Program review closed."
      button={{ variant: "filled" }}
      permission={permission}
      action={() => action({ quarter })}
    />
  );
}

function HeldOn({ written }: { written: string }) {
  return <TextInput name="heldOn" label="Held on" type="date" defaultValue={written} required />;
}
