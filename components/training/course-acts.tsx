"use client";

import { useState } from "react";
import { ActMenu } from "#components/ui/acts/act-menu.tsx";
import { FormDialog } from "#components/ui/forms/form-dialog.tsx";
import { saveChanged } from "#components/ui/forms/save-changed.ts";
import type { Permission } from "#lib/auth/actor.ts";
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
        explain={`Its code, ${course.code}, stays: criteria of belts ask for it by that.`}
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
        explain="It is offered and asked of nobody any more. Whoever did it keeps it until it expires, and days that are over are counted as they were. Guardians in training who lack nothing else become active. This cannot be undone: what is offered again is added as a new course."
        success="Course retired."
        permission={retiring}
        control={control("retire")}
        danger
        action={() => retire({ courseId: course.id })}
      />
    </>
  );
}
