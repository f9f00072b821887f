"use client";

import { Alert, CloseButton, Group, Stack, Text } from "@mantine/core";
import { Dropzone } from "@mantine/dropzone";
import { useState } from "react";
import { Choice } from "#components/ui/choice.tsx";
import { chosenOf } from "#components/ui/chosen-of.ts";
import { ProblemAlert } from "#components/ui/problem-alert.tsx";
import { toBeChosen } from "#components/ui/to-be-chosen.ts";
import { BODY_LIMIT } from "#lib/body-limit.ts";
import type { FieldProblem } from "#lib/errors.ts";
import type { RecogniseInput } from "#lib/reviews/input.ts";
import { AUTHOR_ROLES, AUTHOR_WORDS, type AuthorRole } from "#lib/threat-models/rules/model.ts";
import type { ActionResult } from "#lib/web/form-action.ts";
import { readFiles } from "./read-files.ts";

export type Recognised =
  | { kind: "threat_model"; words: string }
  | { kind: "document"; words: string }
  | { kind: "unknown"; problems: FieldProblem[] };

/** A file with what it is, and the bytes that it takes in a request. */
export type EvidenceFile = { name: string; content: string; recognised: Recognised; bytes: number };
export type RecogniseAction = (input: RecogniseInput) => Promise<ActionResult<Recognised>>;

const MAX_BYTES = 5 * 1024 * 1024;
/** What a request holds beside its files. */
const REST_BYTES = 256 * 1024;

type Props = {
  files: EvidenceFile[];
  onFiles: (files: EvidenceFile[]) => void;
  recognise: RecogniseAction;
  authorRole: AuthorRole | null;
  onAuthorRole: (role: AuthorRole | null) => void;
};

/** Takes threat models, policies and templates, and says what it recognised in each. */
export function EvidenceDrop({ files, onFiles, recognise, authorRole, onAuthorRole }: Props) {
  const [problems, setProblems] = useState<string[]>([]);
  const [reading, setReading] = useState(false);
  const add = async (dropped: File[]) => {
    setReading(true);
    const { read, problems: unread } = await readFiles(dropped);
    const added: EvidenceFile[] = [];
    for (const file of read) {
      const answer = await recognise(file).catch(() => null);
      if (answer?.ok) added.push({ ...file, recognised: answer.value, bytes: bytesOf(file.content) });
      else unread.push(`${file.name}: ${answer?.problem.detail ?? "the server did not answer. Choose it again."}`);
    }
    setProblems(unread);
    const names = new Set(added.map(({ name }) => name));
    onFiles([...files.filter(({ name }) => !names.has(name)), ...added]);
    setReading(false);
  };
  return (
    <Stack gap="sm">
      <Dropzone
        onDrop={add}
        onReject={(rejected) => setProblems(rejected.map(({ file }) => `${file.name} is over 5 MB.`))}
        maxSize={MAX_BYTES}
        loading={reading}
        inputProps={{ "aria-label": "Threat models, policies and templates" }}
      >
        <Text ta="center">Drop files here, or press to choose them</Text>
        <Text ta="center" size="sm" c="dimmed">
          Threat Composer JSON, IAM policies, CloudFormation YAML or JSON, Terraform plan JSON; up to 5 MB each
        </Text>
      </Dropzone>
      {problems.length > 0 ? (
        <Alert color="red" title="Not taken" role="alert">
          {problems.map((problem) => (
            <div key={problem}>{problem}</div>
          ))}
        </Alert>
      ) : null}
      {files.map((file) => (
        <FileLine key={file.name} file={file} onRemove={() => onFiles(files.filter((other) => other !== file))} />
      ))}
      {files.some(({ recognised }) => recognised.kind === "threat_model") ? (
        <Choice
          label="Who wrote the threat model"
          description="No format says it, and credit depends on it."
          value={authorRole ?? ""}
          onChange={(event) => onAuthorRole(chosenOf(AUTHOR_ROLES, event.currentTarget.value))}
          data={AUTHOR_ROLES.map((role) => ({ value: role, label: AUTHOR_WORDS[role] }))}
        />
      ) : null}
    </Stack>
  );
}

function FileLine({ file, onRemove }: { file: EvidenceFile; onRemove: () => void }) {
  const { recognised } = file;
  return (
    <div>
      <Group justify="space-between" wrap="nowrap">
        <Text style={{ overflowWrap: "anywhere" }}>
          <strong>{file.name}</strong>
          {recognised.kind === "unknown" ? "" : ` – ${recognised.words}`}
        </Text>
        <CloseButton aria-label={`Remove ${file.name}`} onClick={onRemove} />
      </Group>
      {recognised.kind === "unknown" ? (
        <ProblemAlert
          problem={{
            type: "about:blank",
            title: "Not recognised",
            status: 422,
            detail: `${file.name} can not be used as it is. Correct it and choose it again, or remove it.`,
            requestId: "",
            problems: recognised.problems.slice(0, 20),
          }}
        />
      ) : null}
    </div>
  );
}

/** Splits what was chosen into the documents and the threat model of an input; more than one model is refused by name. */
export function evidenceOf(files: EvidenceFile[], authorRole: AuthorRole | null) {
  const plain = ({ name, content }: EvidenceFile) => ({ name, content });
  const models = files.filter(({ recognised }) => recognised.kind === "threat_model");
  const documents = files.filter(({ recognised }) => recognised.kind === "document").map(plain);
  const [model] = models;
  const threatModel = model
    ? { fileName: model.name, content: model.content, authorRole: toBeChosen(authorRole) }
    : null;
  const unknown = files.filter(({ recognised }) => recognised.kind === "unknown").map(({ name }) => name);
  return { documents, threatModel, unknown, tooManyModels: models.length > 1 };
}

/** The bytes of a text as JSON. */
function bytesOf(text: string): number {
  return new Blob([JSON.stringify(text)]).size;
}

export function evidenceProblem(files: EvidenceFile[], authorRole: AuthorRole | null): string | null {
  const { unknown, tooManyModels, threatModel } = evidenceOf(files, authorRole);
  if (unknown.length > 0) return `Remove or correct ${unknown.join(", ")} first.`;
  if (tooManyModels) return "A review has one threat model. Remove the others.";
  if (threatModel && authorRole === null) return "Say who wrote the threat model.";
  const bytes = files.reduce((sum, file) => sum + file.bytes, REST_BYTES);
  if (bytes <= BODY_LIMIT.bytes) return null;
  return `These files are over ${BODY_LIMIT.words} together. Remove some and add them afterwards.`;
}
