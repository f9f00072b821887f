import { CodeText } from "#components/ui/words/code-text.tsx";
import type { ProfileChange } from "#lib/policies/rules/profile-diff.ts";
import classes from "./profile-changes.module.css";

const WORDS = { added: "added", removed: "removed", changed: "changed" } as const;

/** Rule-by-rule differences between two profile versions. */
export function ProfileChanges({ changes }: { changes: readonly ProfileChange[] }) {
  if (changes.length === 0) return <p className="dimmed">Both versions have the same rules.</p>;
  return (
    <ul className={classes.changes}>
      {changes.map(({ part, change, added, removed }) => (
        <li key={`${change} ${part}`}>
          <strong>{part}</strong> <span className="dimmed">{WORDS[change]}</span>
          <Items kind="removed" items={removed} />
          <Items kind="added" items={added} />
        </li>
      ))}
    </ul>
  );
}

function Items({ kind, items }: { kind: "added" | "removed"; items: readonly string[] }) {
  if (items.length === 0) return null;
  return (
    <ul className={classes.items} aria-label={kind === "added" ? "Added" : "Removed"}>
      {items.map((item) => (
        <li key={item} data-kind={kind}>
          <span aria-hidden="true">{kind === "added" ? "+" : "−"}</span>
          <CodeText>{item}</CodeText>
        </li>
      ))}
    </ul>
  );
}
