import { Message } from './message.js';
import { OrderSteps } from './order-steps.js';
import { ShipmentCard } from './shipment-card.js';
import { useTracking } from './use-tracking.js';
import { dayWords, instantWords, stateWords } from './words.js';

/** What the pieces of an order are called where one could not be had. */
const PARTS: Readonly<Record<string, string>> = { shipments: 'Delivery details', deliverBy: 'The delivery estimate', lines: 'Item details' };

/** One order on its way: `/track/<number>?token=<guest token>`. */
export const TrackPage = ({ number, guestToken }: { readonly number: string; readonly guestToken: string }) => {
  const tracking = useTracking(number, guestToken);
  if (tracking.kind === 'loading') return <Message title="One moment …" />;
  if (tracking.kind === 'unknown') return <Message title="There is no order behind this link">Check that the link is complete, its end included, or ask the shop to send it again.</Message>;
  if (tracking.kind === 'unavailable') return <Message title="Orders cannot be reached right now">Your order is safe. This page tries again by itself every few seconds.</Message>;

  const { order, live, missing } = tracking;
  const arrival = order.deliverBy ?? order.promisedBy;
  const isOver = ['DELIVERED', 'COMPLETED', 'CANCELLED'].includes(order.state);
  return (
    <main>
      <header>
        <p className="number">Order {order.number}</p>
        <h1 data-testid="order-state">{stateWords(order.state)}</h1>
        {arrival && !isOver && <p className="arrival">Arrives by <time dateTime={arrival}>{dayWords(arrival)}</time></p>}
        <p className={live ? 'live on' : 'live'} role="status" data-testid="live">{live ? 'Live: this page shows each step as it happens' : 'Reconnecting …'}</p>
      </header>
      {missing.length > 0 && <p className="notice" role="alert">{missing.map((part) => PARTS[part] ?? part).join(', ')} cannot be shown right now. Trying again …</p>}
      <OrderSteps state={order.state} />
      {(order.shipments ?? []).map((shipment) => <ShipmentCard key={shipment.id} shipment={shipment} />)}
      <section className="card">
        <h2>Items</h2>
        <ul className="items">
          {order.lines.map((line) => (
            <li key={line.id}>
              <span>{line.quantity} × {line.nameAtPurchase}</span>
              <span>{line.lineTotal.decimal} {line.lineTotal.currency}</span>
            </li>
          ))}
          <li className="total"><span>Total with shipping</span><span>{order.total.decimal} {order.total.currency}</span></li>
        </ul>
        <p className="placed">Placed <time dateTime={order.placedAt}>{instantWords(order.placedAt)}</time></p>
      </section>
    </main>
  );
};
