"use client";

import { Button, Fieldset, Group, NativeSelect, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ProblemAlert } from "#components/ui/problem-alert.tsx";
import { useAction } from "#components/ui/use-action.ts";
import { paths } from "#lib/paths.ts";
import { emptyIntake, type Intake } from "#lib/reviews/rules/intake.ts";
import type { TierRule } from "#lib/reviews/rules/tier.ts";
import { REVIEW_TYPES, type ReviewType, TYPE_WORDS } from "#lib/reviews/rules.ts";
import type { ActionResult } from "#lib/web/form-action.ts";
import { AddService, type AddServiceAction, type ServiceChoice, type TeamChoice } from "./add-service.tsx";
import {
  type AuthorRole,
  EvidenceDrop,
  type EvidenceFile,
  evidenceOf,
  evidenceProblem,
  type RecogniseAction,
} from "./evidence-drop.tsx";
import { IntakeControls } from "./intake-controls.tsx";
import { type TakenOut, tellTakenOut } from "./taken-out.ts";

export type GuardianOption = { id: number; name: string; teamId: number; openReviews: number };

type Props = {
  services: ServiceChoice[];
  teams: TeamChoice[];
  guardians: GuardianOption[];
  tierRules: TierRule[];
  previousReviewId: number | null;
  open: (input: Record<string, unknown>) => Promise<ActionResult<{ id: number; takenOut: TakenOut[] }>>;
  recognise: RecogniseAction;
  addService: AddServiceAction;
};

/** One page from the question to the queue: what changes, its data and risks, its evidence, and who helps. */
export function NewReviewForm(props: Props) {
  const { teams, guardians, tierRules, previousReviewId, open, recognise, addService } = props;
  const router = useRouter();
  const [services, setServices] = useState(props.services);
  const [title, setTitle] = useState("");
  const [serviceId, setServiceId] = useState<number | null>(null);
  const [type, setType] = useState<ReviewType>("change");
  const [launch, setLaunch] = useState("");
  const [intake, setIntake] = useState<Intake>(emptyIntake());
  const [files, setFiles] = useState<EvidenceFile[]>([]);
  const [authorRole, setAuthorRole] = useState<AuthorRole>("guardian");
  const [chosen, setChosen] = useState<string | null>(null);
  const service = services.find(({ id }) => id === serviceId);
  const proposed = guardians.find(({ teamId }) => teamId === service?.teamId);
  const guardianId = chosen ?? (proposed ? String(proposed.id) : "");
  const { run, pending, problem } = useAction(open, {
    success: "Saved.",
    onDone: ({ id, takenOut }) => {
      tellTakenOut(takenOut);
      router.push(paths.review(id));
    },
  });
  const blocked = evidenceProblem(files);
  const save = (submit: boolean) => {
    const { documents, threatModel } = evidenceOf(files, authorRole);
    const draft = {
      title,
      serviceId,
      type,
      intake,
      guardianId: guardianId ? Number(guardianId) : null,
      requestedLaunchOn: launch || null,
      previousReviewId,
    };
    void run({ draft, documents, threatModel, submit });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save(true);
      }}
    >
      <Stack gap="lg" maw={760}>
        <Fieldset legend="The change">
          <Stack gap="md">
            <TextInput
              label="Title"
              description="What changes, in one line."
              value={title}
              onChange={(event) => setTitle(event.currentTarget.value)}
              required
              maxLength={160}
              data-autofocus
            />
            <SimpleGrid cols={{ base: 1, xs: 2 }}>
              <NativeSelect
                label="Service"
                required
                value={serviceId === null ? "" : String(serviceId)}
                onChange={(event) => setServiceId(event.currentTarget.value ? Number(event.currentTarget.value) : null)}
                data={[
                  { value: "", label: services.length === 0 ? "No service yet: add one" : "Choose" },
                  ...services.map(({ id, name, team }) => ({ value: String(id), label: `${name} – ${team}` })),
                ]}
              />
              <NativeSelect
                label="Type"
                value={type}
                onChange={(event) => setType(event.currentTarget.value as ReviewType)}
                data={REVIEW_TYPES.map((value) => ({ value, label: TYPE_WORDS[value] }))}
              />
              <TextInput
                label="Requested launch"
                type="date"
                value={launch}
                onChange={(event) => setLaunch(event.currentTarget.value)}
              />
              <NativeSelect
                label="Guardian"
                description={proposed ? "Proposed: the team's guardian with the fewest open reviews." : undefined}
                value={guardianId}
                onChange={(event) => setChosen(event.currentTarget.value)}
                data={[
                  { value: "", label: "Nobody" },
                  ...guardians.map(({ id, name, openReviews }) => ({
                    value: String(id),
                    label: `${name} (${openReviews} open)`,
                  })),
                ]}
              />
            </SimpleGrid>
            <AddService
              teams={teams}
              action={addService}
              onAdded={(added) => {
                setServices([...services, added]);
                setServiceId(added.id);
              }}
            />
          </Stack>
        </Fieldset>
        <Fieldset legend="Data and risk">
          <IntakeControls intake={intake} onChange={setIntake} tierRules={tierRules} />
        </Fieldset>
        <Fieldset legend="Evidence">
          <EvidenceDrop
            files={files}
            onFiles={setFiles}
            recognise={recognise}
            authorRole={authorRole}
            onAuthorRole={setAuthorRole}
          />
        </Fieldset>
        <ProblemAlert problem={problem} />
        {blocked ? <Text c="red">{blocked}</Text> : null}
        <Group>
          <Button type="submit" loading={pending} disabled={blocked !== null}>
            Submit for review
          </Button>
          <Button
            type="button"
            variant="default"
            loading={pending}
            disabled={blocked !== null}
            onClick={() => save(false)}
          >
            Save as draft
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
