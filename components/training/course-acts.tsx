"use client";

import { useState } from "react";
import { ActMenu } from "#components/ui/acts/act-menu.tsx";
import { FormDialog } from "#components/ui/forms/form-dialog.tsx";
import { saveChanged } from "#components/ui/forms/save-changed.ts";
import type { Permission } from "#lib/auth/actor.ts";
import { m } from "#lib/member-name.ts";
import type { EditCourseInput, RetireCourseInput } from "#lib/training/input.ts";
import type { Course } from "#lib/training/output.ts";
import type { ActionResult } from "#lib/web/form-action.ts";
import { CourseFields, courseOf } from "./course-fields.tsx";

type Props = {
  course: Course;
  editing: Permission;
  retiring: Permission;
  edit: (input: EditCourseInput) => Promise<ActionResult<unknown>>;
  retire: (input: RetireCourseInput) => Promise<ActionResult<unknown>>;
};

/** Actions on an offered course: edit or retire. */
export function CourseActs({ course, editing, retiring, edit, retire }: Props) {
  const [open, setOpen] = useState<string | null>(null);
  const control = (key: string) => ({ opened: open === key, onClose: () => setOpen(null) });
  return (
    <>
      <ActMenu
        label="Change"
        name={`Change ${course.title}`}
        groups={[
          [
            { key: "edit", label: "Edit course", icon: "pencil", permission: editing },
            { key: "retire", label: "Retire course", icon: "slash", permission: retiring, danger: true },
          ],
        ]}
        onChoose={setOpen}
      />
      <FormDialog
        label="Save course"
        title={`Edit ${course.title}`}
        explain={`Its code, ${course.code}, stays: belt criteria refer to it.`}
        success="Course saved."
        permission={editing}
        control={control("edit")}
        action={(form, drawn) =>
          saveChanged({ form, drawn }, courseOf(form), (changed) => edit({ courseId: course.id, ...changed }))
        }
      >
        <CourseFields course={course} />
      </FormDialog>
      <FormDialog
        label="Retire course"
        title={`Retire ${course.title}?`}
        explain={m`It is no longer offered or required. Completions stay until they expire, and past days stay as counted. Guardians in training who lack nothing else become active. You cannot undo this: a course that returns is added as a new one.`}
        success="Course retired."
        permission={retiring}
        control={control("retire")}
        danger
        action={() => retire({ courseId: course.id })}
      />
    </>
  );
}
