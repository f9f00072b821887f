"use client";

import { Fieldset, NumberInput, TextInput } from "@mantine/core";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { formText } from "#components/ui/form-text.ts";
import type { Permission } from "#lib/auth/actor.ts";
import { BELT_WORDS, BELTS, type Belt, type BeltCriteria, type CriteriaByBelt } from "#lib/belts/rules.ts";
import type { ActionResult } from "#lib/web/form-action.ts";

type Props = {
  /** What the form starts from: the criteria in force. */
  criteria: CriteriaByBelt;
  permission: Permission;
  action: (input: Record<string, unknown>) => Promise<ActionResult<unknown>>;
};

const COUNTS = [
  ["reviewsInvolved", "Reviews involved in"],
  ["threatModelsAuthored", "Threat models authored"],
  ["medianRating", "Median rating by engineers, 0 to 3"],
  ["monthsActive", "Months active"],
] as const satisfies readonly (readonly [keyof BeltCriteria, string])[];

/** Publishes a new version of the criteria. A field that is left empty is not asked for. */
export function PublishCriteria({ criteria, permission, action }: Props) {
  const read = (form: FormData) => Object.fromEntries(BELTS.map((belt) => [belt, criteriaOf(form, belt)]));
  return (
    <FormDialog
      label="Publish criteria"
      title="Publish new belt criteria"
      explain="Belts that were awarded stay. What is left empty is not asked for."
      success="Criteria published."
      permission={permission}
      action={(form) => action({ criteria: read(form) })}
    >
      {BELTS.map((belt) => (
        <Fieldset key={belt} legend={BELT_WORDS[belt]}>
          {COUNTS.map(([name, label]) => (
            <NumberInput
              key={name}
              name={`${belt}.${name}`}
              label={label}
              defaultValue={criteria[belt][name] ?? ""}
              min={0}
            />
          ))}
          <TextInput
            name={`${belt}.requiredCourses`}
            label="Required courses"
            description="Codes, separated by commas"
            defaultValue={criteria[belt].requiredCourses?.join(", ") ?? ""}
          />
        </Fieldset>
      ))}
    </FormDialog>
  );
}

function criteriaOf(form: FormData, belt: Belt): BeltCriteria {
  const counts = COUNTS.flatMap(([name]) => {
    const text = formText(form, `${belt}.${name}`);
    return text === "" ? [] : [[name, Number(text)]];
  });
  const codes = formText(form, `${belt}.requiredCourses`)
    .split(",")
    .map((code) => code.trim())
    .filter(Boolean);
  return { ...Object.fromEntries(counts), ...(codes.length > 0 ? { requiredCourses: codes } : {}) };
}
