import type { ServiceFacts } from "../../language/index.ts";

/**
 * Caches a function of a text and the facts that many checks call with equal arguments, for as long as the facts are in
 * use.
 */
export function remembered<T>(answer: (text: string, facts: ServiceFacts) => T): typeof answer {
  const known = new WeakMap<ServiceFacts, Map<string, { value: T }>>();
  return (text, facts) => {
    const answers = known.get(facts) ?? new Map<string, { value: T }>();
    known.set(facts, answers);
    const before = answers.get(text);
    if (before !== undefined) return before.value;
    const value = answer(text, facts);
    answers.set(text, { value });
    return value;
  };
}
