type SentenceParts = {
  source: string | null;
  prerequisites: string | null;
  action: string | null;
  impact: string | null;
  goals: readonly string[];
  assets: readonly string[];
};

/** The grammar's sentence from the parts present; empty if there are none. Parts are used as written. */
export function threatSentence(parts: SentenceParts): string {
  const source = given(parts.source);
  const prerequisites = given(parts.prerequisites);
  const action = given(parts.action);
  const impact = given(parts.impact);
  const goals = joined(parts.goals, "and/or");
  const assets = joined(parts.assets, "and");
  const actor = [source ?? (prerequisites || action ? "threat source" : null), prerequisites].filter(Boolean).join(" ");
  const clauses = [
    actor && `${article(actor)} ${actor}${action ? ` can ${action}` : ""}`.trimStart(),
    impact && `which leads to ${impact}`,
    effect(goals, assets),
  ];
  const sentence = clauses.filter(Boolean).join(", ");
  return sentence === "" ? "" : sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

function effect(goals: string, assets: string): string {
  if (goals && assets) return `resulting in reduced ${goals} of ${assets}`;
  if (goals) return `resulting in reduced ${goals}`;
  return assets && `negatively impacting ${assets}`;
}

function given(text: string | null): string | null {
  return text === null || text.trim() === "" ? null : text.trim();
}

/** The article for the threat's source: none if it already has one, or names a person. */
export function article(words: string): "A" | "An" | "" {
  if (/^(an?|the|another|any|some|every|one)\s|^(some|any|every)(body|one)\b/i.test(words)) return "";
  return /^[aeiou]/i.test(words) ? "An" : "A";
}

function joined(words: readonly string[], conjunction: string): string {
  const present = words.map((word) => word.trim()).filter((word) => word !== "");
  const last = present.at(-1) ?? "";
  return present.length < 2 ? last : `${present.slice(0, -1).join(", ")} ${conjunction} ${last}`;
}
