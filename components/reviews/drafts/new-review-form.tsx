"use client";

import { Button, NativeSelect, Select, Text, TextInput } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { RiskAside } from "#components/reviews/decisions/risk-aside.tsx";
import { EvidenceDrop } from "#components/reviews/evidence/evidence-drop.tsx";
import {
  type Author,
  type EvidenceFile,
  evidenceOf,
  evidenceProblem,
  type RecogniseAction,
} from "#components/reviews/evidence/evidence-files.ts";
import { noticeRemovedSecrets, type TakenOut } from "#components/reviews/evidence/removed-secrets-notice.ts";
import { FormPart } from "#components/reviews/moves/form-part.tsx";
import { matchingChoice } from "#components/ui/controls/matching-choice.ts";
import { requiredChoice } from "#components/ui/controls/required-choice.ts";
import { Form } from "#components/ui/forms/form.tsx";
import { KeptNotice } from "#components/ui/forms/kept-notice.tsx";
import { ProblemAlert } from "#components/ui/forms/problem-alert.tsx";
import { useAction } from "#components/ui/forms/use-action.ts";
import { useKept } from "#components/ui/forms/use-draft.ts";
import type { FieldProblem } from "#lib/errors.ts";
import { emptyIntake, missingFromIntake } from "#lib/intake/rules/intake.ts";
import type { TierRule } from "#lib/intake/rules/tier-rules.ts";
import type { Tier } from "#lib/intake/rules/tiers.ts";
import { REVIEW_LENGTHS } from "#lib/lengths.ts";
import { m } from "#lib/member-name.ts";
import { paths } from "#lib/paths.ts";
import type { OpenReviewInput } from "#lib/reviews/input.ts";
import { REVIEW_TYPES, type ReviewType, TYPE_WORDS } from "#lib/reviews/rules/review-types.ts";
import type { ActionResult } from "#lib/web/form-action.ts";
import { AddService, type AddServiceAction, type ServiceChoice, type TeamChoice } from "./add-service.tsx";
import { guardianChoices, guardianOf } from "./guardian-choices.ts";
import { IntakeControls, type WrittenIntake } from "./intake-controls.tsx";
import { besideIntake } from "./intake-problems.ts";
import classes from "./new-review-form.module.css";

type GuardianOption = { id: number; name: string; teamId: number; openReviews: number | null };

type Props = {
  services: ServiceChoice[];
  teams: TeamChoice[];
  guardians: GuardianOption[];
  engineers: readonly { id: number; name: string }[];
  tierRules: TierRule[];
  /** Reviewer time per tier, in days. */
  reviewerDays: Record<Tier, number>;
  previousReviewId: number | null;
  open: (input: OpenReviewInput) => Promise<ActionResult<{ id: number; takenOut: TakenOut[] }>>;
  recognise: RecogniseAction;
  addService: AddServiceAction;
};

type Draft = WrittenIntake & {
  title: string;
  serviceId: number | null;
  type: ReviewType;
  launch: string;
  authorRole: Author["role"];
  /** Missing in drafts kept before this question existed. */
  engineerId?: Author["engineerId"];
  /** The chosen guardian; null to use the proposed one. */
  chosen: string | null;
};

const EMPTY: Draft = {
  title: "",
  serviceId: null,
  type: "change",
  launch: "",
  intake: emptyIntake(),
  authorRole: null,
  chosen: null,
};

/** Value of the button for saving without submitting. */
const DRAFT = "draft";

function submits(submitter: HTMLElement | null): boolean {
  return submitter?.getAttribute("value") !== DRAFT;
}

/** One page from request to queue: the change, its data and risks, its evidence, and its helpers. */
export function NewReviewForm(props: Props) {
  const { teams, guardians, engineers, tierRules, reviewerDays, previousReviewId, open, recognise, addService } = props;
  const router = useRouter();
  const [services, setServices] = useState(props.services);
  const [files, setFiles] = useState<EvidenceFile[]>([]);
  // A follow-up review concerns the same service.
  const empty = previousReviewId === null ? EMPTY : { ...EMPTY, serviceId: services[0]?.id ?? null };
  const { value: draft, set, forget, ...kept } = useKept("new review", previousReviewId ?? "", empty);
  const change = (part: Partial<Draft>) => set({ ...draft, ...part });
  const { title, serviceId, type, launch, intake, chosen } = draft;
  const author: Author = { role: draft.authorRole, engineerId: draft.engineerId ?? null };
  const service = services.find(({ id }) => id === serviceId);
  const guardian = guardianOf(guardians, service?.teamId, chosen);
  const isSent = useRef(false);
  const { run, pending, problem } = useAction(open, {
    success: () => (isSent.current ? "Submitted." : "Saved as a draft."),
    onDone: ({ id, takenOut }) => {
      forget();
      noticeRemovedSecrets(takenOut);
      router.push(paths.review(id));
    },
  });
  /** Missing answers beyond the empty controls, so that all problems are shown together. */
  const [unanswered, setUnanswered] = useState<readonly FieldProblem[]>([]);
  const noService = teams.length > 0 ? "No service yet: add one" : "No service that you can choose";
  const blocked = evidenceProblem(files, author);
  const save = (submit: boolean) => {
    const { documents, threatModel } = evidenceOf(files, author);
    const wanted: OpenReviewInput["draft"] = {
      title,
      serviceId: requiredChoice(serviceId),
      type,
      intake,
      guardianId: guardian.id,
      requestedLaunchOn: launch || null,
      previousReviewId,
    };
    isSent.current = submit;
    void run({ draft: wanted, documents, threatModel, submit });
  };
  return (
    <Form
      className={classes.form}
      problem={problem}
      sentByKey
      onSend={(_form, submitter) => save(submits(submitter))}
      onLack={(submitter) => setUnanswered(submits(submitter) ? missingFromIntake(intake) : [])}
    >
      <div className={classes.main}>
        <KeptNotice kept={kept} hasFiles />
        <FormPart title="The change">
          <TextInput
            name="title"
            label="Title"
            description="What changes, in one line."
            value={title}
            onChange={(event) => change({ title: event.currentTarget.value })}
            required
            maxLength={REVIEW_LENGTHS.title}
            data-autofocus
          />
          <Select
            name="serviceId"
            label="Service"
            placeholder={services.length > 0 ? "Type its name or its team" : noService}
            required
            searchable
            selectFirstOptionOnChange
            selectFirstOptionOnDropdownOpen
            nothingFoundMessage="No service has this name"
            maxDropdownHeight={264}
            value={serviceId === null ? null : String(serviceId)}
            onChange={(value) => change({ serviceId: Number(value) || null })}
            data={services.map(({ id, name, team }) => ({ value: String(id), label: `${name} – ${team}` }))}
          />
          {previousReviewId === null ? (
            <AddService
              teams={teams}
              action={addService}
              onAdded={(added) => {
                setServices([...services, added]);
                change({ serviceId: added.id });
              }}
            />
          ) : null}
        </FormPart>
        <IntakeControls written={draft} onChange={change} problems={problem?.problems ?? unanswered} />
        <FormPart title="Evidence">
          <EvidenceDrop
            files={files}
            onFiles={setFiles}
            recognise={recognise}
            author={author}
            onAuthor={({ role, engineerId }) => change({ authorRole: role, engineerId })}
            guardian={guardians.find(({ id }) => id === guardian.id)?.name ?? null}
            engineers={engineers}
          />
        </FormPart>
        <FormPart title="Who and when" columns>
          <NativeSelect
            name="guardianId"
            label={m`Guardian`}
            description={guardian.words}
            value={guardian.id === null ? "" : String(guardian.id)}
            onChange={(event) => change({ chosen: event.currentTarget.value })}
            data={guardianChoices(guardians, null)}
          />
          <TextInput
            name="requestedLaunchOn"
            label="Requested launch"
            type="date"
            value={launch}
            onChange={(event) => change({ launch: event.currentTarget.value })}
          />
          <NativeSelect
            name="type"
            label="Type"
            value={type}
            onChange={(event) => change({ type: matchingChoice(REVIEW_TYPES, event.currentTarget.value) ?? type })}
            data={REVIEW_TYPES.map((value) => ({ value, label: TYPE_WORDS[value] }))}
          />
        </FormPart>
      </div>
      <RiskAside intake={intake} tierRules={tierRules} reviewerDays={reviewerDays}>
        <ProblemAlert problem={besideIntake(problem, intake)} />
        {blocked ? (
          <Text size="sm" c="var(--bad)">
            {blocked}
          </Text>
        ) : null}
        <div className={classes.moves}>
          <Button type="submit" loading={pending} disabled={blocked !== null}>
            Submit for review
          </Button>
          <Button type="submit" value={DRAFT} variant="default" loading={pending} disabled={blocked !== null}>
            Save as draft
          </Button>
        </div>
      </RiskAside>
    </Form>
  );
}
