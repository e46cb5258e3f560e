import { type Driven, type Send } from './drive.js';
import { senderOf } from './sender.js';
import { untilSettled } from './settled.js';
import { type Subject } from './subject.js';
import { type LoadName } from './supply.js';

/** The same load, not measured: so many checkouts at most, and then all that follows from them. Gives the calls between services that a checkout needed, where they are counted. */
export const warmUp = async (subject: Subject, load: LoadName, checkouts: number, drive: (send: Send) => Promise<Driven>): Promise<number | undefined> => {
  const sender = await senderOf(subject, load, checkouts);
  const before = subject.calls();
  const { answers } = await drive(sender.send);
  await untilSettled(subject.stores);
  const after = subject.calls();
  sender.finish();
  return before === undefined || after === undefined ? undefined : (after - before) / answers.length;
};
