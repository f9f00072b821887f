/** The changelog's notes for a version, or null if there are none. */
export function notesOf(changelog, version) {
  const lines = changelog.split("\n");
  const start = lines.findIndex((line) => line.split(" ").slice(0, 2).join(" ") === `## ${version}`);
  if (start < 0) return null;
  const end = lines.findIndex((line, index) => index > start && line.startsWith("## "));
  const notes = lines
    .slice(start + 1, end < 0 ? undefined : end)
    .join("\n")
    .trim();
  return notes === "" ? null : notes;
}
