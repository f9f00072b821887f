import { type LoadPeople, PersonSelect } from "#components/people/person-select.tsx";
import { Choice } from "#components/ui/choice.tsx";
import { chosenOf } from "#components/ui/chosen-of.ts";
import { AUTHOR_ROLES, AUTHOR_WORDS, type AuthorRole } from "#lib/threat-models/rules/model.ts";

type Props = {
  role: AuthorRole | null;
  /** The value of who is chosen: see `authorIn`. */
  author: string;
  loadPeople: LoadPeople;
  onRole: (role: AuthorRole | null) => void;
  onAuthor: (author: string) => void;
};

/** Who wrote a model, and as what: the people are asked for once it is said as what. */
export function AuthorFields({ role, author, loadPeople, onRole, onAuthor }: Props) {
  return (
    <>
      <Choice
        name="authorRole"
        label="Written by"
        value={role ?? ""}
        onChange={(event) => onRole(chosenOf(AUTHOR_ROLES, event.currentTarget.value))}
        data={AUTHOR_ROLES.map((each) => ({ value: each, label: AUTHOR_WORDS[each] }))}
      />
      {role === null ? null : (
        <PersonSelect
          name="authorId"
          label="Author"
          description="Who is credited with it."
          nobody="Nobody who is here"
          value={author}
          onChange={onAuthor}
          load={loadPeople}
        />
      )}
    </>
  );
}

/** The author as the verb takes them: null where it is nobody who is here, undefined while none is chosen. */
export function authorIn(chosen: string): number | null | undefined {
  if (chosen === "") return undefined;
  return chosen === "nobody" ? null : Number(chosen);
}
