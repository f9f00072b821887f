"use client";

import { Button, Checkbox, CheckboxGroup, Group, Stack, Textarea, TextInput } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { numbered, PolicyTexts } from "#components/policies/documents/policy-texts.tsx";
import { JudgementFields } from "#components/policies/playground/judgement-fields.tsx";
import { ButtonLink } from "#components/ui/acts/button-link.tsx";
import { GuardedButton } from "#components/ui/acts/guarded-button.tsx";
import { Form } from "#components/ui/forms/form.tsx";
import { isFocusLost } from "#components/ui/forms/is-focus-lost.ts";
import { KeptNotice } from "#components/ui/forms/kept-notice.tsx";
import { ProblemAlert } from "#components/ui/forms/problem-alert.tsx";
import { useAction } from "#components/ui/forms/use-action.ts";
import { useKept } from "#components/ui/forms/use-draft.ts";
import type { Permission } from "#lib/auth/actor.ts";
import { TIERS, type Tier } from "#lib/intake/rules/tiers.ts";
import { PROFILE_LENGTHS } from "#lib/lengths.ts";
import { newerVersionWords } from "#lib/newer-version.ts";
import { paths } from "#lib/paths.ts";
import type { PublishProfileInput } from "#lib/policies/input.ts";
import { definitionOf, type ProfileForm as Fields, type RuleText } from "#lib/policies/rules/profile-form.ts";
import type { ActionResult } from "#lib/web/form-action.ts";
import { AnalyzerField } from "./analyzer-field.tsx";
import { NEW_PROFILE } from "./new-profile.ts";
import { ProfileStart } from "./profile-start.tsx";
import { RuleFields } from "./rule-fields.tsx";

type PublishAction = (input: PublishProfileInput) => Promise<ActionResult<{ profileId: number; version: number }>>;

/** `begun`: the profile's state when the draft was started; missing in drafts older than this field. */
type Begun = { version: number; tiers: Tier[] };
type Kept = Fields & { begun?: Begun | undefined };

type Props = {
  profileId?: number;
  /** The latest version, if any. */
  version?: number;
  initial: Fields;
  permission: Permission;
  action: PublishAction;
};

/** Publishes a profile version and opens a new profile. Input stays when publishing is refused. */
export function ProfileForm({ profileId, version = 0, initial, permission, action }: Props) {
  const router = useRouter();
  const nameField = useRef<HTMLInputElement>(null);
  const latest = { version, tiers: initial.tiers };
  const { value, set, forget, amend, isTouched, ...kept } = useKept<Kept>("profile", profileId ?? "new", {
    ...initial,
    begun: latest,
  });
  const { begun = UNKNOWN, ...form } = value;
  const done = (profile: { profileId: number; version: number }) => {
    forget();
    if (profileId === undefined) return router.push(paths.checkProfile(profile.profileId));
    // The version just published becomes the base for further edits.
    amend({ begun: { version: profile.version, tiers: form.tiers } });
  };
  const { run, pending, problem } = useAction(action, { success: "Profile published", onDone: done });
  // Start from a newly arrived version if nothing is written yet.
  useEffect(() => {
    if (version > begun.version && problem === null && !isTouched()) kept.startAnew();
  });
  // The link that opened the new-profile form has disappeared, taking the focus with it.
  useEffect(() => {
    if (window.location.hash === `#${NEW_PROFILE}` && isFocusLost()) nameField.current?.focus();
  }, []);
  const change = (part: Partial<Fields>) => set({ ...form, begun, ...part });
  const changeRule = (number: number, part: Partial<RuleText>) =>
    change({ rules: form.rules.map((rule, at) => (at === number - 1 ? { ...rule, ...part } : rule)) });
  const publish = () => {
    const { tiers, name, description } = form;
    const rest = { name, description, definition: definitionOf(form) };
    if (!permission.allowed) return;
    if (profileId === undefined) return void run({ ...rest, tiers });
    const isTold = problem?.detail === newerVersionWords(version, begun.version);
    const taken = isSame(tiers, begun.tiers) ? {} : { tiers };
    void run({ profileId, follows: isTold ? version : begun.version, ...rest, ...taken });
  };
  return (
    <Form problem={problem} onSend={publish}>
      <Stack gap="md" maw={720}>
        <KeptNotice kept={kept} />
        <ProblemAlert problem={problem} />
        <ProfileStart form={form} onChange={change} />
        <TextInput
          ref={nameField}
          name="name"
          label="Name"
          required
          maxLength={PROFILE_LENGTHS.name}
          value={form.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <Textarea
          name="description"
          label="Description"
          autosize
          minRows={2}
          maxLength={PROFILE_LENGTHS.description}
          value={form.description}
          onChange={(event) => change({ description: event.currentTarget.value })}
        />
        <CheckboxGroup
          label="Checks the reviews of tier"
          description="A tier has one profile. Choosing a tier here takes it from its current profile."
          value={form.tiers}
          onChange={(values) => change({ tiers: TIERS.filter((tier) => values.includes(tier)) })}
        >
          <Group gap="md" mt="xs">
            {TIERS.map((tier) => (
              <Checkbox key={tier} name="tiers" value={tier} label={tier} />
            ))}
          </Group>
        </CheckboxGroup>
        {numbered(form.rules).map(({ item: rule, number }) => (
          <RuleFields
            key={number}
            number={number}
            rule={rule}
            onChange={(part) => changeRule(number, part)}
            onRemove={() => change({ rules: form.rules.filter((other) => other !== rule) })}
          />
        ))}
        <Group>
          <Button
            variant="default"
            onClick={() => change({ rules: [...form.rules, { name: "", actions: "", resources: "" }] })}
          >
            Add a rule
          </Button>
        </Group>
        <Checkbox
          label="Check resource and trust policies for public access"
          checked={form.publicAccess}
          onChange={(event) => change({ publicAccess: event.currentTarget.checked })}
        />
        <JudgementFields form={form} onChange={change} />
        <AnalyzerField analyzer={form.analyzer} onChange={(analyzer) => change({ analyzer })} />
        <PolicyTexts
          name="references.identity"
          legend="Identity policies may grant no more than"
          texts={form.identity}
          onChange={(identity) => change({ identity })}
        />
        <PolicyTexts
          name="references.resource"
          legend="Resource and trust policies may grant no more than"
          texts={form.resource}
          onChange={(resource) => change({ resource })}
        />
        <Textarea
          name="acceptedManagedPolicies"
          label="Managed policies that may be attached"
          description="ARNs, one per line. Their permissions are not checked. Other managed policies are checked by their text; a missing text makes the check incomplete."
          autosize
          minRows={2}
          spellCheck={false}
          value={form.managed}
          onChange={(event) => change({ managed: event.currentTarget.value })}
        />
        <Group justify="flex-end">
          {profileId === undefined ? (
            <ButtonLink href={paths.policies({ view: "profiles" })} variant="default">
              Cancel
            </ButtonLink>
          ) : null}
          <GuardedButton type="submit" permission={permission} loading={pending}>
            {profileId === undefined ? "Publish profile" : "Publish new version"}
          </GuardedButton>
        </Group>
      </Stack>
    </Form>
  );
}

/** For drafts without a recorded start: no version is skipped, and their tiers are sent. */
const UNKNOWN: Begun = { version: 1, tiers: [] };

function isSame(one: readonly Tier[], other: readonly Tier[]): boolean {
  return one.length === other.length && one.every((tier) => other.includes(tier));
}
