"use client";

import { Button, Checkbox, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useMemo, useState } from "react";
import { DocumentView } from "#components/policies/documents/document-view.tsx";
import { numberedResults } from "#components/policies/results/numbered-results.ts";
import { ResultKeys } from "#components/policies/results/result-keys.tsx";
import { VerdictMark } from "#components/policies/results/verdict-mark.tsx";
import { KeptNotice } from "#components/ui/forms/kept-notice.tsx";
import { ProblemAlert } from "#components/ui/forms/problem-alert.tsx";
import { useKept } from "#components/ui/forms/use-draft.ts";
import type { ProfileDefinition } from "#lib/checks/profile.ts";
import type { Judgement, Question } from "#lib/policies/rules/playground.ts";
import { PLAYGROUND_EXAMPLES } from "#lib/policies/rules/playground-examples.ts";
import classes from "./playground.module.css";
import { useJudgement } from "./use-judgement.ts";

const MONO = { fontFamily: "var(--mono)", fontSize: 13 };

const FAILURE_WORDS = {
  broken: "The engine failed in this browser. Change the text, reload the page, or submit the policy with a review.",
  "too-long": "Evaluating the policy took more than 20 s. Split it and check its parts.",
};

const UNREAD_WORDS = {
  policy: "The policy cannot be read.",
  reference: "The reference policy cannot be read.",
  sensitiveActions: "The sensitive actions cannot be read. Correct them to check the policy.",
};

type Props = {
  sensitiveActions: readonly string[];
  /** Profiles available for checking the policy. */
  profiles: readonly { name: string; definition: ProfileDefinition }[];
};

type Asked = Omit<Question, "profile">;

/** Paste a policy and see the engine's result. Nothing leaves the browser, which keeps the text for the next visit. */
export function Playground({ sensitiveActions, profiles }: Props) {
  const { value: typed, set, ...kept } = useKept<Partial<Asked>>("playground", "", {});
  const [profile, setProfile] = useState("");
  const question = useMemo<Question>(
    () => ({
      policy: "",
      reference: "",
      sensitiveActions: sensitiveActions.join(" "),
      publicAccess: true,
      ...typed,
      profile: profiles.find((each) => each.name === profile)?.definition ?? null,
    }),
    [typed, profile, profiles, sensitiveActions],
  );
  const { judgement, text, busy, failure } = useJudgement(question);
  const change = (part: Partial<Asked>) => {
    const asked = { ...typed, ...part };
    set(asked);
    if (!asked.policy && !asked.reference) kept.forget();
  };
  return (
    <div className={classes.beside}>
      <div className={classes.ask}>
        <KeptNotice kept={kept} />
        <NativeSelect
          maw={320}
          label="Checked against"
          value={profile}
          onChange={(event) => setProfile(event.currentTarget.value)}
          data={[
            { value: "", label: "The fields below" },
            ...profiles.map(({ name }) => ({ value: name, label: `The profile ${name}` })),
          ]}
        />
        <div className={classes.examples}>
          <span>Start from</span>
          {PLAYGROUND_EXAMPLES.map(({ title, policy }) => (
            <Button key={title} variant="default" size="xs" fw={400} onClick={() => change({ policy })}>
              {title}
            </Button>
          ))}
        </div>
        <CodeField
          label="Policy or template"
          description="An IAM policy, a CloudFormation template or a Terraform plan. It stays in your browser."
          value={question.policy}
          onChange={(policy) => change({ policy })}
          rows={[12, 30]}
        />
        {profile === "" ? (
          <AskedFields question={question} onChange={change} unread={unreadActions(judgement)} />
        ) : null}
      </div>
      <section aria-label="Result" aria-live="polite" aria-busy={busy} className={classes.answer}>
        {failure ? <p>{FAILURE_WORDS[failure]}</p> : <Answer judgement={judgement} text={text} />}
      </section>
    </div>
  );
}

/** The error for the sensitive-actions field, or null when the actions can be read. */
function unreadActions(judgement: Judgement | null): string | null {
  if (!judgement || judgement.ok || judgement.about !== "sensitiveActions") return null;
  return judgement.problems.map(({ message }) => message).join(" ");
}

type AskedProps = {
  question: Question;
  onChange: (part: Partial<Asked>) => void;
  /** What is wrong with the sensitive actions. */
  unread: string | null;
};

/** The settings for checking a policy without a profile. */
function AskedFields({ question, onChange, unread }: AskedProps) {
  return (
    <>
      <CodeField
        label="Reference policy, optional"
        description="Fails when the policy allows anything the reference does not."
        value={question.reference}
        onChange={(reference) => onChange({ reference })}
        rows={[4, 20]}
      />
      <TextInput
        label="Sensitive actions, optional"
        description="Fails when the policy allows one of these on anything. Separate with spaces."
        value={question.sensitiveActions}
        onChange={(event) => onChange({ sensitiveActions: event.currentTarget.value })}
        spellCheck={false}
        styles={{ input: MONO }}
        error={unread}
      />
      <Checkbox
        label="Check resource and trust policies for public access"
        checked={question.publicAccess}
        onChange={(event) => onChange({ publicAccess: event.currentTarget.checked })}
      />
    </>
  );
}

type CodeFieldProps = {
  label: string;
  description: string;
  value: string;
  onChange: (value: string) => void;
  /** Minimum and maximum number of visible lines. */
  rows: [number, number];
};

function CodeField({ label, description, value, onChange, rows: [minRows, maxRows] }: CodeFieldProps) {
  return (
    <Textarea
      label={label}
      description={description}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      minRows={minRows}
      maxRows={maxRows}
      autosize
      spellCheck={false}
      styles={{ input: MONO }}
    />
  );
}

function Answer({ judgement, text }: { judgement: Judgement | null; text: string }) {
  if (judgement === null) {
    return <p className="dimmed">The verdict, its reasons and the marked lines appear here as you type.</p>;
  }
  if (!judgement.ok) {
    const { about } = judgement;
    const problem = { type: "about:blank", title: "Invalid", status: 422, detail: UNREAD_WORDS[about], requestId: "" };
    // The sensitive-actions field shows its own error.
    const problems = about === "sensitiveActions" ? [] : judgement.problems.map((one) => ({ ...one, path: [] }));
    return <ProblemAlert problem={{ ...problem, problems }} />;
  }
  const { verdict, results, leftOut } = judgement;
  return (
    <>
      <p className={classes.verdict}>
        <VerdictMark verdict={verdict} /> {results.find((result) => result.verdict === verdict)?.message}
      </p>
      <details className={classes.left}>
        <summary>{leftOut.length} codes of policy validation are not checked here</summary>
        <p>
          They need public data about AWS services that is not loaded into the browser. A submitted review is checked
          with it. {leftOut.join(", ")}
        </p>
      </details>
      <ResultKeys total={numberedResults(results).length} />
      <DocumentView name="the pasted text" text={text} results={results} />
    </>
  );
}
