import './track.css';
import { createRoot } from 'react-dom/client';
import { Message } from './message.js';
import { TrackPage } from './track-page.js';

const number = decodeURIComponent(window.location.pathname.replace(/^\/track\/?/, '').replace(/\/$/, ''));
const guestToken = new URLSearchParams(window.location.search).get('token');
const root = document.getElementById('root');

if (root) {
  createRoot(root).render(
    number && guestToken
      ? <TrackPage number={number} guestToken={guestToken} />
      : <Message title="This link is not complete">A tracking link ends with <code>?token=…</code>: open it from the shop's message again, or ask the shop to send it again.</Message>,
  );
}
