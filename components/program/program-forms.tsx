"use client";

import { Autocomplete, Group, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { formNumber } from "#components/ui/controls/form-number.ts";
import { formText } from "#components/ui/controls/form-text.ts";
import { NumberField } from "#components/ui/controls/number-field.tsx";
import { FormDialog } from "#components/ui/forms/form-dialog.tsx";
import { saveChanged } from "#components/ui/forms/save-changed.ts";
import type { Permission } from "#lib/auth/actor.ts";
import { PROGRAM_LENGTHS } from "#lib/lengths.ts";
import { MEMBER_NAME_LENGTH, MEMBER_PRESETS } from "#lib/member-name.ts";
import type { EditProgramInput } from "#lib/program/input.ts";
import type { ActionResult } from "#lib/web/form-action.ts";
import { counted } from "#lib/words.ts";

type Action<Input> = (input: Input) => Promise<ActionResult<unknown>>;
type Program = {
  name: string;
  memberLabel: string;
  memberPlural: string;
  memberArticle: "a" | "an";
  vision: string;
  mission: string;
  sponsor: string;
  timeZone: string;
  analyzerBudget: number;
  waiverDays: number;
  eraseAfterDays: number | null;
};

export function EditProgram({
  program,
  permission,
  action,
}: {
  program: Program;
  permission: Permission;
  action: Action<EditProgramInput>;
}) {
  return (
    <FormDialog
      label="Edit program"
      title="Edit the program"
      success="Saved."
      permission={permission}
      action={(form, drawn) => saveChanged({ form, drawn }, fieldsOf(form), action)}
    >
      <TextInput name="name" label="Name" defaultValue={program.name} required maxLength={PROGRAM_LENGTHS.name} />
      <MemberNameFields program={program} />
      <Textarea
        name="vision"
        label="Vision"
        defaultValue={program.vision}
        maxLength={PROGRAM_LENGTHS.vision}
        autosize
      />
      <Textarea
        name="mission"
        label="Mission"
        defaultValue={program.mission}
        maxLength={PROGRAM_LENGTHS.mission}
        autosize
      />
      <TextInput
        name="sponsor"
        label="Executive sponsor"
        defaultValue={program.sponsor}
        maxLength={PROGRAM_LENGTHS.sponsor}
      />
      <TextInput
        name="timeZone"
        label="Time zone"
        description="An IANA name, such as Europe/Berlin. Quarters and business hours follow it."
        defaultValue={program.timeZone}
        required
        maxLength={PROGRAM_LENGTHS.timeZone}
      />
      <NumberField
        name="analyzerBudget"
        label="Requests to AWS a day"
        description="Daily limit for AWS IAM Access Analyzer, which charges per request. Checks over the limit are incomplete."
        defaultValue={program.analyzerBudget}
        whole
        required
      />
      <NumberField
        name="waiverDays"
        label="Longest waiver, in days"
        description="Renewing a waiver takes a new decision."
        defaultValue={program.waiverDays}
        whole
        required
      />
      <p className="dimmed">
        {erasedWords(program.eraseAfterDays)} An admin sets that under Settings › People and roles.
      </p>
    </FormDialog>
  );
}

/** What members are called. Choosing a preset fills in plural and article. */
function MemberNameFields({ program }: { program: Program }) {
  const [plural, setPlural] = useState(program.memberPlural);
  const [article, setArticle] = useState<string>(program.memberArticle);
  const choose = (one: string) => {
    const preset = MEMBER_PRESETS.find((each) => each.one === one);
    if (!preset) return;
    setPlural(preset.many);
    setArticle(preset.article);
  };
  return (
    <Group grow preventGrowOverflow={false} align="start">
      <Autocomplete
        name="memberLabel"
        label="Members are called"
        data={MEMBER_PRESETS.map(({ one }) => one)}
        filter={({ options }) => options}
        defaultValue={program.memberLabel}
        onOptionSubmit={choose}
        openOnFocus={false}
        required
        maxLength={MEMBER_NAME_LENGTH}
      />
      <TextInput
        name="memberPlural"
        label="Plural"
        value={plural}
        onChange={({ currentTarget }) => setPlural(currentTarget.value)}
        required
        maxLength={MEMBER_NAME_LENGTH}
      />
      <NativeSelect
        name="memberArticle"
        label="Article"
        data={["a", "an"]}
        value={article}
        onChange={({ currentTarget }) => setArticle(currentTarget.value)}
      />
    </Group>
  );
}

function erasedWords(days: number | null): string {
  return days === null
    ? "People who have left are only erased individually."
    : `People are erased ${counted(days, "day")} after they have left.`;
}

function fieldsOf(form: FormData) {
  return {
    name: formText(form, "name"),
    memberLabel: formText(form, "memberLabel"),
    memberPlural: formText(form, "memberPlural"),
    memberArticle: formText(form, "memberArticle") as "a" | "an",
    vision: formText(form, "vision"),
    mission: formText(form, "mission"),
    sponsor: formText(form, "sponsor"),
    timeZone: formText(form, "timeZone"),
    analyzerBudget: formNumber(form, "analyzerBudget"),
    waiverDays: formNumber(form, "waiverDays"),
  };
}
