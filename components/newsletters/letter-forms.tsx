"use client";

import { Button, Group, NativeSelect, Stack, Textarea } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { Choice } from "#components/ui/controls/choice.tsx";
import { formNumber } from "#components/ui/controls/form-number.ts";
import { formText } from "#components/ui/controls/form-text.ts";
import { Form } from "#components/ui/forms/form.tsx";
import { FormDialog } from "#components/ui/forms/form-dialog.tsx";
import { KeptNotice } from "#components/ui/forms/kept-notice.tsx";
import { ProblemAlert } from "#components/ui/forms/problem-alert.tsx";
import { useAction } from "#components/ui/forms/use-action.ts";
import { useKept } from "#components/ui/forms/use-draft.ts";
import type { Permission } from "#lib/auth/actor.ts";
import { LETTER_LENGTHS } from "#lib/lengths.ts";
import type { DraftNewsletterInput, EditNewsletterInput } from "#lib/newsletters/input.ts";
import { paths } from "#lib/paths.ts";
import type { ActionResult } from "#lib/web/form-action.ts";

type Option = { value: string; label: string };
type DraftAction = (input: DraftNewsletterInput) => Promise<ActionResult<{ id: number }>>;
type DraftProps = {
  organisations: Option[];
  quarters: Option[];
  /** The default quarter for a new letter. */
  quarter: string | undefined;
  permission: Permission;
  action: DraftAction;
};

/** Drafts a letter and opens it. */
export function DraftLetter({ organisations, quarters, quarter, permission, action }: DraftProps) {
  const router = useRouter();
  // A single organisation needs no choice.
  const Organisation = organisations.length > 1 ? Choice : NativeSelect;
  const draft = async (form: FormData) => {
    const answer = await action({
      organisationId: formNumber(form, "organisationId"),
      quarter: formText(form, "quarter"),
    });
    if (answer.ok) router.push(paths.newsletter(answer.value.id));
    return answer;
  };
  return (
    <FormDialog
      label="Draft letter"
      title="Draft a letter"
      explain="Freezes the current numbers. An existing draft opens unchanged."
      success="The draft is open."
      permission={permission}
      button={{ variant: "filled" }}
      action={draft}
    >
      <Organisation name="organisationId" label="Organisation" data={organisations} />
      <NativeSelect name="quarter" label="Quarter" data={quarters} defaultValue={quarter} />
    </FormDialog>
  );
}

type RefreshProps = { organisationId: number; quarter: string; permission: Permission; action: DraftAction };

export function RefreshLetter({ organisationId, quarter, permission, action }: RefreshProps) {
  return (
    <FormDialog
      label="Refresh numbers"
      title="Refresh the numbers in this draft?"
      explain="Current numbers replace the frozen ones. Written sentences stay."
      success="Numbers refreshed."
      permission={permission}
      action={() => action({ organisationId, quarter, refresh: true })}
    />
  );
}

type Sentences = { changed: string; atRisk: string; ask: string };
type EditProps = {
  letter: { id: number } & Sentences;
  action: (id: number, input: EditNewsletterInput) => Promise<ActionResult<unknown>>;
};

/**
 * Edits the three sentences of a letter. Only sentences changed here are saved, because someone else may have edited
 * the others.
 */
export function EditLetter({ letter, action }: EditProps) {
  const { id, changed, atRisk, ask } = letter;
  const written = { changed, atRisk, ask };
  const { value: typed, set, ...kept } = useKept<Partial<Sentences>>("sentences", id, {});
  // Sentences saved since this text was rendered, until the page delivers a newer version.
  const [saved, setSaved] = useState({ over: written, sentences: {} as Partial<Sentences> });
  const unseen = isEmpty(otherThan(saved.over, written)) ? saved.sentences : {};
  const said = { ...written, ...unseen };
  const keep = (sentences: Partial<Sentences>) => (isEmpty(sentences) ? kept.startAnew() : set(sentences));
  const latest = useRef(typed);
  latest.current = typed;
  const save = async (sent: Partial<Sentences>): Promise<ActionResult<unknown>> => {
    if (isEmpty(sent)) return { ok: true, value: null };
    const answer = await action(id, sent);
    if (answer.ok) {
      setSaved({ over: written, sentences: { ...unseen, ...sent } });
      keep(otherThan(sent, latest.current));
    }
    return answer;
  };
  const { run, pending, problem } = useAction(save, { success: "Saved." });
  const value = { ...said, ...typed };
  const sentence = (name: keyof Sentences, label: string) => (
    <Sentence
      name={name}
      label={label}
      written={value[name]}
      onWrite={(text) => keep(otherThan(said, { ...typed, [name]: text }))}
    />
  );
  return (
    <Form problem={problem} onSend={() => run(typed)} unprinted>
      <Stack gap="sm">
        <KeptNotice kept={kept} />
        <ProblemAlert problem={problem} />
        {sentence("changed", "What changed")}
        {sentence("atRisk", "What is at risk")}
        {sentence("ask", "The one thing you ask of the reader")}
        <Group>
          <Button type="submit" loading={pending}>
            Save sentences
          </Button>
        </Group>
      </Stack>
    </Form>
  );
}

/** The sentences whose text differs. */
function otherThan(known: Partial<Sentences>, sentences: Partial<Sentences>): Partial<Sentences> {
  const others = Object.entries(sentences).filter(([name, text]) => text !== known[name as keyof Sentences]);
  return Object.fromEntries(others);
}

function isEmpty(typed: Partial<Sentences>): boolean {
  return Object.keys(typed).length === 0;
}

type SentenceProps = { name: string; label: string; written: string; onWrite: (text: string) => void };

/** The character count sits next to the field, outside its accessible name. */
function Sentence({ name, label, written, onWrite }: SentenceProps) {
  return (
    <Textarea
      name={name}
      label={label}
      description={`${written.length} of ${LETTER_LENGTHS.sentence}`}
      inputWrapperOrder={["label", "input", "description", "error"]}
      value={written}
      onChange={(event) => onWrite(event.currentTarget.value)}
      maxLength={LETTER_LENGTHS.sentence}
      autosize
      minRows={2}
    />
  );
}
