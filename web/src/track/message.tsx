import { type ReactNode } from 'react';

/** A page that has nothing to show but why. */
export const Message = ({ title, children }: { readonly title: string; readonly children?: ReactNode }) => (
  <main className="message" role="status">
    <h1>{title}</h1>
    {children && <p>{children}</p>}
  </main>
);
