"use client";

import { Textarea } from "@mantine/core";
import { useState } from "react";
import { ActMenu } from "#components/ui/acts/act-menu.tsx";
import { Choice } from "#components/ui/controls/choice.tsx";
import { formNumber } from "#components/ui/controls/form-number.ts";
import { formText } from "#components/ui/controls/form-text.ts";
import { FormDialog } from "#components/ui/forms/form-dialog.tsx";
import { saveChanged } from "#components/ui/forms/save-changed.ts";
import type { Permission } from "#lib/auth/actor.ts";
import { PROGRAM_REVIEW_LENGTHS } from "#lib/lengths.ts";
import { m } from "#lib/member-name.ts";
import type { RecordAttendanceInput, RemoveAttendanceInput } from "#lib/program-reviews/input.ts";
import type { Attendance } from "#lib/program-reviews/output.ts";
import type { ActionResult } from "#lib/web/form-action.ts";

type Record = (quarter: string, input: RecordAttendanceInput) => Promise<ActionResult<unknown>>;

type RecordProps = {
  quarter: string;
  /** People not recorded yet. */
  people: { id: number; name: string }[];
  permission: Permission;
  action: Record;
};

export function RecordAttendance({ quarter, people, permission, action }: RecordProps) {
  return (
    <FormDialog
      label="Record attendance"
      title="Record who attended"
      explain={m`Their guardian status on that day is already recorded.`}
      success="Attendance recorded."
      permission={permission}
      // Someone else may have recorded the same person meanwhile, so an empty remark does not overwrite theirs.
      action={(form) =>
        action(quarter, { personId: formNumber(form, "personId"), said: formText(form, "said").trim() || undefined })
      }
    >
      <Choice
        name="personId"
        label="Person"
        data={people.map(({ id, name }) => ({ value: String(id), label: name }))}
      />
      <Said />
    </FormDialog>
  );
}

type ActsProps = {
  quarter: string;
  attendance: Attendance;
  permissions: { record: Permission; remove: Permission };
  record: Record;
  remove: (quarter: string, input: RemoveAttendanceInput) => Promise<ActionResult<unknown>>;
};

/** Actions on an attendance entry: record a remark, or remove the entry. */
export function AttendanceActs({ quarter, attendance, permissions, record, remove }: ActsProps) {
  const [open, setOpen] = useState<string | null>(null);
  const control = (key: string) => ({ opened: open === key, onClose: () => setOpen(null) });
  const { person, said } = attendance;
  return (
    <>
      <ActMenu
        label="Change"
        name={`Change the attendance of ${person.name}`}
        groups={[
          [
            { key: "said", label: "Edit what they said", icon: "pencil", permission: permissions.record },
            { key: "remove", label: "Remove", icon: "cross", permission: permissions.remove, danger: true },
          ],
        ]}
        onChoose={setOpen}
      />
      <FormDialog
        label="Save"
        title={`What ${person.name} said`}
        about={person.id}
        success="Saved."
        permission={permissions.record}
        control={control("said")}
        action={(form, drawn) =>
          saveChanged({ form, drawn }, { said: formText(form, "said") }, (changed) =>
            record(quarter, { personId: person.id, ...changed }),
          )
        }
      >
        <Said written={said} />
      </FormDialog>
      <FormDialog
        label="Remove"
        title={`Remove ${person.name} from the attendance?`}
        explain="Also removes what they said."
        success="Attendance removed."
        danger
        permission={permissions.remove}
        control={control("remove")}
        action={() => remove(quarter, { personId: person.id })}
      />
    </>
  );
}

function Said({ written = "" }: { written?: string }) {
  return (
    <Textarea
      name="said"
      label="What they said"
      description="Visible to anyone who can read this program review"
      defaultValue={written}
      maxLength={PROGRAM_REVIEW_LENGTHS.said}
      autosize
      minRows={3}
    />
  );
}
