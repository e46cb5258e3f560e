/** Somebody to be in the demo. Their passwords are no secret: they exist on loopback, in embedded databases, only. */
export interface DemoAccount {
  readonly label: string;
  readonly role: 'CUSTOMER' | 'PRODUCT_MANAGER' | 'OPERATIONS' | 'ADMIN';
  readonly email: string;
  readonly password: string;
  readonly displayName: string;
}

const account = (label: string, role: DemoAccount['role'], displayName: string): DemoAccount => {
  const name = label.toLowerCase().replace(' ', '-');
  return { label, role, displayName, email: `${name}@souk.example`, password: `souk-demo-${name}` };
};

export const DEMO_ADMIN = account('Admin', 'ADMIN', 'Nadia Admin');
export const DEMO_CUSTOMER = account('Customer', 'CUSTOMER', 'Yusuf Aydın');
export const DEMO_PRODUCT_MANAGER = account('Product manager', 'PRODUCT_MANAGER', 'Leila Haddad');
export const DEMO_OPERATIONS = account('Operations', 'OPERATIONS', 'Omar Benali');
/** Buys what the carrier moves, so that the customer's own orders stay as the customer left them. */
export const DEMO_SHOPPER = account('Shopper', 'CUSTOMER', 'Mina Laurent');

/** One per role, as printed and offered. */
export const DEMO_ACCOUNTS: readonly DemoAccount[] = [DEMO_CUSTOMER, DEMO_PRODUCT_MANAGER, DEMO_OPERATIONS, DEMO_ADMIN];
