import type { ReactNode } from "react";
import { FactLines } from "#components/ui/page/fact-lines.tsx";
import { CodeText } from "#components/ui/words/code-text.tsx";
import { Status } from "#components/ui/words/status.tsx";
import type { ProfileDefinition, SensitiveAccess } from "#lib/checks/profile.ts";
import { ANALYZER_WORDS, LEVEL_WORDS } from "#lib/policies/rules/check-words.ts";
import { ASSUMED_ACCOUNT } from "#lib/policies/rules/profile-form.ts";
import { counted } from "#lib/words.ts";
import classes from "./profile-facts.module.css";

type Props = {
  definition: ProfileDefinition;
  /** Reason why sensitive actions are found only in wildcards. */
  unknown?: readonly string[];
};

/** A profile version's requirements for every policy. */
export function ProfileFacts({ definition, unknown = [] }: Props) {
  const { references, sensitive, publicAccess, acceptedManagedPolicies } = definition;
  const { validation, credentials, account, trustedPrincipals } = definition;
  return (
    <FactLines
      items={[
        {
          label: "No policy may grant",
          value: sensitive.length > 0 ? <Rules {...{ sensitive, unknown }} /> : "No rules",
        },
        { label: "Answered by", value: ANALYZER_WORDS[definition.analyzer] },
        { label: "Public access", value: publicAccess ? "Checked on resource and trust policies" : "Not checked" },
        {
          label: "Blocking results of validation",
          value: validation.block.map((level) => LEVEL_WORDS[level]).join(", ") || "None",
        },
        { label: "Access keys", value: credentials ? "Checked in documents and policies" : "Not checked" },
        {
          label: "Own account",
          value: account ?? `Not set: templates are read for ${ASSUMED_ACCOUNT}`,
        },
        {
          label: "Trusted external principals",
          value: trustedPrincipals.length > 0 ? <Names names={trustedPrincipals} /> : "None",
        },
        {
          label: "Identity policies may grant no more than",
          value: <Policies texts={references.identity} none="No reference" />,
        },
        {
          label: "Resource and trust policies may grant no more than",
          value: <Policies texts={references.resource} none="No reference" />,
        },
        {
          label: "Managed policies that may be attached",
          value: acceptedManagedPolicies.length > 0 ? <Names names={acceptedManagedPolicies} /> : "None",
        },
      ]}
    />
  );
}

function Rules({ sensitive, unknown }: { sensitive: readonly SensitiveAccess[]; unknown: readonly string[] }) {
  return (
    <>
      {sensitive.map((rule) => (
        <Rule key={rule.name} rule={rule} />
      ))}
      {unknown.map((said) => (
        <p key={said}>
          <Status value="at_risk" label="Found in wildcards only" size="sm" /> {said}
        </p>
      ))}
    </>
  );
}

function Rule({ rule }: { rule: SensitiveAccess }): ReactNode {
  return (
    <details className={classes.rule}>
      <summary>
        {rule.name}: {count(rule.actions.length, "action", "any action")} on{" "}
        {count(rule.resources.length, "resource", "any resource")}
      </summary>
      <Names names={[...rule.actions, ...rule.resources]} />
    </details>
  );
}

function Names({ names }: { names: readonly string[] }) {
  return (
    <ul className={classes.names}>
      {names.map((name) => (
        <li key={name}>
          <CodeText>{name}</CodeText>
        </li>
      ))}
    </ul>
  );
}

function Policies({ texts, none }: { texts: readonly string[]; none: string }) {
  if (texts.length === 0) return none;
  return texts.map((text) => (
    <CodeText key={text} block label="Reference policy">
      {text}
    </CodeText>
  ));
}

function count(n: number, word: string, none: string): string {
  return n === 0 ? none : counted(n, word);
}
