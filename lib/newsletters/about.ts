import type { MetricsScope } from "#lib/metrics/scope.ts";

/** The scope of a letter: the teams, the quarter and the time zone. */
export type About = { scope: MetricsScope; start: Date; end: Date; timeZone: string };
