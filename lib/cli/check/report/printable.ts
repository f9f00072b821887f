/**
 * Control characters, marks that turn the direction of text, and all others that show nothing, in which words could be hidden;
 * but for the mark that gives an emoji its colour.
 */
const UNPRINTABLE = /(?!(?<=\p{ExtPict})\ufe0f)[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{DI}\p{Zl}\p{Zp}]/gu;

/**
 * Text that cannot steer a terminal or the log of a pipeline, on one line. GitHub's runner reads a line that begins with
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
