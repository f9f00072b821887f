/**
 * Keeps the process alive after the reader of its output has gone. The lines are lost, and the write error is not
 * reported, because the report would fail too, without end.
 */
export function outliveReaders() {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
}
