/** "Ana María López" → "AL"; one word gives its first letter. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const first = words[0] ?? "?";
  const last = words.length > 1 ? (words[words.length - 1] ?? "") : "";
  return (letter(first) + letter(last)).toUpperCase();
}

function letter(word: string): string {
  return Array.from(word)[0] ?? "";
}
