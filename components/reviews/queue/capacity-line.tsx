import { Text } from "@mantine/core";
import { formatCount, formatDecimals } from "#lib/numbers.ts";
import { CAPACITY_WEEKS, type Capacity } from "#lib/reviews/rules/capacity.ts";
import { counted, dayWords } from "#lib/words.ts";
import { daysAfter } from "#lib/zoned-time.ts";

type Props = { capacity: Capacity; today: string };

/** Open reviews, weekly inflow and outflow, and the projected date of an empty queue. */
export function CapacityLine({ capacity, today }: Props) {
  return (
    <Text component="p" size="sm" c="dimmed" aria-label="Capacity">
      {capacityWords(capacity, today)}
    </Text>
  );
}

/** "37 reviews open. Over the last 4 weeks 9.5 reviews opened and 11 closed per week. At this rate the queue is clear by 20 May 2027, in 25 weeks." */
export function capacityWords(capacity: Capacity, today: string): string {
  const { open, elsewhere, inPerWeek, outPerWeek, outlook, weeks } = capacity;
  const now = `${counted(open, "review")} open${elsewhere > 0 ? `; ${formatCount(elsewhere)} open elsewhere` : ""}.`;
  const rates = `Over the last ${CAPACITY_WEEKS} weeks ${perWeek(inPerWeek)} reviews opened and ${perWeek(outPerWeek)} closed per week.`;
  if (outlook === "none") return `${now} No review that you can see opened in the last ${CAPACITY_WEEKS} weeks.`;
  if (outlook === "too_new")
    return `${now} The first opened less than ${CAPACITY_WEEKS} weeks ago, too recently for a rate.`;
  const growth = perWeek(inPerWeek - outPerWeek);
  const ahead = {
    clear: "",
    too_few: "Too few to predict when the queue clears.",
    steady: "At this rate the number stays the same.",
    grows: `At this rate ${growth} more are open each week.`,
    clears: weeks === null ? "" : `At this rate ${clearWords(weeks, today)}.`,
  };
  return `${now} ${rates} ${ahead[outlook]}`.trim();
}

const YEARS_AHEAD = 104;

function clearWords(weeks: number, today: string): string {
  if (weeks > YEARS_AHEAD) return "the queue takes more than two years to clear";
  return `the queue is clear by ${dayWords(daysAfter(today, Math.ceil(weeks * 7)))}, in ${counted(Math.ceil(weeks), "week")}`;
}

/** "11", "9.5" */
function perWeek(value: number): string {
  return formatDecimals(value, 1, 0);
}
