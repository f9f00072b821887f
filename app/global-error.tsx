"use client";

type Props = { error: Error & { digest?: string }; retry: () => void };

/** The last resort when even the frame cannot render: no styles, no library. */
export default function GlobalError({ error, retry }: Props) {
  return (
    <html lang="en">
      <body>
        <title>Something went wrong · Guardians</title>
        <main>
          <h1>Something went wrong</h1>
          <p>{error.digest ? `Quote ${error.digest} when you report it.` : "Try again in a moment."}</p>
          <button type="button" onClick={retry}>
            Try again
          </button>
        </main>
      </body>
    </html>
  );
}
