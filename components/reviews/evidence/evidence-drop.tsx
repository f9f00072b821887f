"use client";

import { Alert, CloseButton, Group, Stack, Text } from "@mantine/core";
import { Dropzone } from "@mantine/dropzone";
import { useState } from "react";
import { AuthorFields } from "#components/threat-models/author-fields.tsx";
import { Choice } from "#components/ui/controls/choice.tsx";
import { ProblemAlert } from "#components/ui/forms/problem-alert.tsx";
import { FILE_BYTES, megabytes } from "#lib/lengths.ts";
import { TOOLS } from "#lib/threat-models/rules/model.ts";
import { type Author, bytesOf, type EvidenceFile, type RecogniseAction } from "./evidence-files.ts";
import { readFiles, refusalWords } from "./read-files.ts";

/** The largest limit of any file kind. */
const MOST = Math.max(FILE_BYTES.template, FILE_BYTES.threatModel);

type Props = {
  files: EvidenceFile[];
  onFiles: (files: EvidenceFile[]) => void;
  recognise: RecogniseAction;
  author: Author;
  onAuthor: (author: Author) => void;
  /** The review's guardian, taken as author of a guardian's model; null without one. */
  guardian: string | null;
  /** Possible authors of an engineer's model. */
  engineers: readonly { id: number; name: string }[];
};

/** Accepts threat models, policies and templates, and shows how each was recognised. */
export function EvidenceDrop({ files, onFiles, recognise, author, onAuthor, guardian, engineers }: Props) {
  const [problems, setProblems] = useState<string[]>([]);
  const [reading, setReading] = useState(false);
  const add = async (dropped: File[]) => {
    setReading(true);
    const { read, problems: unread } = await readFiles(dropped);
    const added: EvidenceFile[] = [];
    for (const file of read) {
      const answer = await recognise(file).catch(() => null);
      if (answer?.ok) added.push({ ...file, recognised: answer.value, bytes: bytesOf(file.content) });
      else {
        const why = answer ? refusalWords(answer.problem) : "The server did not answer. Choose it again.";
        unread.push(`${file.name}: ${why}`);
      }
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
        onReject={(rejected) => setProblems(rejected.map(({ file }) => `${file.name} is over ${megabytes(MOST)}.`))}
        maxSize={MOST}
        loading={reading}
        inputProps={{ "aria-label": "Threat models, policies and templates" }}
      >
        <Text ta="center">Drop files here, or press to choose them</Text>
        <Text ta="center" size="sm" c="dimmed">
          Threat models of {TOOLS}, CloudFormation YAML or JSON, Terraform plan JSON: up to {megabytes(MOST)} each; IAM
          policies: up to {megabytes(FILE_BYTES.policy)}
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
        <AuthorFields role={author.role} onRole={(role) => onAuthor({ ...author, role })} guardian={guardian}>
          {author.role === "engineer" ? (
            <Choice
              name="authorId"
              label="Which engineer"
              description="Its only author cannot decide on the review."
              value={author.engineerId === null ? "" : String(author.engineerId)}
              onChange={(event) => onAuthor({ ...author, engineerId: Number(event.currentTarget.value) || null })}
              data={engineers.map(({ id, name }) => ({ value: String(id), label: name }))}
            />
          ) : null}
        </AuthorFields>
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
            detail: `${file.name} cannot be used as it is. Correct it and choose it again, or remove it.`,
            requestId: "",
            problems: recognised.problems.slice(0, 20),
          }}
        />
      ) : null}
    </div>
  );
}
