import { AWS_ANALYZER, TooLate } from "#lib/policies/rules/aws/outcome.ts";

/** Ends hanging work in time, because the credential chain ignores the signal. */
export async function within<T>(milliseconds: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new TooLate(`${AWS_ANALYZER} did not answer within ${milliseconds / 1000} seconds.`));
      controller.abort();
    }, milliseconds);
  });
  try {
    return await Promise.race([work(controller.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}
