/** Statements and decisions in the demo's program review. */
export const SAID = {
  leader: "Two teams have asked for their own guardian since we last met. The numbers help me explain why.",
  engineer: "I can decide reviews with a threat model within a day.",
  guardians: [
    "My team now asks me before it designs, and no longer before it launches.",
    "The second course helped more than the first. I still need one protected hour a week.",
    "I would like to follow one review from start to finish with another guardian before I do one alone.",
  ],
} as const;

export const DECISIONS = {
  kept: "Guardians keep half an hour a week with an engineer. This continues unchanged.",
  goal: "The lead time target is now one day shorter.",
  done: "Offer a shadowed review to every new guardian.",
  open: "Collect what three teams need to nominate a second guardian.",
} as const;

/** The new target of the lead time goal, in days. */
export const LOWER_TARGET = 7;
