/**
 * Control characters, direction marks and other invisible characters that could hide words, except the mark that gives
 * an emoji its colour.
 */
const UNPRINTABLE = /(?!(?<=\p{ExtPict})\ufe0f)[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{DI}\p{Zl}\p{Zp}]/gu;

/**
 * One line of text that cannot control a terminal or a pipeline log. GitHub's runner treats a line starting with two
 * colons, and `##[` anywhere, as a command. Source: actions/runner, ActionCommand.
 */
export function printable(text: string): string {
  return text
    .replace(/\r\n|[\r\n]/g, " ")
    .replaceAll("\t", "  ")
    .replace(UNPRINTABLE, "\ufffd")
    .replace(/^(\s*):(?=:)/, "$1: ")
    .replaceAll("##[", "# #[");
}
