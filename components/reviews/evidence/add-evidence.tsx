"use client";

import { Box, Button, Group, Stack, Text } from "@mantine/core";
import dynamic from "next/dynamic";
import { useState } from "react";
import { GuardedButton } from "#components/ui/acts/guarded-button.tsx";
import { Dialog } from "#components/ui/forms/dialog.tsx";
import { ProblemAlert } from "#components/ui/forms/problem-alert.tsx";
import { useAction } from "#components/ui/forms/use-action.ts";
import { ALLOWED, type Permission, refused } from "#lib/auth/actor.ts";
import type { AddEvidenceInput } from "#lib/reviews/input.ts";
import type { ReviewState } from "#lib/reviews/rules/states.ts";
import type { ActionResult } from "#lib/web/form-action.ts";
import { counted } from "#lib/words.ts";
import { type Author, type EvidenceFile, evidenceOf, evidenceProblem, type RecogniseAction } from "./evidence-files.ts";
import { noticeRemovedSecrets, type TakenOut } from "./removed-secrets-notice.ts";
import { sealedWords } from "./sealed-words.ts";

/** Loaded when the dialog opens, because most readers add no evidence. */
const EvidenceDrop = dynamic(() => import("./evidence-drop.tsx").then((module) => module.EvidenceDrop), {
  ssr: false,
  loading: () => <Box h={98} />,
});

type Props = {
  review: { id: number; ref: string; sequence: number; state: ReviewState };
  /** Name of the review's guardian. */
  guardian: string | null;
  engineers: readonly { id: number; name: string }[];
  permission: Permission;
  recognise: RecogniseAction;
  action: (reviewId: number, input: AddEvidenceInput) => Promise<ActionResult<{ takenOut: TakenOut[] }>>;
};

/** Adds evidence to a review, all files together so they form one new revision. */
export function AddEvidence({ review, guardian, engineers, permission, recognise, action }: Props) {
  const [opened, setOpened] = useState(false);
  const [files, setFiles] = useState<EvidenceFile[]>([]);
  const [author, setAuthor] = useState<Author>({ role: null, engineerId: null });
  const close = ({ takenOut }: { takenOut: TakenOut[] }) => {
    setOpened(false);
    setFiles([]);
    noticeRemovedSecrets(takenOut);
  };
  const { run, pending, problem } = useAction(action, { onDone: close, success: "Evidence added." });
  const blocked = files.length === 0 ? "Choose a file first." : evidenceProblem(files, author);
  const save = () => {
    const { documents, threatModel } = evidenceOf(files, author);
    void run(review.id, { sequence: review.sequence, documents, threatModel });
  };
  return (
    <>
      <GuardedButton variant="default" size="xs" permission={permission} onClick={() => setOpened(true)}>
        Add evidence
      </GuardedButton>
      <Dialog opened={opened} onClose={() => setOpened(false)} title={`Add evidence to ${review.ref}`} size="lg">
        <Stack gap="md">
          {/* The file field loads after the dialog, which would otherwise focus its close button. */}
          <Text tabIndex={-1} data-autofocus="">
            A file with the same name replaces the attached one. {sealedWords(review.state)}
          </Text>
          <ProblemAlert problem={problem} />
          <EvidenceDrop
            files={files}
            onFiles={setFiles}
            recognise={recognise}
            author={author}
            onAuthor={setAuthor}
            guardian={guardian}
            engineers={engineers}
          />
          <Group justify="flex-end" align="flex-start">
            <Button variant="default" onClick={() => setOpened(false)}>
              Cancel
            </Button>
            <GuardedButton onClick={save} loading={pending} permission={blocked ? refused("state", blocked) : ALLOWED}>
              {files.length === 0 ? "Attach files" : `Attach ${counted(files.length, "file")}`}
            </GuardedButton>
          </Group>
        </Stack>
      </Dialog>
    </>
  );
}
