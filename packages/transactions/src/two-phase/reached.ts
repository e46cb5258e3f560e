/** Is called where a participant may die between two messages; a test dies there by throwing. */
export type Reached = (point: 'worked' | 'prepared' | 'voted' | 'ending' | 'ended') => Promise<void>;

export const undisturbed: Reached = () => Promise.resolve();
