/** Control characters, marks that turn the direction of text, and others that show nothing. */
const UNPRINTABLE = /[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/**
 * Text that can not steer a terminal or the log of a pipeline, on one line. GitHub's runner reads a line that begins with
 * two colons, and `##[` anywhere, as a command. Source: actions/runner, ActionCommand.
 */
export function printable(text: string): string {
  return text
    .replace(/\r\n|[\r\n]/g, " ")
    .replaceAll("\t", "  ")
    .replace(UNPRINTABLE, "\ufffd")
    .replace(/^(\s*):(?=:)/, "$1: ")
    .replaceAll("##[", "# #[");
}
