import type { ReactNode } from "react";
import { Choice } from "#components/ui/controls/choice.tsx";
import { matchingChoice } from "#components/ui/controls/matching-choice.ts";
import { m } from "#lib/member-name.ts";
import { AUTHOR_ROLES, AUTHOR_WORDS, type AuthorRole } from "#lib/threat-models/rules/model.ts";

type Props = {
  role: AuthorRole | null;
  onRole: (role: AuthorRole | null) => void;
  /** The guardian taken as author of a guardian's model; null when the author is chosen by name. */
  guardian?: string | null;
  /** The author-by-name control, shown once the role is chosen. */
  children?: ReactNode;
};

/** The author of a model: first the role, then the name. */
export function AuthorFields({ role, onRole, guardian = null, children }: Props) {
  return (
    <>
      <Choice
        name="authorRole"
        label="Who wrote the threat model"
        description={m`Not part of any format. A guardian gets credit after importing or attaching it themselves.`}
        value={role ?? ""}
        onChange={(event) => onRole(matchingChoice(AUTHOR_ROLES, event.currentTarget.value))}
        data={AUTHOR_ROLES.map((each) => ({ value: each, label: authorWords(each, guardian) }))}
      />
      {role === null ? null : children}
    </>
  );
}

function authorWords(role: AuthorRole, guardian: string | null): string {
  return role === "guardian" && guardian !== null ? `${AUTHOR_WORDS.guardian}, ${guardian}` : AUTHOR_WORDS[role];
}

/** The selected author for the verb: null for nobody listed, undefined while nothing is chosen. */
export function authorIn(chosen: string): number | null | undefined {
  if (chosen === "") return undefined;
  return chosen === "nobody" ? null : Number(chosen);
}
