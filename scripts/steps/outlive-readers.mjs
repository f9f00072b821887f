/**
 * Goes on when whoever read the lines of this process has gone: they are lost, and what failed to be written is not said in another
 * line, which would fail too, and so on without end.
 */
export function outliveReaders() {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
}
