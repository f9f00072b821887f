"use client";

import { Button, FileInput, Group, NativeSelect, Stack } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { type LoadPeople, PersonSelect } from "#components/people/person-select.tsx";
import { readFiles } from "#components/reviews/evidence/read-files.ts";
import { Form } from "#components/ui/forms/form.tsx";
import { ProblemAlert } from "#components/ui/forms/problem-alert.tsx";
import { useAction } from "#components/ui/forms/use-action.ts";
import { FILE_BYTES, megabytes } from "#lib/lengths.ts";
import { paths } from "#lib/paths.ts";
import type { ImportThreatModelInput } from "#lib/threat-models/input.ts";
import type { ImportedModel } from "#lib/threat-models/output.ts";
import { type AuthorRole, TOOLS } from "#lib/threat-models/rules/model.ts";
import type { ActionResult } from "#lib/web/form-action.ts";
import { AuthorFields, authorIn } from "./author-fields.tsx";
import { importedWords } from "./imported-words.ts";

type ImportAction = (input: ImportThreatModelInput) => Promise<ActionResult<ImportedModel>>;

type Props = {
  services: { id: number; name: string }[];
  /** The model to add a version to; otherwise the name in the file decides. */
  model?: { id: number; serviceId: number };
  loadPeople: LoadPeople;
  action: ImportAction;
};

/** Imports a threat model file and opens the result. */
export function ImportForm({ services, model, loadPeople, action }: Props) {
  const router = useRouter();
  const [serviceId, setServiceId] = useState(model ? String(model.serviceId) : "");
  const [authorRole, setAuthorRole] = useState<AuthorRole | null>(null);
  const [author, setAuthor] = useState("");
  const [file, setFile] = useState<File | null>(null);
  const [unread, setUnread] = useState<string | null>(null);
  const { run, pending, problem, forget } = useAction(action, {
    onDone: ({ threatModelId, seq }) => router.push(paths.threatModel(threatModelId, { version: seq })),
    success: importedWords,
  });
  const choose = (chosen: File | null) => {
    setFile(chosen);
    setUnread(null);
    forget();
  };
  const send = async () => {
    const authorId = authorIn(author);
    if (!file || authorRole === null || authorId === undefined) return;
    forget();
    const { read, problems } = await readFiles([file]);
    setUnread(problems[0] ?? null);
    const [text] = read;
    if (!text) return;
    await run({
      serviceId: Number(serviceId),
      threatModelId: model?.id,
      fileName: text.name,
      content: text.content,
      authorRole,
      authorId,
    });
  };
  return (
    <Form problem={problem} onSend={send}>
      <Stack gap="md" maw={560}>
        <ProblemAlert problem={problem} />
        {model ? null : (
          <NativeSelect
            name="serviceId"
            label="Service"
            required
            value={serviceId}
            onChange={(event) => setServiceId(event.currentTarget.value)}
            data={[
              { value: "", label: "Choose a service" },
              ...services.map(({ id, name }) => ({ value: String(id), label: name })),
            ]}
          />
        )}
        <FileInput
          name="content"
          fileInputProps={{ required: true }}
          label="File"
          description={`${TOOLS}; JSON or YAML, up to ${megabytes(FILE_BYTES.threatModel)}`}
          placeholder="Choose a file"
          required
          clearable
          accept=".json,.yaml,.yml,.otm"
          value={file}
          onChange={choose}
          disabled={pending}
          error={unread}
        />
        <AuthorFields role={authorRole} onRole={setAuthorRole}>
          <PersonSelect
            name="authorId"
            label="Author"
            description="Its only author cannot decide on a review of it."
            nobody="Nobody who is here"
            value={author}
            onChange={setAuthor}
            load={loadPeople}
          />
        </AuthorFields>
        <Group>
          <Button type="submit" loading={pending}>
            {model ? "Import new version" : "Import threat model"}
          </Button>
        </Group>
      </Stack>
    </Form>
  );
}
