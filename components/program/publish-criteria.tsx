"use client";

import { Fieldset, NumberInput, TextInput } from "@mantine/core";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { optionalNumber } from "#components/ui/form-number.ts";
import { formText } from "#components/ui/form-text.ts";
import type { Permission } from "#lib/auth/actor.ts";
import type { PublishCriteriaInput } from "#lib/belts/input.ts";
import { BELT_WORDS, BELTS, type Belt, type CriteriaByBelt } from "#lib/belts/rules.ts";
import type { ActionResult } from "#lib/web/form-action.ts";

type Props = {
  /** What the form starts from: the criteria in force. */
  criteria: CriteriaByBelt;
  permission: Permission;
  action: (input: PublishCriteriaInput) => Promise<ActionResult<unknown>>;
};

type Criteria = PublishCriteriaInput["criteria"];

const COUNTS = [
  ["reviewsInvolved", "Reviews involved in"],
  ["threatModelsAuthored", "Threat models authored"],
  ["medianRating", "Median rating by engineers, 0 to 3"],
  ["monthsActive", "Months active"],
] as const satisfies readonly (readonly [keyof Criteria[Belt], string])[];

/** Publishes a new version of the criteria. A field that is left empty is not asked for. */
export function PublishCriteria({ criteria, permission, action }: Props) {
  return (
    <FormDialog
      label="Publish criteria"
      title="Publish new belt criteria"
      explain="Belts that were awarded stay. What is left empty is not asked for."
      success="Criteria published."
      permission={permission}
      action={(form) => action({ criteria: criteriaIn(form) })}
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

function criteriaIn(form: FormData): Criteria {
  return {
    white: criteriaOf(form, "white"),
    yellow: criteriaOf(form, "yellow"),
    green: criteriaOf(form, "green"),
    black: criteriaOf(form, "black"),
  };
}

function criteriaOf(form: FormData, belt: Belt): Criteria[Belt] {
  const count = (name: keyof Criteria[Belt]) => optionalNumber(form, `${belt}.${name}`) ?? undefined;
  const codes = formText(form, `${belt}.requiredCourses`)
    .split(",")
    .map((code) => code.trim())
    .filter(Boolean);
  return {
    reviewsInvolved: count("reviewsInvolved"),
    threatModelsAuthored: count("threatModelsAuthored"),
    medianRating: count("medianRating"),
    monthsActive: count("monthsActive"),
    requiredCourses: codes.length > 0 ? codes : undefined,
  };
}
