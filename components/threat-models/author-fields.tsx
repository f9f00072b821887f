import type { ReactNode } from "react";
import { Choice } from "#components/ui/controls/choice.tsx";
import { chosenOf } from "#components/ui/controls/chosen-of.ts";
import { AUTHOR_ROLES, AUTHOR_WORDS, type AuthorRole } from "#lib/threat-models/rules/model.ts";

type Props = {
  role: AuthorRole | null;
  onRole: (role: AuthorRole | null) => void;
  /** The guardian whom a model by the guardian is by; null where that is said by name. */
  guardian?: string | null;
  /** What asks for the author by name: once it is said as what they wrote it. */
  children?: ReactNode;
};

/** Who wrote a model: as what, then by name. */
export function AuthorFields({ role, onRole, guardian = null, children }: Props) {
  return (
    <>
      <Choice
        name="authorRole"
        label="Who wrote the threat model"
        description="No format says it. A guardian is credited with it once they import or attach it themselves."
        value={role ?? ""}
        onChange={(event) => onRole(chosenOf(AUTHOR_ROLES, event.currentTarget.value))}
        data={AUTHOR_ROLES.map((each) => ({ value: each, label: authorWords(each, guardian) }))}
      />
      {role === null ? null : children}
    </>
  );
}

function authorWords(role: AuthorRole, guardian: string | null): string {
  return role === "guardian" && guardian !== null ? `${AUTHOR_WORDS.guardian}, ${guardian}` : AUTHOR_WORDS[role];
}

/** The author as the verb takes them: null where it is nobody who is here, undefined while none is chosen. */
export function authorIn(chosen: string): number | null | undefined {
  if (chosen === "") return undefined;
  return chosen === "nobody" ? null : Number(chosen);
}
