import classes from "./plaque.module.css";

/** Vision and mission, shown at the top like a plaque. */
export function Plaque({ vision, mission, sponsor }: { vision: string; mission: string; sponsor: string }) {
  return (
    <div className={classes.plaque}>
      <p className={classes.vision}>{vision || "No vision yet."}</p>
      {mission ? <p className={classes.mission}>{mission}</p> : null}
      {sponsor ? <p className={classes.sponsor}>Executive sponsor: {sponsor}</p> : null}
    </div>
  );
}
