const DAY_MS = 86_400_000;

/** That many days of 24 hours later; Souk's carriers work every day. */
export const daysAfter = (from: Date, days: number): Date => new Date(from.getTime() + days * DAY_MS);
