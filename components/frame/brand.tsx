import classes from "./brand.module.css";

export function Brand() {
  return (
    <span className={classes.brand}>
      <svg className={classes.mark} width="20" height="20" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
        <path d="M12 2l8 3v6.5c0 5-3.4 8.6-8 10.5c-4.6-1.9-8-5.5-8-10.5V5z" />
        <path className={classes.tick} d="M8 12l3 3l5-6" />
      </svg>
      <span className={classes.name}>Guardians</span>
    </span>
  );
}
