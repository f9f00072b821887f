"use client";

import { NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { Choice } from "#components/ui/controls/choice.tsx";
import { formNumber } from "#components/ui/controls/form-number.ts";
import { formText } from "#components/ui/controls/form-text.ts";
import { FormDialog } from "#components/ui/forms/form-dialog.tsx";
import type { Permission } from "#lib/auth/actor.ts";
import { COURSE_LENGTHS } from "#lib/lengths.ts";
import type { AddCourseInput, RecordCompletionInput } from "#lib/training/input.ts";
import type { CompletionReceipt } from "#lib/training/output.ts";
import type { ActionResult } from "#lib/web/form-action.ts";
import { CourseFields, courseOf } from "./course-fields.tsx";
import { recordedWords } from "./recorded-words.ts";

type Action<Input, Answer = unknown> = (input: Input) => Promise<ActionResult<Answer>>;
type Named = { id: number; name: string };

type RecordProps = {
  courses: { id: number; title: string }[];
  people: Named[];
  today: string;
  action: Action<RecordCompletionInput, CompletionReceipt>;
};

/** Records your own completion, or confirms someone else's. A single course is preselected. */
export function RecordCompletion({ courses, people, today, action }: RecordProps) {
  const only = courses.length === 1 ? courses[0] : undefined;
  return (
    <FormDialog
      label="Record completion"
      button={{ variant: "filled" }}
      title={only ? `Record that ${only.title} is completed` : "Record a completion"}
      success={recordedWords}
      permission={
        courses.length > 0
          ? { allowed: true }
          : { allowed: false, because: "state", reason: "The program has no courses yet." }
      }
      action={(form) =>
        action({
          personId: formNumber(form, "personId"),
          courseId: formNumber(form, "courseId"),
          completedOn: formText(form, "completedOn"),
          evidence: formText(form, "evidence"),
        })
      }
    >
      <CompletionFields {...{ courses, people, today }} />
    </FormDialog>
  );
}

/** The reader is listed first and must provide evidence for their own completion. */
function CompletionFields({ courses, people, today }: Omit<RecordProps, "action">) {
  const only = courses.length === 1 ? courses[0] : undefined;
  const me = String(people[0]?.id);
  const [personId, setPersonId] = useState(me);
  return (
    <>
      <NativeSelect
        name="personId"
        label="Person"
        value={personId}
        onChange={(event) => setPersonId(event.currentTarget.value)}
        data={people.map(({ id, name }) => ({ value: String(id), label: name }))}
      />
      {only ? (
        <input type="hidden" name="courseId" value={only.id} />
      ) : (
        <Choice
          name="courseId"
          label="Course"
          data={courses.map(({ id, title }) => ({ value: String(id), label: title }))}
        />
      )}
      <TextInput name="completedOn" label="Completed on" type="date" defaultValue={today} required />
      <TextInput
        name="evidence"
        label="Evidence"
        description={`A certificate number or a link.${personId === me ? "" : " Optional."}`}
        required={personId === me}
        maxLength={COURSE_LENGTHS.evidence}
      />
    </>
  );
}

export function AddCourse({ permission, action }: { permission: Permission; action: Action<AddCourseInput> }) {
  return (
    <FormDialog
      label="Add course"
      title="Add a course"
      success="Course added."
      permission={permission}
      action={(form) => action({ code: formText(form, "code"), ...courseOf(form) })}
    >
      <TextInput name="code" label="Code" description="Such as TM-101." required maxLength={COURSE_LENGTHS.code} />
      <CourseFields />
    </FormDialog>
  );
}
