import { type TrackedShipment } from './tracking.js';
import { dayWords, instantWords, stateWords } from './words.js';

/** One parcel and its scans, newest first. */
export const ShipmentCard = ({ shipment }: { readonly shipment: TrackedShipment }) => {
  const { carrier, trackingNumber, estimatedDelivery, deliveredAt } = shipment;
  return (
    <section className="card" data-testid="shipment">
      <h2>{stateWords(shipment.state)}</h2>
      <p className="carrier">
        {carrier ? carrier.name : 'Carrier not chosen yet'}
        {trackingNumber && <> · <code>{trackingNumber}</code></>}
        {estimatedDelivery && !deliveredAt && <> · expected <time dateTime={estimatedDelivery}>{dayWords(estimatedDelivery)}</time></>}
      </p>
      <ol className="scans">
        {[...shipment.trackingEvents].reverse().map((scan) => (
          <li key={`${scan.sequence} ${scan.at}`} data-testid="scan">
            <time dateTime={scan.at}>{instantWords(scan.at)}</time>
            <strong>{scan.message}</strong>
            {scan.place && <span>{scan.place}</span>}
          </li>
        ))}
      </ol>
    </section>
  );
};
