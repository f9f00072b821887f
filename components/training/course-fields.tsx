"use client";

import { Checkbox, Textarea, TextInput } from "@mantine/core";
import { formNumber, optionalNumber } from "#components/ui/controls/form-number.ts";
import { formText } from "#components/ui/controls/form-text.ts";
import { NumberField } from "#components/ui/controls/number-field.tsx";
import { COURSE_LENGTHS, LINK_LENGTHS } from "#lib/lengths.ts";
import { m } from "#lib/member-name.ts";
import type { Course } from "#lib/training/output.ts";

type Props = { course?: Omit<Course, "id" | "code"> };

/** A course's editable fields, besides its code. */
export function CourseFields({ course }: Props) {
  return (
    <>
      <TextInput name="title" label="Title" defaultValue={course?.title} required maxLength={COURSE_LENGTHS.title} />
      <Textarea
        name="description"
        label="Description"
        defaultValue={course?.description}
        maxLength={COURSE_LENGTHS.description}
        autosize
        minRows={2}
      />
      <TextInput
        name="url"
        label="Link to the provider"
        type="url"
        defaultValue={course?.url ?? ""}
        maxLength={LINK_LENGTHS.url}
      />
      <NumberField name="minutes" label="Minutes" whole defaultValue={course?.minutes ?? 60} />
      <NumberField
        name="validMonths"
        label="Valid for months"
        whole
        description={`Empty: no expiry.${course ? " Recorded completions keep their expiry date." : ""}`}
        defaultValue={course?.validMonths ?? undefined}
      />
      <Checkbox
        name="required"
        label={m`Required to become an active guardian`}
        description={
          course
            ? m`From today; past days stay as counted. Guardians in training who lack nothing else become active; active guardians stay active.`
            : undefined
        }
        defaultChecked={course?.required}
      />
    </>
  );
}

export function courseOf(form: FormData) {
  return {
    title: formText(form, "title"),
    description: formText(form, "description"),
    url: formText(form, "url") || null,
    minutes: formNumber(form, "minutes"),
    validMonths: optionalNumber(form, "validMonths"),
    required: form.get("required") === "on",
  };
}
